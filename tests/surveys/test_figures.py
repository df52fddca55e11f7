import pytest
import time_machine
from django.utils import timezone

from patientkontrakt.people.models import OrganizationUnit, UnitKind
from surveys.actions import withdraw_round
from surveys.figures import Figure, Tally, figures_of
from surveys.instruments import Answer, Audience
from surveys.intervals import Share
from surveys.models import RoundKind
from surveys.tasks import close_rounds
from tests.builders.surveys import ALL_YES, answer_as_staff, answers, closed_round, make_round
from tests.factories import SYSTEM, make_unit

NO = answers(q1=Answer.NO, q5=Answer.NO)


def region_with(*names):
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    return region, *(make_unit(name, parent=region) for name in names)


def figures(unit):
    return {f.unit: f for f in figures_of(list(OrganizationUnit.objects.within(unit)))}


def test_the_share_of_yes_is_yes_out_of_yes_partly_and_no():
    assert Tally(yes=3, partly=1, no=2, dont_know=7, not_relevant=9).yes_share == Share(3, 6)


@pytest.mark.parametrize(
    ("yes", "no", "percent"), [(1, 2, 33), (2, 1, 67), (1, 7, 13), (5, 0, 100), (0, 5, 0)]
)
def test_per_cent_are_rounded_half_up(yes, no, percent):
    assert Tally(yes=yes, no=no).percent == percent


@pytest.mark.django_db
def test_those_who_do_not_know_do_not_make_a_group_larger():
    unit = make_unit()
    closed_round(unit, staff=[ALL_YES] * 4 + [answers(q1=Answer.DONT_KNOW)] * 10)

    first, second, *_others = figures(unit)[unit].questions
    assert (first.staff.now, second.staff.now.n) == (None, 14)


@pytest.mark.django_db
def test_patients_stand_beside_staff():
    unit = make_unit()
    closed_round(unit, patients=[ALL_YES] * 3 + [NO] * 3, staff=[ALL_YES] * 4 + [NO])

    first, *_others = figures(unit)[unit].questions

    assert (first.patient.now.percent, first.patient.now.n) == (50, 6)
    assert (first.staff.now.percent, first.staff.now.n) == (80, 5)


@pytest.mark.django_db
def test_don_t_know_and_not_relevant_stand_beside():
    unit = make_unit()
    beside = [answers(q4=Answer.DONT_KNOW), answers(q4=Answer.NOT_RELEVANT), answers(q4=None)]
    closed_round(unit, staff=[ALL_YES] * 5 + beside)

    now = figures(unit)[unit].questions[3].staff.now

    assert (now.n, now.yes, now.dont_know, now.not_relevant) == (5, 5, 1, 1)


@pytest.mark.django_db
def test_an_open_round_shows_nothing_for_a_count_that_grows_by_one_would_tell_who_came():
    unit = make_unit()
    answer_as_staff(make_round(unit), *[ALL_YES] * 9)

    assert not figures(unit)[unit].has_any


@pytest.mark.django_db
def test_a_round_is_counted_when_it_is_closed_for_good():
    unit = make_unit()
    answer_as_staff(make_round(unit, days=0), *[ALL_YES] * 5)

    with time_machine.travel(timezone.now() + timezone.timedelta(days=1)):
        assert not figures(unit)[unit].has_any
    with time_machine.travel(timezone.now() + timezone.timedelta(days=15)):
        close_rounds()
        assert figures(unit)[unit].has_any


@pytest.mark.django_db
def test_a_withdrawn_round_is_not_counted_and_the_one_before_it_stands_again():
    unit = make_unit()
    with time_machine.travel(timezone.now() - timezone.timedelta(days=90)):
        closed_round(unit, staff=[ALL_YES] * 9)
    round = closed_round(unit, staff=[NO] * 7)

    withdraw_round(round=round, reason="Fel frågor", by=SYSTEM)

    staff = figures(unit)[unit].questions[0].staff
    assert (staff.now.n, staff.now.percent) == (9, 100)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 4])
