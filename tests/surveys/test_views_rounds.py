import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from patientkontrakt.ui import dates
from surveys import actions
from surveys.bands import Way
from surveys.instruments import Answer, Audience
from surveys.models import (
    Asks,
    Calendar,
    Incoming,
    InviteRule,
    Round,
    RoundKind,
    RoundState,
    SurveyInvitation,
    SurveySettings,
)
from surveys.tasks import ask_patients
from tests.builders.surveys import (
    ALL_YES,
    answer_as_staff,
    answers,
    closed_round,
    make_patients,
    make_round,
    raise_the_limit,
)
from tests.factories import SYSTEM, make_clinician, make_unit
from tests.surveys.pages import words

# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db

NO = answers(q1=Answer.NO)
MONTH = datetime.timedelta(days=30)
DAY = datetime.timedelta(days=1)
NOON = timezone.localtime().replace(hour=12)


def url(name, thing):
    return reverse(f"surveys:{name}", args=[thing.pk])


def filled(**changed):
    """The form that opens a round."""
    today = timezone.localdate()
    return {
        "kind": "baseline", "audience": "both", "invite": "in_care", "closes": today + MONTH, "staff": 9,
    } | changed  # fmt: skip


@pytest.fixture
def region(db):
    return make_unit("Region Exempel", kind=UnitKind.REGION)


@pytest.fixture
def manager(region):
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=region)
    return make_clinician(make_unit("Björkens vårdcentral", parent=area), Role.UNIT_MANAGER)


@pytest.fixture
def developer(region):
    return make_clinician(region, Role.REGION_DEVELOPER)


@time_machine.travel(NOON)
def test_a_manager_opens_follows_and_closes_while_patients_are_asked_by_themselves(sign_in, manager):
    client = sign_in(manager)
    make_patients(manager.unit, 6)

    opened = client.post(url("rounds", manager.unit), filled(), follow=True)
    round = Round.objects.get()
    ask_patients()
    asked = client.get(url("round", round))
    closed = client.post(url("closing", round), follow=True)

    assert opened.redirect_chain == [(url("round", round), 302)]
    assert f"/svara/{round.staff_token}/" in opened.content.decode()
    assert "6 patienter, 0 meddelanden skickade" in words(asked)
    assert "Patienter färre än 5 har svarat" in words(asked)
    assert "Mätningen är stängd." in words(closed)
    assert (Round.objects.get().state, SurveyInvitation.objects.count()) == (RoundState.CLOSED, 6)


@pytest.mark.parametrize("is_after_another", [True, False])
def test_the_first_day_that_is_suggested_is_free(sign_in, manager, is_after_another):
    """Also on the day when a measurement was closed: that day is taken."""
    if is_after_another:
        actions.close_round(round=make_round(manager.unit), by=SYSTEM)
    client = sign_in(manager)

    suggested = client.get(url("rounds", manager.unit)).context["form"].initial
    opened = client.post(url("rounds", manager.unit), filled(**suggested | {"staff": 9}))

    assert suggested["opens"] == timezone.localdate() + is_after_another * DAY
    assert suggested["closes"] == suggested["opens"] + 28 * DAY
    assert opened.status_code == 302


def test_a_measurement_that_begins_later_is_called_planned(sign_in, manager):
    tomorrow = timezone.localdate() + DAY

    page = sign_in(manager).post(url("rounds", manager.unit), filled(opens=tomorrow), follow=True)

    assert "1 mätning är planerad." in words(page)
    assert "är öppen" not in words(page)


def test_while_patients_are_asked_the_page_tells_how_far_it_has_come(sign_in, manager):
    make_patients(manager.unit, 6)
    round = make_round(manager.unit)

    page = sign_in(manager).post(url("invitations", round), follow=True)

    assert "6 patienter får frågorna." in words(page)
    assert "0 av 6 patienter har fått frågorna." in words(page)
    assert "js/progress" in page.content.decode()
    assert f'href="{url("round", round)}"' in page.content.decode()


def test_a_developer_opens_a_round_at_each_unit_of_a_branch(sign_in, developer, manager):
    other = make_unit(parent=manager.unit.parent)
    make_round(other)

    page = sign_in(developer).post(url("rounds", manager.unit.parent), filled(), follow=True)

    assert "1 mätning är öppen." in words(page)
    assert set(Round.objects.values_list("unit", flat=True)) == {manager.unit.pk, other.pk}
    again = sign_in(developer).post(url("rounds", manager.unit.parent), filled())
    assert "Det finns redan en mätning någon av de dagarna." in words(again)


