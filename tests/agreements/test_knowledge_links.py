"""Patient information on goals and promises is a plain link that says where it leads."""

import pytest

from agreements.actions import add_goal, propose
from tests.builders.agreements import agree_in_the_room, filled_draft
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
LINK = (
    '<a href="https://www.1177.se/hjartsvikt/" rel="noopener">Om hjärtsvikt</a>'
    ' <span class="muted screen-only">(www.1177.se, öppnas på en annan webbplats)</span>'
)


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def version(clinician):
    draft = filled_draft(make_patient(clinician.unit), clinician)
    link = {"link_title": "Om hjärtsvikt", "link_url": "https://www.1177.se/hjartsvikt/"}
    add_goal(version=draft, text="Orka mer", **link, by=clinician)
    draft.commitments.update(**link)
    return draft


@pytest.fixture
def agreed(version, clinician):
    agree_in_the_room(propose(version=version, by=clinician), clinician)
    return version


def links_on(client, address):
    return client.get(address).content.decode().count(LINK)


def test_both_sides_read_it_on_goals_and_promises(agreed, clinician, sign_in):
    patient, promises = agreed.patient, agreed.commitments.count()
    agreement = f"/care/patients/{patient.pk}/agreements/{agreed.agreement_id}/"

    assert links_on(sign_in(clinician), agreement) == promises + 1
    assert links_on(sign_in(clinician), f"/care/patients/{patient.pk}/") == promises
    assert links_on(sign_in(as_patient(patient)), "/my/agreement/") == promises + 1
    assert links_on(sign_in(as_patient(patient)), "/my/") == promises


def test_it_is_read_on_the_turned_screen(version, clinician, sign_in):
    reading = f"/care/patients/{version.patient_id}/agreements/drafts/{version.pk}/reading/"

    assert links_on(sign_in(clinician), reading) == version.commitments.count() + 1


def test_without_words_of_its_own_the_link_says_its_host(version):
    goal = version.goals.get(text="Orka mer")

    assert goal.link_host == "www.1177.se"
    assert version.goals.exclude(pk=goal.pk).first().link_host == ""
