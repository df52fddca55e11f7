"""What several versions and agreements say together: what is new, and in which order."""

import pytest
from django.urls import reverse

from agreements import actions
from agreements.check_codes import digest
from agreements.contract import read_versions
from agreements.models import AgreementVersion, Party, Side, Urgency
from patientkontrakt.people.roles import Scope
from tests.builders.agreements import (
    EVA,
    add_promise,
    agree_in_the_room,
    agreed_version,
    filled_draft,
    object_to,
    proposed_version,
    version_with_others,
)
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
FAINT = "Jag svimmar"


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def me(sign_in, patient):
    return sign_in(as_patient(patient))


def next_version(version, by, *promises):
    draft = actions.start_new_version(agreement=version.agreement, by=by)
    for what in promises:
        add_promise(draft, by, what=what)
    return actions.propose(version=draft, by=by)


@pytest.fixture
def third(patient, clinician):
    """The first was agreed, the second refused, the third proposed."""
    first = agreed_version(patient, clinician)
    second = next_version(first, clinician, "Simma")
    object_to(version=second, reason="För långt bort", by=as_patient(patient))
    return next_version(second, clinician, "Cykla")


def read(version):
    agreement = type(version.agreement).objects.with_state().get(pk=version.agreement_id)
    return {row.number: row for row in read_versions(agreement)}


def test_what_is_new_is_told_against_what_holds_and_not_against_what_was_refused(me, third):
    page = me.get(reverse("agreements:my_version", args=[third.pk]))

    assert [change.body for change in page.context["changes"]] == ["Simma. Varje dag.", "Cykla. Varje dag."]
    text = page.content.decode()
    assert "jämfört med det som gäller nu" in text
    assert "?old=2&amp;new=3" in text


def test_care_reads_the_same_and_comparing_begins_there(sign_in, clinician, third):
    staff, where = sign_in(clinician), [third.patient_id, third.agreement_id]

    page = staff.get(reverse("agreements:agreement", args=where))
    comparison = staff.get(reverse("agreements:comparison", args=where))

    assert len(page.context["changes"]) == 2
    assert comparison.context["form"].initial == {"new": 3, "old": 1}


def test_once_agreed_it_is_still_told_against_what_held_before_it(clinician, third):
    agree_in_the_room(third, clinician)

    versions = read(third)

    assert versions[3].compared_with == versions[1]
    assert versions[2].compared_with == versions[1]
    assert versions[1].compared_with is None


def test_while_nothing_was_ever_agreed_the_last_proposal_is_what_one_has_read(patient, clinician):
    first = proposed_version(patient, clinician)
    second = next_version(first, clinician, "Simma")

    assert read(second)[2].compared_with == first


@pytest.fixture
def two_signs(patient, clinician):
    """The less urgent one was written first."""
    draft = filled_draft(patient, clinician)
    actions.add_warning_sign(
        version=draft, sign=FAINT, own_action="Någon ringer", urgency=Urgency.EMERGENCY, by=clinician
    )
    return draft


def test_the_most_urgent_sign_stands_first_on_every_page(sign_in, patient, clinician, two_signs):
    other = two_signs.warning_signs.get(urgency=Urgency.UNIT).sign
    staff = sign_in(clinician)
    where = [patient.pk, two_signs.pk]
    pages = [staff.get(reverse(f"agreements:{name}", args=where)) for name in ("editor", "reading")]
    agree_in_the_room(actions.propose(version=two_signs, by=clinician), clinician)
    pages.append(staff.get(reverse("agreements:agreement", args=[patient.pk, two_signs.agreement_id])))
    pages.append(staff.get(reverse("agreements:record_text", args=where)))
    me = sign_in(as_patient(patient))
    for name, *keys in (("my_agreement",), ("my_warning_signs",), ("my_version", two_signs.pk)):
        pages.append(me.get(reverse(f"agreements:{name}", args=keys)))

    for page in pages:
        text = page.content.decode()
        assert text.index(FAINT) < text.index(other), page.request["PATH_INFO"]


def test_the_code_on_a_paper_does_not_hang_on_the_order_of_the_page(two_signs):
    assert digest(AgreementVersion.objects.with_rows().get(pk=two_signs.pk)) == digest(
        AgreementVersion.objects.get(pk=two_signs.pk)
    )


def test_a_sign_is_moved_among_equally_urgent_ones(two_signs, clinician):
    faint = two_signs.warning_signs.get(sign=FAINT)
    actions.add_warning_sign(
        version=two_signs, sign="Bröstsmärta", own_action="112", urgency=Urgency.EMERGENCY, by=clinician
    )

    actions.move_row(row=two_signs.warning_signs.get(sign="Bröstsmärta"), to="up", by=clinician)
    actions.move_row(row=two_signs.warning_signs.get(urgency=Urgency.UNIT), to="down", by=clinician)

    signs = two_signs.warning_signs.most_urgent_first()
    assert [row.sign for row in signs][:2] == ["Bröstsmärta", FAINT]
    assert faint.column == "112"


def test_those_whose_answer_is_awaited_are_told_apart(me, patient, clinician):
    town = Side(Party.MUNICIPALITY, "Exempelstads kommun")
    version_with_others(patient, clinician, EVA, town)

    text = me.get(reverse("agreements:my_agreement")).content.decode()

    assert "Väntar på svar från</dt><dd>dig · Vården · Eva (dotter) · Exempelstads kommun<" in text


@pytest.mark.parametrize("name", ["Eva", "Eva (dotter)", "Eva, Kim, grannar"])
def test_other_names_stand_as_they_were_written(name):
    assert Side(Party.RELATIVE, name).in_a_list == name


def test_the_way_to_disagree_stays_in_sight_when_both_have_agreed(me, sign_in, patient, clinician):
    version = agreed_version(patient, clinician)
    way = reverse("agreements:my_disagreement", args=[version.pk])

    assert way in me.get(reverse("agreements:my_agreement")).content.decode()
    assert way in me.get(reverse("agreements:my_version", args=[version.pk])).content.decode()
    reader = sign_in(make_delegate(patient, [Scope.READ]))
    assert way not in reader.get(reverse("agreements:my_agreement")).content.decode()
