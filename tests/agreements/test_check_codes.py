import re

import pytest
from django.test import override_settings

from agreements import actions
from agreements.check_codes import check_code, version_of
from agreements.models import AgreementVersion
from tests.builders.agreements import agreed_version, filled_draft
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def versions():
    return AgreementVersion.objects.proposed().with_rows()


def test_a_code_is_short_and_has_no_letters_that_look_like_others(patient, clinician):
    agreed_version(patient, clinician)

    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", check_code(versions().get()))


def test_a_code_finds_its_version_however_it_is_typed(patient, clinician):
    version = agreed_version(patient, clinician)
    actions.propose(
        version=actions.start_new_version(agreement=version.agreement, by=clinician), by=clinician
    )
    code = check_code(versions().get(pk=version.pk))

    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "o").replace("1", "l")):
        assert version_of(typed, versions()) == version
    assert version_of("0000-0000", versions()) is None


def test_a_code_stays_whatever_happens_to_the_agreement(patient, clinician):
    version = agreed_version(patient, clinician)
    before = check_code(versions().get())
    promise = version.commitments.filter(party="patient").first()

    actions.report_commitment(commitment=promise, status="done", by=as_patient(patient))
    actions.end_agreement(agreement=version.agreement, reason="Flyttat", by=clinician)

    assert check_code(versions().get()) == before


@pytest.mark.parametrize(
    ("rows", "field"), [("goals", "text"), ("warning_signs", "sign"), ("commitments", "what")]
)
def test_another_word_gives_another_code(patient, clinician, rows, field):
    agreed_version(patient, clinician)
    version = versions().get()
    before = check_code(version)

    setattr(getattr(version, rows).all()[0], field, "Något annat")

    assert check_code(version) != before


def test_a_field_that_is_empty_changes_no_code(patient, clinician):
    """So a field that is added to the tables later leaves the codes on old papers alone."""
    agreed_version(patient, clinician)
    version = versions().get()
    before = check_code(version)
    version.goals.all()[0].TERMS = (*version.goals.all()[0].TERMS, "suggested_by")

    assert check_code(version) == before


def test_a_code_from_before_the_secret_key_was_changed_is_still_found(patient, clinician):
    version = agreed_version(patient, clinician)
    with override_settings(SECRET_KEY="the old key"):
        old = check_code(versions().get())

    assert version_of(old, versions()) is None
    with override_settings(SECRET_KEY_FALLBACKS=["the old key"]):
        assert version_of(old, versions()) == version


def test_making_a_code_costs_no_query(patient, clinician, django_assert_num_queries):
    agreed_version(patient, clinician)
    version = versions().get()

    with django_assert_num_queries(0):
        check_code(version)


def test_a_draft_has_no_code_to_be_found_by(patient, clinician):
    filled_draft(patient, clinician)

    assert version_of("0000-0000", versions()) is None