def test_what_is_withdrawn_before_its_first_day_has_that_day_once(sign_in, manager):
    opens = timezone.localdate() + MONTH
    client = sign_in(manager)
    client.post(url("rounds", manager.unit), filled(opens=opens, closes=opens + MONTH))
    round = Round.objects.get()

    client.post(url("withdrawal", round), {"reason": "Fel dag"})

    for page in (url("round", round), url("rounds", manager.unit)):
        assert words(client.get(page)).count(dates.short_day(opens)) == 1


def test_no_reminder_is_told_of_where_nobody_gets_a_link_to_be_reminded_of(sign_in, manager):
    asked, open_only = (
        make_round(unit, invite=invite, remind_after_days=10)
        for unit, invite in ((manager.unit, "in_care"), (make_unit(parent=manager.unit.parent), "nobody"))
    )
    pages = [
        words(sign_in(make_clinician(each.unit, Role.UNIT_MANAGER)).get(url("round", each)))
        for each in (asked, open_only)
    ]

    assert ["10 dagar efter frågan" in page for page in pages] == [True, False]


def test_a_manager_pauses_resumes_and_withdraws_with_a_reason(sign_in, manager):
    client, round = sign_in(manager), make_round(manager.unit)

    paused = client.post(url("pause", round), follow=True)
    resumed = client.post(url("resumption", round), follow=True)
    unsaid = client.post(url("withdrawal", round), {"reason": ""})
    withdrawn = client.post(url("withdrawal", round), {"reason": "Fel enhet"}, follow=True)

    assert "Pausad" in words(paused)
    assert "Öppen" in words(resumed)
    assert unsaid.status_code == 200
    assert "Fel enhet" in words(withdrawn)
    assert Round.objects.get().state == RoundState.WITHDRAWN


def test_the_newest_measurement_stands_first_and_each_form_carries_its_token(sign_in, manager):
    with time_machine.travel(timezone.now() - 3 * MONTH):
        closed_round(manager.unit, staff=[NO] * 5, kind=RoundKind.BASELINE)
    make_round(manager.unit, kind=RoundKind.FOLLOW_UP)

    page = sign_in(manager).get(url("rounds", manager.unit)).content.decode()
    listed = page[page.index('class="rows"') : page.index("</ul>", page.index('class="rows"'))]

    assert listed.index("Uppföljning") < listed.index("Första mätningen")
    assert page.count('method="post"') == page.count("csrfmiddlewaretoken")


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        (0, "färre än 5 har svarat"),
        (4, "färre än 5 har svarat"),
        (5, "minst 5 har svarat"),
        (9, "minst 5 har svarat"),
        (10, "minst 10 har svarat"),
    ],
)
def test_an_open_measurement_tells_whole_fives_and_no_small_group(sign_in, manager, answered, told):
    """A count that grows by one would tell who was just here (ADR 8)."""
    round = make_round(manager.unit)
    answer_as_staff(round, *[ALL_YES] * answered)

    assert f"Medarbetare {told}" in words(sign_in(manager).get(url("round", round)))


@pytest.mark.parametrize(
    ("answered", "told"),
    [(7, "färre än 8 har svarat"), (15, "minst 8 har svarat"), (16, "minst 16 har svarat")],
)
def test_where_the_region_has_raised_the_limit_an_open_measurement_tells_by_it(
    sign_in, manager, answered, told
):
    raise_the_limit(8)
    round = make_round(manager.unit)
    answer_as_staff(round, *[ALL_YES] * answered)

    assert f"Medarbetare {told}" in words(sign_in(manager).get(url("round", round)))


def test_a_closed_measurement_keeps_to_the_regions_limit(sign_in, manager):
    raise_the_limit(8)
    round = closed_round(manager.unit, staff=[ALL_YES] * 7)

    assert "Medarbetare färre än 8 har svarat" in words(sign_in(manager).get(url("round", round)))


def test_a_closed_measurement_tells_how_many_answered(sign_in, manager):
    round = closed_round(manager.unit, staff=[ALL_YES] * 7)

    assert "Medarbetare 7 har svarat" in words(sign_in(manager).get(url("round", round)))


def test_too_few_to_ask_and_a_second_round_are_told_in_words(sign_in, manager):
    client, round = sign_in(manager), make_round(manager.unit)

    asked = client.post(url("invitations", round), follow=True)
    opened = client.post(url("rounds", manager.unit), filled())

    assert "Det är för få nya patienter att fråga. Ingen har fått frågorna." in words(asked)
    assert "Det finns redan en mätning någon av de dagarna. Välj en första dag efter den." in words(opened)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"closes": timezone.localdate() - DAY}, "Sista dagen har redan varit."),
        ({"opens": timezone.localdate() - DAY}, "Första dagen har redan varit."),
        ({"opens": timezone.localdate() + 2 * MONTH}, "Sista dagen är före den första."),
        ({"invite": "visit"}, "Skriv från vilken dag till vilken dag."),
        ({"target": "0"}, "Det minsta som går är 1."),
        ({"kind": "pulse"}, "Välj ett giltigt alternativ"),
    ],
)
def test_what_cannot_be_is_refused_in_words(sign_in, manager, changed, told):
    page = sign_in(manager).post(url("rounds", manager.unit), filled(**changed))

    assert told in words(page)
    assert not Round.objects.exists()


