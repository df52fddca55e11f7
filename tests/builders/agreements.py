"""Agreements in each stage of their life, made by the real actions."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from agreements import actions
from agreements.models import CommitmentParty, How, Party, Side, Urgency, WhenKind
from patientkontrakt.ui.pictures import FORMATS
from patientkontrakt.ui.uploads import MARKS
from tests.factories import as_patient

EVA = Side(Party.RELATIVE, "Eva, dotter")


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def started_draft(patient, by):
    """An empty first draft of the actor's unit."""
    return actions.start_agreement(patient=patient, by=by).versions.get()


def prepared(patient, *, by=None, **texts):
    """What the patient has written before a meeting."""
    texts = texts or {"text": "Att orka plocka svamp.", "goals": "Gå till torget\nSova hela natten"}
    return actions.write_preparation(patient=patient, seen_version=0, by=by or as_patient(patient), **texts)


def asked_of_one_mind(patient, by):
    """A question whether the two mean the same, that neither has answered."""
    return actions.ask_of_one_mind(patient=patient, unit=by.unit, by=by)


def filled_draft(patient, by, *, review_date=None):
    """A simple whole agreement, not yet proposed: 1 goal, 2 promises of each side, 1 warning sign."""
    actions.write_what_matters(patient=patient, text="Att orka leka med barnbarnen.", by=as_patient(patient))
    draft = started_draft(patient, by)
    actions.add_goal(version=draft, text="Gå till torget och tillbaka utan att vila", by=by)
    add_promise(draft, by, what="Gå en promenad")
    add_promise(draft, by, what="Väga mig", when_text="varje morgon")
    add_care_promise(draft, by, what="Ringa om provsvaren", due_date=in_days(14))
    add_care_promise(draft, by, what="Skriva remiss till fysioterapeut", due_date=in_days(7))
    actions.add_warning_sign(
        version=draft, sign="Jag går upp två kilo på tre dagar", own_action="Tar en extra vätskedrivande",
        urgency=Urgency.UNIT, by=by,
    )  # fmt: skip
    actions.edit_draft(
        version=draft, seen_version=draft.version, contact_text="Hjärtmottagningen",
        contact_phone="010-101 10 10", review_date=review_date or in_days(90), by=by,
    )  # fmt: skip
    draft.refresh_from_db()
    return draft


def proposed_version(patient, by, **details):
    """Proposed; nobody has answered."""
    return actions.propose(version=filled_draft(patient, by, **details), by=by)


def agreed_version(patient, by, **details):
    """Proposed, and both sides have said yes."""
    version = proposed_version(patient, by, **details)
    agree_in_the_room(version, by)
    return version


def agree_in_the_room(version, by):
    """Both say yes, and everyone else whom a promise names is told."""
    actions.accept(version=version, by=by)
    actions.accept(version=version, told=How.IN_THE_ROOM, by=by)
    actions.record_informed(version=version, others=version.others, by=by)


def version_with_others(patient, by, *others):
    """Proposed; `others` are Sides that promise something each, beside the patient and care."""
    draft = filled_draft(patient, by)
    for side in others or (EVA,):
        who = {"responsible_unit_id": side.unit_id} if side.unit_id else {"responsible_name": side.name}
        actions.add_commitment(
            version=draft, party=side.party, what=f"{side} hjälper till", when_kind=WhenKind.WHEN_NEEDED,
            by=by, **who,
        )  # fmt: skip
    return actions.propose(version=draft, by=by)


def paper_scan(kind="image/png", size=(6, 4), **written):
    """A small picture with what a camera has `written` into it, or a file that begins and ends as a PDF."""
    if kind == "application/pdf":
        return SimpleUploadedFile("papper", (b" " * 40).join(MARKS[kind]), content_type=kind)
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, FORMATS[kind], **written)
    return SimpleUploadedFile("papper", content.getvalue(), content_type=kind)


def object_to(*, version, reason, point=None, own_proposal="", by, **how):
    """One objection: the answer."""
    objections = [actions.Objection(reason, point, own_proposal)]
    return actions.disagree(version=version, objections=objections, by=by, **how)[0]


def add_promise(draft, by, *, what="Gå en promenad", when_text="varje dag"):
    """A promise of the patient's own."""
    return actions.add_commitment(
        version=draft, party=CommitmentParty.PATIENT, what=what, when_kind=WhenKind.RECURRING,
        when_text=when_text, by=by,
    )  # fmt: skip


def add_care_promise(draft, by, *, what="Ringa om provsvaren", due_date=None):
    """A promise that the actor makes for care."""
    return actions.add_commitment(
        version=draft, party=CommitmentParty.CARE, responsible_staff=by.staff, what=what,
        when_kind=WhenKind.DATE if due_date else WhenKind.WHEN_NEEDED, due_date=due_date, by=by,
    )  # fmt: skip


def state_of(agreement):
    return type(agreement).objects.with_state().get(pk=agreement.pk).state
