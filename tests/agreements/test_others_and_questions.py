"""Others whom a promise names, questions, asking to look again, and answers on paper."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from PIL import Image
from PIL.ExifTags import GPS, IFD

from agreements import actions
from agreements.models import How, Party, Question, Side
from agreements.story import read_story
from patientkontrakt.people.roles import Role
from tests.builders.agreements import (
    EVA,
    agreed_version,
    filled_draft,
    object_to,
    paper_scan,
    proposed_version,
    state_of,
    version_with_others,
)
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def both_agree(version, clinician):
    actions.accept(version=version, by=clinician)
    return actions.accept(version=version, told=How.IN_THE_ROOM, by=clinician)


def refused(statement):
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


def test_it_holds_when_everyone_named_has_been_informed(patient, clinician):
    version = version_with_others(patient, clinician)
    assert not both_agree(version, clinician).is_mutual
    assert state_of(version.agreement) == "proposed"

    [answer] = actions.record_informed(version=version, others=[EVA], by=clinician)

    assert answer.is_mutual
    assert state_of(version.agreement) == "agreed"
    assert actions.record_informed(version=version, others=[EVA], by=clinician) == [answer]


def test_another_who_disagrees_is_not_silenced_by_being_informed(patient, clinician):
    version = version_with_others(patient, clinician)
    both_agree(version, clinician)
    object_to(version=version, reason="Jag är bortrest", told=How.TELEPHONE, side=EVA, by=clinician)

    assert state_of(version.agreement) == "disagreed"
    with pytest.raises(ValidationError):
        actions.record_informed(version=version, others=[EVA], by=clinician)
    actions.accept(version=version, told=How.TELEPHONE, side=EVA, by=clinician)
    assert state_of(version.agreement) == "agreed"


def test_a_municipality_answers_for_its_own_unit_and_no_other(patient, clinician):
    home_care = make_clinician(clinician.unit, Role.MUNICIPAL_STAFF)
    draft = filled_draft(patient, clinician)
    actions.add_commitment(
        version=draft, party="municipality", responsible_unit=home_care.unit, what="Handla",
        when_kind="when_needed", by=clinician,
    )  # fmt: skip
    version = actions.propose(version=draft, by=clinician)

    answer = actions.accept(version=version, by=home_care)

    assert answer.side == Side(Party.MUNICIPALITY, str(home_care.unit), home_care.unit.pk)
    with pytest.raises(ValidationError):
        actions.accept(version=version, side=EVA, told=How.TELEPHONE, by=home_care)
    other = version_with_others(make_patient(clinician.unit), make_clinician(clinician.unit))
    with pytest.raises(PermissionDenied):
        actions.accept(version=other, by=home_care)


def test_several_points_are_one_answer_each_and_one_notice(patient, clinician):
    version = proposed_version(patient, clinician)
    points = list(version.commitments.all()[:2])

    answers = actions.disagree(
        version=version, by=as_patient(patient),
        objections=[actions.Objection("Nej", points[0], "Simma"), actions.Objection("För ofta", points[1])],
    )  # fmt: skip

    assert [answer.point for answer in answers] == points


def test_a_question_leaves_the_state_and_is_answered_once(patient, clinician):
    version = proposed_version(patient, clinician)
    question = actions.ask_question(version=version, text="Hur långt?", by=as_patient(patient))
    assert state_of(version.agreement) == "proposed"
    assert list(Question.objects.unanswered().to_care()) == [question]
    with pytest.raises(PermissionDenied):
        actions.reply_to_question(question=question, reply="Kort", by=as_patient(patient))

    actions.reply_to_question(question=question, reply="Till torget", by=clinician)

    with pytest.raises(ValidationError):
        actions.reply_to_question(question=question, reply="Längre", by=clinician)
    assert "answered once" in refused("UPDATE agreements_question SET reply = 'Annat'")
    assert "Cannot delete" in refused("DELETE FROM agreements_question")


def test_the_question_itself_never_changes(patient, clinician):
    version = proposed_version(patient, clinician)
    actions.ask_question(version=version, text="Hur långt?", by=as_patient(patient))

    assert "answered once" in refused("UPDATE agreements_question SET text = 'Annat'")


@pytest.mark.parametrize("is_patients", [True, False])
def test_either_side_asks_to_look_again_until_a_newer_version_is_proposed(patient, clinician, is_patients):
    version = agreed_version(patient, clinician)
    by = as_patient(patient) if is_patients else clinician

    actions.ask_for_review(version=version, reason="Jag har fått ont", by=by)

    assert state_of(version.agreement) == "needs_renewal"
    newer = actions.start_new_version(agreement=version.agreement, by=clinician)
    both_agree(actions.propose(version=newer, by=clinician), clinician)
    assert state_of(version.agreement) == "agreed"
    assert "Cannot update or delete" in refused("UPDATE agreements_reviewrequest SET reason = 'Annat'")


def test_what_does_not_hold_is_answered_and_not_reviewed(patient, clinician):
    with pytest.raises(ValidationError):
        actions.ask_for_review(version=proposed_version(patient, clinician), reason="Nytt", by=clinician)


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "application/pdf"])
def test_the_paper_is_kept_beside_the_answer_for_patient_and_care(
    patient, clinician, kind, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    version = proposed_version(patient, clinician)
    answer = actions.accept(version=version, told=How.PAPER, by=clinician)

    scan = actions.attach_scan(acceptance=answer, scan=paper_scan(kind), by=clinician)

    assert scan.content_type == kind
    for by in (as_patient(patient), clinician):
        actions.hand_out_scan(scan=scan, by=by).close()
    with pytest.raises(PermissionDenied):
        actions.hand_out_scan(scan=scan, by=make_delegate(patient))
    assert "Cannot update or delete" in refused("DELETE FROM agreements_answerscan")


def test_where_the_photo_of_a_paper_was_taken_is_not_kept(patient, clinician, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = actions.accept(version=proposed_version(patient, clinician), told=How.PAPER, by=clinician)
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"

    scan = actions.attach_scan(acceptance=answer, scan=paper_scan("image/jpeg", exif=exif), by=clinician)

    with actions.hand_out_scan(scan=scan, by=clinician) as kept:
        assert dict(Image.open(kept).getexif().get_ifd(IFD.GPSInfo)) == {}


def test_only_a_paper_has_a_scan_and_only_pictures_are_kept(patient, clinician, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    version = proposed_version(patient, clinician)
    spoken = actions.accept(version=version, told=How.TELEPHONE, by=clinician)
    on_paper = object_to(version=version, reason="Nej", told=How.PAPER, by=clinician)
    script = paper_scan()
    script.file.seek(0)
    script.file.write(b"<script>")

    for answer, file in ((spoken, paper_scan()), (on_paper, script)):
        with pytest.raises(ValidationError):
            actions.attach_scan(acceptance=answer, scan=file, by=clinician)


def test_the_story_tells_all_of_it_in_order(patient, clinician):
    version = version_with_others(patient, clinician)
    question = actions.ask_question(version=version, text="Hur?", by=as_patient(patient))
    actions.reply_to_question(question=question, reply="Så", by=clinician)
    object_to(version=version, reason="Nej", by=as_patient(patient))
    actions.end_agreement(agreement=version.agreement, reason="Klart", by=clinician)

    story = read_story(type(version.agreement).objects.with_state().get())

    assert [event.kind for event in story] == ["proposed", "question", "reply", "answer", "ended"]
