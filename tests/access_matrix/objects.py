"""What the keys in addresses stand for: a row of each kind about a patient, made by the rooms' builders."""

from agreements.actions import (
    accept,
    add_goal,
    add_template_row,
    ask_question,
    attach_scan,
    start_new_version,
    start_template,
)
from agreements.models import How
from agreements.row_kinds import ROW_KINDS
from patientkontrakt.people.roles import Role
from scheduling.actions import cancel
from surveys.story_codes import new_code
from tests.builders import agreements, contacts, planning, scheduling, stories, surveys
from tests.builders.agreements import EVA
from tests.factories import as_patient, make_clinician


def objects_about(patient, by) -> dict[str, object]:
    """Key in addresses → what stands for it: a row of the patient, or of the unit of `by`."""
    version = agreements.version_with_others(patient, by)
    agreements.agree_in_the_room(version, by)
    proposal = scheduling.proposed(patient, by.unit, by=by)
    surveys.visited(patient, by.unit)
    round = surveys.make_round(by.unit)
    surveys.make_poster(round)
    return {
        "patient_id": patient.pk,
        "unit_id": by.unit.pk,
        # agreements
        "agreement_id": version.agreement.pk,
        "version_id": version.pk,
        "preparation_id": agreements.prepared(patient).pk,
        "concordance_id": agreements.asked_of_one_mind(patient, by).pk,
        "noun": "folder",
        "promise_id": version.commitments.filter(party="patient").first().pk,
        **_answers_and_questions(version, by),
        # contacts
        "contact_id": contacts.appointed_contact(patient, by.unit, by=by).pk,
        "path_id": contacts.contact_path(by.unit).pk,
        # scheduling
        "proposal_id": proposal.pk,
        "time_id": proposal.times.first().pk,
        "appointment_id": scheduling.booked(patient, by.unit, scheduling.slot(6), by=by).pk,
        # planning
        "need_id": planning.make_need(patient, by).pk,
        "plan_id": planning.make_plan(patient, by, document=planning.pdf()).pk,
        # surveys
        "round_id": round.pk,
        "number": 2,
        "edition_id": surveys.ask_own("Är maten god?", "Är det lugnt?").pk,
        "story_id": stories.told(by.unit).pk,
        **_improvement(by.unit),
        "token": round.staff_token,
        "calendar_id": surveys.make_calendar(by.unit).pk,
    }


def _improvement(unit):
    action = stories.being_tested(unit, stories.reviewer_of(unit))
    return {"action_id": action.pk, "cycle_id": action.cycles.get().pk}


def _answers_and_questions(version, by):
    paper = accept(version=version, told=How.PAPER, side=EVA, by=by)
    asked = ask_question(version=version, text="Hur långt ska jag gå?", by=as_patient(version.patient))
    scan = attach_scan(acceptance=paper, scan=agreements.paper_scan(), by=by)
    return {"question_id": asked.pk, "acceptance_id": paper.pk, "scan_id": scan.pk}


def special_objects(patient, by) -> dict[str, dict[str, object]]:
    """Addresses that want a row in another stage of its life: name → key → row."""
    careful = ask_question(version=patient.agreement_versions.get(), text="Hur går det?", by=by)
    draft = start_new_version(agreement=patient.agreements.get(), by=by)
    goal = add_goal(version=draft, text="Plocka svamp i skogen", by=by)
    noun = next(iter(ROW_KINDS))
    on_draft = {"version_id": draft.pk, "row_id": goal.pk, "noun": noun}
    drafts = (
        "editor", "frame", "words", "quotation", "proposal", "new_row", "row", "row_place", "row_removal",
        "row_return", "pulse", "reading", "our_agreement", "our_disagreement", "preparation_quotation",
        "row_confirmation", "template_use", "suggestions",
    )  # fmt: skip
    cancelled = cancel(
        appointment=scheduling.booked(patient, by.unit, scheduling.slot(8), by=by), reason="Sjuk", by=by
    )
    lead = make_clinician(by.unit, Role.UNIT_MANAGER)
    template = start_template(name="Yrsel", about="För dig som är yr.", by=lead)
    line = add_template_row(template=template, kind=noun, text="Jag vill gå utan att ramla.", by=lead)
    on_template = {"need": template.slug, "row_id": line.pk, "noun": noun}
    poster = {"noun": "poster"}
    templates = ("", "_copy", "_frame", "_hiding", "_removal", "_row", "_row_place", "_row_removal")
    names = [*(f"template{name}" for name in templates), "new_template_row"]
    code = new_code()
    stories.on_the_wall(by.unit)
    stories.reviewed(by.unit, code=code)
    return {f"agreements:{name}": on_draft for name in drafts} | {
        **{f"surveys:story{name}": {"token": code} for name in ("", "_approval", "_withdrawal")},
        "agreements:my_reply": {"question_id": careful.pk},
        **{f"agreements:{name}": on_template for name in names},
        "surveys:link": poster,
        "surveys:link_renewal": poster,
        "scheduling:replace": {"appointment_id": cancelled.pk},
        "scheduling:ask_for_new_time": {"appointment_id": cancelled.pk},
    }
