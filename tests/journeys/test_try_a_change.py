"""A manager goes from a weak question to a change that is tried, and to the yearly report."""

import pytest

from patientkontrakt.people.roles import Role
from surveys.ideas import ideas_for
from surveys.models import ActionState, ImprovementAction
from tests.factories import make_clinician, make_unit
from tests.journeys.visitor import BY_KEYBOARD, PHONE


@pytest.mark.parametrize("way", [PHONE, BY_KEYBOARD], ids=str)
def test_idea_test_decision_report(visitor, way):
    unit = make_unit()
    manager = visitor(make_clinician(unit, Role.UNIT_MANAGER), way)

    manager.opens("surveys:action_plan", unit.pk)
    manager.follows("Plan an action")
    manager.follows("5.", within=manager.main)
    manager.follows("Begin from this", within=manager.main)
    manager.writes("Aim: what shall be better, how much, and by when?", "8 av 10 vet sitt nästa steg")
    manager.writes("Who sees to it?", "Sara Ek")
    manager.clicks("Put it in the plan")

    manager.follows("Begin a test")
    manager.writes("Plan", "Tio patienter på tisdag", context="pdsa")
    manager.clicks("Save")
    manager.follows("Write in the test")
    manager.writes("Study", "9 av 10 kunde svara", context="pdsa")
    manager.clicks("Save")

    manager.follows("Decide about the action")
    manager.chooses("Keep it: this is how we work now")
    manager.writes("What have you learnt?", "Frågan tar en minut")
    manager.clicks("Save")

    manager.follows("Back to the action plan")
    for text in ("8 av 10 vet sitt nästa steg", "Sara Ek", "9 av 10 kunde svara", "Frågan tar en minut"):
        manager.reads(text)
    action = ImprovementAction.objects.get()
    assert (action.state, action.idea) == (ActionState.KEPT, ideas_for("q5")[0])