def test_hidden_and_empty_look_the_same(count):
    unit, never_asked = make_unit(), make_unit()
    closed_round(unit, staff=[ALL_YES] * count)

    assert figures(unit)[unit].questions == figures(never_asked)[never_asked].questions


@pytest.mark.django_db
def test_a_newer_round_without_enough_answers_hides_the_older_one_as_an_empty_one_does():
    unit, other = make_unit(), make_unit()
    for place, count in ((unit, 0), (other, 4)):
        with time_machine.travel(timezone.now() - timezone.timedelta(days=90)):
            closed_round(place, staff=[ALL_YES] * 9)
        closed_round(place, staff=[ALL_YES] * count)

        assert figures(place)[place].questions[0].staff == Figure(Audience.STAFF, None, None)


@pytest.mark.django_db
def test_a_level_is_the_sum_of_the_shown_units_below_it():
    region, north, south, tiny = region_with("Norr", "Söder", "Liten")
    closed_round(north, staff=[ALL_YES] * 5)
    closed_round(south, staff=[NO] * 5)
    closed_round(tiny, staff=[ALL_YES] * 4)

    found = figures(region)

    assert found[region].questions[0].staff.now.n == 10
    assert found[region].questions[0].staff.now.percent == 50
    assert found[tiny].questions[0].staff.now is None


@pytest.mark.django_db
def test_change_is_counted_since_the_first_measurement():
    unit = make_unit()
    with time_machine.travel(timezone.now() - timezone.timedelta(days=90)):
        closed_round(unit, staff=[NO] * 18 + [ALL_YES] * 2, kind=RoundKind.BASELINE)
        first = figures(unit)[unit].questions[0].staff
    closed_round(unit, staff=[NO] * 4 + [ALL_YES] * 16)

    staff = figures(unit)[unit].questions[0].staff

    assert (first.now, first.change) == (first.before, None)
    assert (staff.before.percent, staff.now.percent) == (10, 80)
    assert (staff.change.points, staff.change.direction) == (70, "higher")


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_tree(django_assert_num_queries):
    region, *units = region_with("Norr", "Söder", "Öster", "Väster")
    for unit in units:
        closed_round(unit, staff=[ALL_YES] * 5)
    tree = list(OrganizationUnit.objects.within(region))

    with django_assert_num_queries(2):
        figures_of(tree)


@pytest.mark.django_db
def test_a_levels_change_is_that_of_the_units_that_were_measured_twice():
    region, once, twice = region_with("En", "Två")
    with time_machine.travel(timezone.now() - timezone.timedelta(days=90)):
        closed_round(once, staff=[ALL_YES] * 9, kind=RoundKind.BASELINE)
        closed_round(twice, staff=[NO] * 9, kind=RoundKind.BASELINE)
    closed_round(twice, staff=[ALL_YES] * 9)

    found = figures(region)

    assert found[once].questions[0].staff.change is None
    staff = found[region].questions[0].staff
    assert (staff.before.percent, staff.now.percent) == (50, 100)
    assert staff.compared == (Share(0, 9), Share(9, 9))
    assert staff.change.points == 100


@pytest.mark.django_db
def test_a_cell_that_is_hidden_at_one_of_two_times_is_not_compared():
    region, north, south = region_with("Norr", "Söder")
    with time_machine.travel(timezone.now() - timezone.timedelta(days=90)):
        closed_round(north, staff=[NO] * 9, kind=RoundKind.BASELINE)
        closed_round(south, staff=[NO] * 4, kind=RoundKind.BASELINE)
    for unit in (north, south):
        closed_round(unit, staff=[ALL_YES] * 3 + [NO] * 6)

    found = figures(region)

    assert found[south].questions[0].staff.change is None
    assert found[region].questions[0].staff.now.n == 18
    assert found[region].questions[0].staff.compared == (Share(0, 9), Share(3, 9))


@pytest.mark.django_db
def test_a_level_counts_the_units_below_it_whether_they_are_asked_for_or_not():
    region, north, south = region_with("Norr", "Söder")
    closed_round(north, staff=[ALL_YES] * 5)
    closed_round(south, staff=[NO] * 5)

    [alone] = figures_of([region])

    assert alone.questions[0].staff.now == Tally(yes=5, no=5)
