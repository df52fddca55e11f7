"""The interface says what the pages say, hides what they hide, and keeps to its own document."""

import jsonschema
import pytest
from django.urls import reverse

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from tests.builders.surveys import ALL_YES, answers, ask_own, closed_round
from tests.factories import make_clinician, make_unit

pytestmark = pytest.mark.django_db
NO = answers(q1=Answer.NO)


@pytest.fixture
def manager():
    unit = make_unit()
    closed_round(unit, patients=[ALL_YES] * 3 + [NO] * 3, staff=[ALL_YES] * 4)
    return make_clinician(unit, Role.UNIT_MANAGER)


def address(name, *args):
    return reverse(f"surveys:api_{name}", args=args)


def test_the_figures_are_those_of_the_pages_and_a_small_group_is_null(sign_in, manager):
    found = sign_in(manager).get(address("unit", manager.unit.pk)).json()

    first = found["questions"][0]
    assert (first["number"], first["patient"]["now"]["percent"], first["patient"]["now"]["n"]) == (1, 50, 6)
    assert first["staff"] == {"now": None, "before": None, "change": None}
    assert found["target"] == 80


def test_the_list_is_the_own_branch(sign_in, manager):
    make_unit(parent=manager.unit.parent)

    assert [unit["id"] for unit in sign_in(manager).get(address("units")).json()] == [str(manager.unit.pk)]


def test_what_lies_outside_the_own_branch_does_not_exist(sign_in, manager):
    client, other = sign_in(manager), make_unit()

    assert client.get(address("unit", other.pk)).status_code == 404
    assert client.get(address("question", other.pk, 1)).status_code == 404
    assert client.get(address("question", manager.unit.pk, 8)).status_code == 404


def test_nobody_is_let_in_without_signing_in(client, manager):
    answer = client.get(address("unit", manager.unit.pk))

    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("pages:sign_in"))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(sign_in, manager, method):
    assert getattr(sign_in(manager), method)(address("unit", manager.unit.pk)).status_code == 405


@pytest.mark.parametrize("place", ["units", "unit", "question", "own_question"])
def test_each_answer_keeps_to_the_document(sign_in, manager, place):
    own = ask_own("Är maten god?")
    closed_round(make_unit(parent=manager.unit.parent), patients=[answers(own1=Answer.YES)] * 6)
    region = make_clinician(manager.unit.parent, Role.REGION_DEVELOPER)
    assert region.unit.kind == UnitKind.REGION
    client = sign_in(region)
    document = client.get(address("document")).json()
    args = {
        "units": [], "unit": [region.unit.pk], "question": [manager.unit.pk, 1],
        "own_question": [manager.unit.pk, own.pk, 1],
    }[place]  # fmt: skip
    path = next(p for p, about in document["paths"].items() if about["get"]["operationId"] == place)
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]

    answer = client.get(address(place, *args))

    assert answer["Content-Type"] == "application/json"
    jsonschema.Draft4Validator(as_draft_4(schema | {"components": document["components"]})).validate(
        answer.json()
    )


def as_draft_4(schema):
    """OpenAPI 3.0 says `nullable` for a type of null. Every field is there, and no other."""
    if isinstance(schema, list):
        return [as_draft_4(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    converted = {key: as_draft_4(part) for key, part in schema.items() if key != "nullable"}
    if "properties" in converted:
        converted |= {"additionalProperties": False, "required": list(converted["properties"])}
    return {"anyOf": [converted, {"type": "null"}]} if schema.get("nullable") else converted


def test_the_document_names_every_address_of_the_interface_and_the_page_shows_it(sign_in, manager):
    client = sign_in(manager)
    document = client.get(address("document")).json()

    assert {about["get"]["operationId"] for about in document["paths"].values()} == {
        "units",
        "unit",
        "question",
        "own_question",
    }
    page = client.get(address("pages")).content.decode()
    assert all(path in page for path in document["paths"])
    assert "<script src" not in page.replace('<script src="/static/', "")
