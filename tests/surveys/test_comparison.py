"""Two measurements beside each other; the region's three measures."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from patientkontrakt.ui.dates import short_day
from planning.models import PlanKind
from surveys.instruments import Answer
from surveys.intervals import Share
from surveys.models import Measure, RoundKind
from surveys.recorded import recorded_of
from surveys.tasks import record_day
from tests.builders.planning import make_plan, make_sip
from tests.builders.surveys import ALL_YES, answers, closed_round, make_patients
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import address, words

pytestmark = pytest.mark.django_db
NO = answers(q1=Answer.NO)


def ago(months):
    return time_machine.travel(timezone.now() - datetime.timedelta(days=31 * months))


@pytest.fixture
def unit():
    unit = make_unit()
    with ago(6):
        closed_round(unit, staff=[NO] * 18 + [ALL_YES] * 2, kind=RoundKind.BASELINE)
    with ago(3):
        closed_round(unit, staff=[NO] * 17 + [ALL_YES] * 3)
    closed_round(unit, staff=[NO] * 4 + [ALL_YES] * 16, patients=[ALL_YES] * 4)
    return unit


@pytest.fixture
def compare(sign_in, unit):
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))

    def compare(**chosen):
        return words(client.get(address("comparison", unit.pk), chosen))

    return compare


def test_the_two_newest_are_compared_until_others_are_chosen(compare, unit):
    newest, middle, oldest = unit.survey_rounds.order_by("-opens")

    assert "1. Trygghet 15 % (20) 80 % (20) +65 (+34 till +81) Fler säger ja." in compare()
    assert "10 % (20) 15 % (20) +5 (−18 till +28)" in compare(first=oldest.pk, second=middle.pk)
    assert "80 % (20) 10 % (20) −70 (−84 till −40)" in compare(first=newest.pk, second=oldest.pk)


def test_measurements_are_named_by_their_kind_and_first_day(compare, unit):
    newest, _middle, oldest = unit.survey_rounds.order_by("-opens")
    first, last = f"Första mätningen {short_day(oldest.opens)}", f"Uppföljning {short_day(newest.opens)}"

    assert compare().count(last) == 4, "to choose in two places, and above two columns"
    assert compare().count(first) == 2
    assert str(newest.opens) not in compare()


def test_more_than_chance_is_told_from_chance(compare, unit):
    _newest, middle, oldest = unit.survey_rounds.order_by("-opens")

    assert "Fler säger ja." in compare()
    assert "Fler säger ja." not in compare(first=oldest.pk, second=middle.pk)


def test_a_small_group_is_a_dash(compare):
    assert "Patienter Andel ja" in compare()
    assert re.search(r"Patienter Andel ja.*?1\. Trygghet – – –", compare())


def test_another_units_measurement_cannot_be_chosen(compare, unit):
    other = closed_round(make_unit(), staff=[ALL_YES] * 5)

    assert "100 % (5)" not in compare(first=other.pk, second=unit.survey_rounds.first().pk)


def test_one_measurement_is_not_compared(sign_in):
    unit = make_unit()
    closed_round(unit, staff=[ALL_YES] * 5)

    page = sign_in(make_clinician(unit, Role.UNIT_MANAGER)).get(reverse("surveys:comparison", args=[unit.pk]))

    assert "Det finns inte två stängda mätningar att jämföra än." in page.content.decode()


def test_patients_with_a_sip_in_force_are_counted_and_small_units_left_out():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    unit, tiny = make_unit(parent=region), make_unit(parent=region)
    by = make_clinician(unit)
    first, second, *_others = make_patients(unit, 6)
    make_sip(first, by)
    make_plan(second, by, kind=PlanKind.REHABILITATION)
    make_patients(tiny, 4)

    record_day()
    facts = recorded_of([region, unit, tiny])

    sips = {key: share for (key, measure), share in facts.items() if measure == Measure.SIP}
    assert sips == {unit.pk: Share(1, 6), region.pk: Share(1, 6)}


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_does_not_grow_with_the_units(sign_in, count, django_assert_max_num_queries):
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    for _number in range(count):
        make_patients(make_unit(parent=region), 5)
    record_day()
    client = sign_in(make_clinician(region, Role.REGION_DEVELOPER))

    with django_assert_max_num_queries(9):
        page = client.get(reverse("surveys:measures", args=[region.pk]))

    assert "0 av" in page.content.decode()
