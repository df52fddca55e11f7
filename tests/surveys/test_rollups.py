"""What is read is always rollup and queue together: exact at any moment, whoever folds or closes."""

import ast
import threading
import time
import uuid
from collections import Counter
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.bands import AgeBand, Language, Way
from surveys.instruments import ALL_COLUMNS, Answer, Audience
from surveys.models import FigureCheck, Incoming, ReceivedForm, Response, Rollup, Round
from surveys.models.response import possible_answers
from surveys.rollups import totals, wrong_rounds
from surveys.tasks import check_figures, fold_answers
from tests.builders.surveys import ALL_YES, answer_as_staff, answers, closed_round, make_round
from tests.conventions.files import sources
from tests.factories import SYSTEM, make_clinician, make_unit

AGE_NAMES = ["none", "0-17", "18-39", "40-64", "65-79", "80-"]
WAY_NAMES = [None, "link", "poster", "kiosk", "telephone", "paper", "pulse", "staff"]


def give(round, chance, audience=Audience.PATIENT):
    """One person's answers, whatever they may be."""
    given = {column: chance.choice(possible_answers(column)) for column in ALL_COLUMNS} | {"q1": Answer.YES}
    way = Way.STAFF_LINK if audience == Audience.STAFF else chance.choice([Way.LINK, Way.KIOSK, Way.PAPER])
    bands = {
        "way": way,
        "age_band": chance.choice(AgeBand.values),
        "language": chance.choice(Language.values),
    }
    actions.answering.receive(round=round, audience=audience, key=uuid.uuid4(), answers=given, **bands)
    return audience, bands, given


def added_up(everything):
    """The same sums in plain Python: {(audience, band): Counter of people and of each answer}."""
    sums = {}
    for audience, bands, given in everything:
        language = ["none", "sv", "en", "other"][bands["language"]]
        own = [
            "all",
            f"age:{AGE_NAMES[bands['age_band']]}",
            f"way:{WAY_NAMES[bands['way']]}",
            f"lang:{language}",
        ]
        for band in own:
            chosen = [f"{column}_{answer:d}" for column, answer in given.items() if answer]
            sums.setdefault((audience, band), Counter()).update(["people", *chosen])
    return sums


