import pytest
from django.apps import apps
from django.db.models.signals import post_init, pre_init

from patientkontrakt.base_model import BaseModel
from patientkontrakt.people.models import Patient
from tests.factories import make_patient, make_unit

MODELS = [model for model in apps.get_models() if issubclass(model, BaseModel)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_from_the_database_is_the_row_that_django_makes(model):
    names = [field.attname for field in model._meta.concrete_fields]
    values = [f"value of {name}" for name in names]

    row, expected = (
        model.from_db("default", names, values),
        super(BaseModel, model).from_db("x", names, values),
    )

    assert vars(row) | {"_state": None} == vars(expected) | {"_state": None}
    assert (row._state.adding, row._state.db) == (False, "default")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nobody_waits_to_be_told_that_a_row_is_made(model):
    assert not pre_init.has_listeners(model)
    assert not post_init.has_listeners(model)


@pytest.mark.django_db
def test_what_a_queryset_leaves_out_is_fetched_when_it_is_asked_for(django_assert_num_queries):
    make_patient(make_unit())

    patient = Patient.objects.only("given_name").get()

    with django_assert_num_queries(1):
        assert patient.family_name


def test_a_choice_is_shown_in_words_and_an_unknown_one_as_it_is():
    for model in MODELS:
        for field in model._meta.concrete_fields:
            for value in [*(choice for choice, _label in field.flatchoices), "unknown", None]:
                row = model(**{field.attname: value}) if field.choices else None
                expected = dict(field.flatchoices).get(value, value)
                assert row is None or getattr(row, f"get_{field.name}_display")() == expected
