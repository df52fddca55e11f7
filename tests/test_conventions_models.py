"""What every table keeps to: personal fields declared, patients named, nothing deleted behind our backs."""

import pytest
from django.apps import apps
from django.db import models

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from tests.conventions.files import PACKAGES

SHARED = {"id", "created_at", "updated_at", "version"}

# Tables that reach a patient through others and carry none themselves: name → why.
WITHOUT_PATIENT = {}
# Tables whose patient may be empty: name → why.
PATIENT_MAY_BE_EMPTY = {}
# Tables with another base than BaseModel: name → why.
OTHER_BASE = {
    "audit.AuditEvent": "a growing number as key: the log is written with every read and never edited",
    "surveys.Incoming": "time stamps would tell who answered (ADR 0008)",
    "surveys.PaperEntry": "a time stamp would tell who keyed it in (ADR 0014)",
    "surveys.PulseAsked": "the day alone is kept (ADR 0014)",
    "surveys.ReceivedForm": "time stamps would tell who answered (ADR 0008)",
    "surveys.RecordedDay": "numbers of one day, by the million, never edited",
    "surveys.Response": "time stamps would tell who answered (ADR 0008)",
    "surveys.Rollup": "time stamps would tell who answered (ADR 0008)",
    "surveys.Story": "time stamps would tell who wrote it (ADR 0015)",
    "surveys.SurveyLink": "time stamps would tell whose link it is (ADR 0008)",
}


def is_ours(model):
    return model.__module__.split(".")[0] in PACKAGES


OURS = [model for model in apps.get_models(include_auto_created=True) if is_ours(model)]
WRITTEN = [model for model in OURS if not model._meta.auto_created]


def relations(model):
    return [field for field in model._meta.concrete_fields if field.is_relation]


def declarable(model):
    """Fields that may hold something about a person: not keys, relations, stamps or booleans."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if not field.is_relation and not isinstance(field, models.BooleanField) and field.name not in SHARED
    }


def undeclared(model):
    """What a model's Privacy leaves out, names twice, or invents."""
    privacy = getattr(model, "Privacy", None)
    if privacy is None:
        return {"no class Privacy"}
    names = {field.name for field in model._meta.concrete_fields}
    missing = declarable(model) - privacy.personal - privacy.plain
    return missing | (privacy.personal & privacy.plain) | ((privacy.personal | privacy.plain) - names)


@pytest.mark.parametrize("model", WRITTEN, ids=lambda m: m._meta.label)
def test_every_field_is_declared_personal_or_plain(model):
    assert undeclared(model) == set()


def reaches_patient(model, seen=()):
    """Whether the foreign keys lead to a patient, in one step or in many."""
    targets = {field.related_model for field in relations(model)} - {model, *seen}
    return Patient in targets or any(reaches_patient(t, (*seen, model)) for t in targets if is_ours(t))


def names_patient(model):
    """Whether the table carries the patient itself, and always."""
    field = next((f for f in relations(model) if f.name == "patient"), None)
    if field is None or field.related_model is not Patient:
        return model._meta.label in WITHOUT_PATIENT
    return not field.null or model._meta.label in PATIENT_MAY_BE_EMPTY


@pytest.mark.parametrize("model", [m for m in OURS if m is not Patient], ids=lambda m: m._meta.label)
def test_every_table_with_rows_about_a_patient_names_the_patient(model):
    assert names_patient(model) or not reaches_patient(model)


# References between rows of a patient that another trigger keeps, or that nothing keeps yet: why.
KEPT_IN_ANOTHER_WAY = {
    "agreements.AgreementVersion.agreement": "same_patient_as_agreement",
    "agreements.AgreementVersion.what_matters": "same_patient_what_matters; words are append-only",
    "agreements.Preparation.quoted_in": "same_patient_as_version",
    "agreements.Goal.agreement_version": "frozen_when_proposed",
    "agreements.Commitment.agreement_version": "frozen_when_proposed",
    "agreements.WarningSign.agreement_version": "frozen_when_proposed",
    "agreements.Acceptance.agreement_version": "about_a_proposed_version",
    "agreements.Acceptance.goal": "about_a_proposed_version",
    "agreements.Acceptance.commitment": "about_a_proposed_version",
    "agreements.Acceptance.warning_sign": "about_a_proposed_version",
    "agreements.Question.agreement_version": "about_a_proposed_version",
    "agreements.Question.goal": "about_a_proposed_version",
    "agreements.Question.commitment": "about_a_proposed_version",
    "agreements.Question.warning_sign": "about_a_proposed_version",
    "agreements.ReviewRequest.agreement_version": "about_a_proposed_version",
    "agreements.Copy.agreement_version": "copy_of_a_proposed_version",
    "agreements.AnswerScan.acceptance": "scan_of_a_paper",
    "agreements.DiaryEntry.promise": "of_a_recurring_promise",
    "surveys.SurveyInvitation.message": "written by the one action that invites",
}


def patients_rows(model):
    """The references of a patient's row to other rows of a patient."""
    if not any(field.name == "patient" for field in relations(model)):
        return []
    return [f for f in relations(model) if any(g.name == "patient" for g in relations(f.related_model))]


def test_rows_that_refer_to_each_other_are_of_one_patient():
    """The database keeps it: `same_patient` in the row, and `keeps_its_patient` in what it refers to."""
    unkept = {
        f"{model._meta.label}.{field.name}"
        for model in WRITTEN
        for field in patients_rows(model)
        if not has_trigger(model, f"same_patient_{field.name}")
        or not has_trigger(field.related_model, "keeps_its_patient")
    }

    assert unkept == set(KEPT_IN_ANOTHER_WAY)


def has_trigger(model, name):
    return name in {trigger.name for trigger in getattr(model._meta, "triggers", [])}


def unprotected(model):
    return [f.name for f in relations(model) if f.remote_field.on_delete is not models.PROTECT]


@pytest.mark.parametrize("model", WRITTEN, ids=lambda m: m._meta.label)
def test_foreign_keys_protect(model):
    assert unprotected(model) == []


@pytest.mark.parametrize("model", WRITTEN, ids=lambda m: m._meta.label)
def test_every_table_stands_on_the_base_model(model):
    assert issubclass(model, BaseModel) or model._meta.label in OTHER_BASE


@pytest.mark.parametrize("model", WRITTEN, ids=lambda m: m._meta.label)
def test_every_row_can_be_named(model):
    assert "__str__" in {name for base in model.__mro__ if base is not models.Model for name in vars(base)}


def test_the_lists_of_exceptions_name_tables_that_exist():
    labels = {model._meta.label for model in OURS}

    assert {*WITHOUT_PATIENT, *PATIENT_MAY_BE_EMPTY, *OTHER_BASE} <= labels