def test_a_calendar_is_added_and_ended(sign_in, developer, manager):
    client, area = sign_in(developer), manager.unit.parent
    form = {
        "every_months": 6, "first_day": timezone.localdate() + DAY, "days_open": 28, "audience": "both",
        "invite": "in_care",
    }  # fmt: skip

    added = client.post(url("calendars", area), form, follow=True)
    assert "Var 6:e månad" in words(added)
    client.post(url("calendar_ending", Calendar.objects.get()))

    assert not Calendar.objects.active().exists()


def test_a_unit_sees_the_branchs_calendar_and_cannot_end_it(sign_in, developer, manager):
    area = manager.unit.parent
    calendar = Calendar.objects.create(
        unit=area, every_months=6, first_day=timezone.localdate() + DAY, days_open=28
    )
    client = sign_in(manager)

    page = client.get(url("calendars", manager.unit))

    assert "Närsjukvården" in words(page)
    assert url("calendar_ending", calendar) not in page.content.decode()
    assert client.post(url("calendar_ending", calendar)).status_code == 404


def test_the_regions_settings_are_changed_by_who_works_for_the_region_alone(sign_in, developer, manager):
    chosen = {"small_group": 8, "rest_days": 120, "receipt_percent": 75, "grace_days": 10}
    address = reverse("surveys:settings")

    assert sign_in(manager).post(address, chosen).status_code == 403
    low = sign_in(developer).post(address, chosen | {"small_group": 4})
    sign_in(developer).post(address, chosen)

    assert low.status_code == 200
    assert SurveySettings.objects.current().small_group == 8


def pulse(unit, month, *all_chosen, is_closed=True):
    """A month's questions after visits at the unit, with these answers."""
    first = datetime.date(2026, month, 1)
    round = actions.open_round(
        unit=unit, kind=RoundKind.PULSE, audience=Asks.PATIENT, invite=InviteRule.NOBODY, opens=first,
        closes=first + 27 * DAY, by=SYSTEM,
    )  # fmt: skip
    Incoming.objects.bulk_create(
        Incoming(round=round, audience=Audience.PATIENT, way=Way.PULSE, **chosen) for chosen in all_chosen
    )
    return actions.close_round(round=round, by=SYSTEM) if is_closed else round


def rows_of_pulses(answer):
    table = re.search(r'aria-labelledby="pulses-table".*?</table>', answer.content.decode(), re.S)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)[1:]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_months_of_questions_after_visits_stand_below_the_rounds(sign_in, manager):
    """Also in a month with a measurement. Small groups, and open months' shares, are hidden."""
    client, yes, no = sign_in(manager), {"q1": 1, "q5": 1}, {"q1": 3, "q5": 0}
    pulse(manager.unit, 3, *[yes] * 4)
    pulse(manager.unit, 4, *[yes] * 6, *[no] * 6)
    pulse(manager.unit, 5, *[yes] * 3, *[no] * 6)
    pulse(manager.unit, 6, *[yes] * 13, is_closed=False)
    pulse(manager.unit, 7, *[yes] * 4, is_closed=False)
    pulse(make_unit(parent=manager.unit.parent), 2, *[yes] * 9)
    actions.withdraw_round(round=pulse(manager.unit, 1, *[yes] * 9), reason="Fel", by=SYSTEM)

    assert rows_of_pulses(client.get(url("rounds", manager.unit))) == [
        "juli 2026 för få – –",
        "juni 2026 minst 10 – –",
        "maj 2026 9 33 % (9) –",
        "april 2026 12 50 % (12) 100 % (6)",
        "mars 2026 för få – –",
    ]


def test_where_nobody_is_asked_after_visits_there_is_no_table(sign_in, manager, developer):
    pulse(manager.unit, 3, *[{"q1": 1}] * 9)
    other = make_unit(parent=manager.unit.parent)

    for unit in (other, developer.unit):
        assert "pulses-table" not in sign_in(developer).get(url("rounds", unit)).content.decode()


@pytest.mark.parametrize(("months", "queries"), [(1, 8), (5, 8)])
def test_the_months_are_read_in_a_fixed_number_of_queries(
    sign_in, manager, months, queries, django_assert_num_queries
):
    for month in range(1, 1 + months):
        pulse(manager.unit, month, *[{"q1": 1}] * 9)
    client = sign_in(manager)
    client.get(url("rounds", manager.unit))

    with django_assert_num_queries(queries + SESSION_QUERIES):
        client.get(url("rounds", manager.unit))
