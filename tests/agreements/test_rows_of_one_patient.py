"""The database lets nobody's words stand in another patient's agreement, whoever writes."""

import pytest
from django.db import DatabaseError, transaction

from agreements import actions
from agreements.models import Agreement, AgreementVersion, Concordance, Preparation
from tests.builders.agreements import asked_of_one_mind, started_draft
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def other(clinician):
    return make_patient(clinician.unit)


def is_refused(rows, **changes):
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**changes)
    return True


def test_a_draft_takes_no_words_of_another_patient(patient, other, clinician):
    draft = started_draft(patient, clinician)
    words = actions.write_what_matters(patient=other, text="Min trädgård", by=as_patient(other))

    assert is_refused(AgreementVersion.objects.filter(pk=draft.pk), what_matters=words)


def test_a_draft_takes_no_comparison_of_another_patient(patient, other, clinician):
    draft = started_draft(patient, clinician)

    compared = asked_of_one_mind(other, clinician)

    assert is_refused(AgreementVersion.objects.filter(pk=draft.pk), concordance=compared)


def test_what_others_refer_to_stays_with_its_patient(patient, other, clinician):
    started_draft(patient, clinician)
    asked_of_one_mind(patient, clinician)
    actions.write_preparation(patient=patient, seen_version=0, text="Sova", by=as_patient(patient))

    for model in (Agreement, Concordance, Preparation):
        assert is_refused(model.objects.all(), patient=other)
