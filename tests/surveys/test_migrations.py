"""Answers that were given before the small rows are carried over with their sums, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from surveys.models import OpenLink, Response, Rollup, Round
from tests.factories import make_unit

pytestmark = pytest.mark.django_db(transaction=True)


def migrate_to(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("surveys", name)])
    return MigrationExecutor(connection).loader.project_state([("surveys", name)]).apps


@pytest.fixture
def newest():
    """Whatever happens, the tests after this one find the newest tables."""
    name = MigrationExecutor(connection).loader.graph.leaf_nodes("surveys")[0][1]
    yield name
    migrate_to(name)


def test_former_answers_are_carried_over_and_back(newest):
    unit = make_unit()
    former = migrate_to("0001_initial")
    instrument = former.get_model("surveys", "Instrument").objects.create(slug="s", edition="e", content={})
    asked = {"unit_id": unit.pk, "instrument": instrument, "kind": "baseline"}
    Former = former.get_model("surveys", "Round")
    closed = Former.objects.create(**asked, opens="2026-01-01", closes="2026-01-31")
    opened = Former.objects.create(**asked, opens="2026-03-01", closes="2026-03-31", staff_token="kept")
    answers = former.get_model("surveys", "Response").objects
    for _person in range(5):
        answers.create(round=closed, audience="patient", q1=1, q4=5)
    answers.create(round=closed, audience="staff", q2=3, q7=2)
    answers.create(round=opened, audience="staff", q3=4)
    Former.objects.filter(pk=closed.pk).update(is_closed=True)

    migrate_to(newest)

    number = Round.objects.get(pk=closed.pk).number
    given = (
        Response.objects.filter(round=number).order_by("audience").values_list("audience", "way", "q1", "q4")
    )
    assert list(given) == [("patient", 1, 1, 5)] * 5 + [("staff", 7, 0, 0)]
    sums = {
        (r.audience, r.band): (r.people, r.q1_1, r.q4_5, r.shown) for r in Rollup.objects.filter(round=number)
    }
    bands = ["all", "age:none", "lang:none"]
    assert sums == {("patient", band): (5, 5, 5, 1) for band in [*bands, "way:link"]} | {
        ("staff", band): (1, 0, 0, 0) for band in [*bands, "way:staff"]
    }
    link = OpenLink.objects.get(round=opened.pk)
    assert (link.token, link.limit, Round.objects.get(pk=opened.pk).staff_token) == ("kept", 1, "kept")

    back = migrate_to("0001_initial")

    assert (
        back.get_model("surveys", "Response").objects.filter(q1=1, q2=None, audience="patient").count() == 5
    )
    assert back.get_model("surveys", "Round").objects.filter(staff_token="kept").exists()