def sums_now(round):
    return {
        (a, band): Counter({k: n for k, n in row.items() if n})
        for (_r, a, band), row in totals([round.number]).items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_sums_are_those_of_plain_python_at_each_step(seed):
    chance, round, given = Random(seed), make_round(make_unit()), []  # noqa: S311
    for _person in range(40):
        given.append(give(round, chance, chance.choice(list(Audience))))
        if chance.random() < 0.2:
            actions.fold(round=round, by=SYSTEM)
        assert sums_now(round) == added_up(given)

    actions.close_round(round=round, by=SYSTEM)

    assert sums_now(round) == added_up(given)
    assert (Response.objects.count(), Incoming.objects.count(), wrong_rounds()) == (40, 0, [])


@pytest.mark.django_db
def test_fewer_than_a_small_group_wait_until_more_have_come_or_the_round_closes():
    round = make_round(make_unit())
    answer_as_staff(round, *[ALL_YES] * 4)

    assert fold_answers() == 1
    assert (Response.objects.count(), Incoming.objects.count()) == (0, 4)
    answer_as_staff(round, ALL_YES)
    fold_answers()
    assert (Response.objects.count(), Incoming.objects.count()) == (5, 0)
    assert fold_answers() == 0


@pytest.mark.django_db
def test_closing_numbers_the_answers_anew_in_an_order_drawn_then():
    """Keys that lie close together: a random key's index took a third of an answer's room."""
    round = make_round(make_unit())
    answer_as_staff(round, *[ALL_YES] * 6)
    actions.fold(round=round, by=SYSTEM)
    assert max(Response.objects.values_list("pk", flat=True)) < 0

    actions.close_round(round=round, by=SYSTEM)

    first = (round.number << 32) + 1
    assert sorted(Response.objects.values_list("pk", flat=True)) == list(range(first, first + 6))


@pytest.mark.django_db
def test_each_audience_waits_for_its_own():
    round, chance = make_round(make_unit()), Random(1)  # noqa: S311
    for audience in [Audience.PATIENT] * 5 + [Audience.STAFF] * 4:
        give(round, chance, audience)

    fold_answers()

    assert {response.audience for response in Response.objects.all()} == {Audience.PATIENT}
    assert Incoming.objects.count() == 4


@pytest.mark.django_db
def test_a_check_finds_what_was_changed_behind_our_backs_and_rebuilding_mends_it(caplog):
    right, wrong = (closed_round(make_unit(), staff=[ALL_YES] * 6) for _unit in range(2))
    assert check_figures() == []
    assert not FigureCheck.objects.found_wrong()
    wrong.rollups.filter(band="all").update(q1_1=7)
    wrong.rollups.filter(band="way:staff").delete()

    assert check_figures() == [wrong.number]
    assert FigureCheck.objects.found_wrong()
    assert "not what their answers add up to" in caplog.text

    call_command("rebuild_figures", right.number, wrong.number)
    assert not FigureCheck.objects.found_wrong()
    assert set(wrong.rollups.values_list("q1_1", "shown")) == {(6, 0b1111111)}


@pytest.mark.django_db
def test_rebuilding_an_open_round_leaves_its_queue_alone():
    round = make_round(make_unit())
    answer_as_staff(round, *[ALL_YES] * 6)
    fold_answers()
    answer_as_staff(round, ALL_YES)
    before = sums_now(round)

    actions.rebuild(round=round, by=SYSTEM)

    assert sums_now(round) == before
    assert set(Rollup.objects.values_list("people", "shown")) == {(6, 0)}


@pytest.mark.django_db
def test_what_was_hidden_stays_hidden_when_the_limit_is_raised_lowered_or_sums_are_made_anew():
    usual = {"rest_days": 90, "receipt_percent": 80, "grace_days": 14, "by": SYSTEM}
    round = closed_round(make_unit(), staff=[ALL_YES] * 6 + [answers(q2=Answer.DONT_KNOW)] * 4)

    def shown():
        return round.rollups.get(band="all").shown

    assert shown() == 0b1111111
    actions.change_settings(small_group=7, **usual)
    assert shown() == 0b1111101
    actions.change_settings(small_group=5, **usual)
    assert shown() == 0b1111101
    actions.rebuild(round=round, by=SYSTEM)
    assert shown() == 0b1111101


@pytest.mark.django_db
def test_only_who_runs_rounds_there_counts_anew_and_it_is_logged_while_folding_is_not():
    manager, round = make_clinician(role=Role.UNIT_MANAGER), make_round(make_unit())

    with pytest.raises(PermissionDenied):
        actions.rebuild(round=round, by=manager)
    with pytest.raises(PermissionDenied):
        actions.fold(round=round, by=manager)
    before = AuditEvent.objects.count()
    actions.fold(round=round, by=SYSTEM)
    assert AuditEvent.objects.count() == before
    actions.rebuild(round=round, by=SYSTEM)
    assert AuditEvent.objects.count() == before + 1


def in_threads(*works):
    """Each on its own connection; the first error of any is raised."""
    errors = []

    def run(work):
        try:
            work()
        except BaseException as error:  # noqa: BLE001  whatever it is, the test must fail by it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled_while_many_answer_two_fold_one_rebuilds_and_the_round_closes():
    """Readers see whole people all the time, never fewer than before, and in the end those who got in."""
    round, kept, refused, seen = make_round(make_unit()), [], [], [[], []]
    stop = threading.Event()

    def answering(seed):
        chance = Random(seed)  # noqa: S311
        while not refused:
            try:
                kept.append(give(round, chance, chance.choice(list(Audience))))
            except actions.LinkSpent:
                refused.append(seed)

    def folding():
        while not stop.is_set():
            fold_answers()

    def reading(own):
        while not stop.is_set():
            own.append(sums_now(round))

    def rebuilding():
        while not stop.is_set():
            actions.rebuild(round=round, by=SYSTEM)
            time.sleep(0.05)

    def closing():
        while len(kept) < 150:
            time.sleep(0.005)
        actions.close_round(round=Round.objects.get(pk=round.pk), by=SYSTEM)

    def everyone():
        try:
            in_threads(*[lambda seed=seed: answering(seed) for seed in range(4)], closing)
        finally:
            stop.set()

    in_threads(everyone, folding, folding, rebuilding, *[lambda own=own: reading(own) for own in seen])

    assert refused
    assert sums_now(round) == added_up(kept)
    assert Response.objects.count() == len(kept)
    assert (Incoming.objects.count(), ReceivedForm.objects.count(), wrong_rounds()) == (0, 0, [])
    for own in seen:
        people = [sum(row["people"] for (_a, band), row in sums.items() if band == "all") for sums in own]
        assert people == sorted(people)
        for sums in own:
            assert all(
                by_dimension(sums, name) == by_dimension(sums, "all") for name in ("age", "way", "lang")
            )


def by_dimension(sums, name):
    """Everyone's sums, and each dimension's together, are the same at each moment."""
    return sum((row for (_audience, band), row in sums.items() if band.startswith(name)), Counter())


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_the_staffs_link_takes_no_more_than_its_limit_however_many_use_it_at_once():
    round, outcomes = make_round(make_unit(), staff=7), []

    def use():
        try:
            answer_as_staff(round, ALL_YES)
            outcomes.append("kept")
        except actions.LinkSpent:
            outcomes.append("refused")

    in_threads(*[use] * 12, fold_answers, fold_answers)

    assert Counter(outcomes) == {"kept": 7, "refused": 5}


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_one_form_that_is_sent_many_times_at_once_is_kept_once():
    round, key = make_round(make_unit()), uuid.uuid4()

    def send():
        actions.answer(token=round.staff_token, key=key, answers=ALL_YES)

    in_threads(*[send] * 8, fold_answers)

    assert Incoming.objects.count() + Response.objects.count() == 1


def test_nothing_but_figures_and_counting_reads_answers():
    """Pages, exports and interfaces get what may be shown, and cannot get more by mistake."""
    may_read = ("surveys/models/", "surveys/actions/", "surveys/rollups.py", "surveys/tasks.py")
    may_add_up = (*may_read, "surveys/figures.py", "surveys/figures_past.py")
    answers = {"Response", "Incoming", "Rollup", "PaperEntry", "Answers"}

    assert [r for r in imports(answers, "surveys.models") if not r.startswith(may_read)] == []
    assert [
        r for r in imports({"shown_sums", "totals"}, "surveys.rollups") if not r.startswith(may_add_up)
    ] == []
    assert imports({"shown_sums"}, "surveys.rollups")


def imports(names, module):
    """The files that import one of the names from a module, or from within it."""
    return {
        source.name
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(module)
        if names & {alias.name for alias in node.names}
    }
