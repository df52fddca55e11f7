"""A region's own questions in what managers see: under the words that were asked, never under others."""

import csv
import io

import page
import pypdf
import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from surveys.figures import figures_of
from surveys.figures_past import history_of
from surveys.instruments import Answer, Audience
from surveys.intervals import Share
from surveys.models import RoundKind
from surveys.own import own_asked
from tests.builders.surveys import answers, ask_own, closed_round, raise_the_limit
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import words

# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
pytestmark = pytest.mark.django_db
FOOD, CALM = "Är maten god?", "Är det lugnt?"
YES, NO = answers(own1=Answer.YES), answers(own1=Answer.NO)


def ago(months):
    return time_machine.travel(timezone.now() - timezone.timedelta(days=31 * months))


@pytest.fixture
def region(db):
    return make_unit("Region Exempel", kind=UnitKind.REGION)


@pytest.fixture
def manager(region):
    return make_clinician(make_unit("Björkens vårdcentral", parent=region), Role.UNIT_MANAGER)


@pytest.fixture
def fetch(sign_in, manager):
    client = sign_in(manager)
    return lambda name, *args: client.get(reverse(f"surveys:{name}", args=[manager.unit.pk, *args]))


def told(units):
    """Words of each question → (patients' yes, of how many), for each unit."""
    return [
        {
            item.question.text: item.patient.now and (item.patient.now.yes, item.patient.now.n)
            for item in each.own
        }
        for each in figures_of(units, own_asked())
    ]


def test_a_question_that_was_changed_is_not_counted_under_the_new_words(region):
    old, new = make_unit(parent=region), make_unit(parent=region)
    ask_own(FOOD)
    closed_round(old, patients=[YES] * 6)
    ask_own(CALM)
    closed_round(new, patients=[NO] * 7)

    assert told([old, new, region]) == [
        {CALM: None, FOOD: (6, 6)},
        {CALM: (0, 7), FOOD: None},
        {CALM: (0, 7), FOOD: (6, 6)},
    ]


def test_the_same_words_in_a_later_edition_and_at_another_place_are_the_same_question(region):
    first, second = make_unit(parent=region), make_unit(parent=region)
    ask_own(CALM, FOOD)
    closed_round(first, patients=[answers(own1=Answer.YES, own2=Answer.NO)] * 6)
    ask_own(FOOD)
    closed_round(second, patients=[YES] * 5)

    assert told([region]) == [{FOOD: (5, 11), CALM: (6, 6)}]


def test_a_language_more_is_the_same_question_and_other_words_in_it_are_not():
    texts = [{"sv": FOOD}, {"sv": FOOD, "en": "Is the food good?"}, {"sv": FOOD, "en": "Is it tasty?"}]
    for patient in texts:
        edition = ask_own(FOOD)
        edition.content["own"][0]["patient"] = patient
        edition.save()

    newest, middle, oldest = [question.key for question in own_asked().places.values()]

    assert newest == oldest
    assert middle != newest


def test_change_is_counted_between_measurements_that_asked_the_same(manager):
    unit = manager.unit
    ask_own(FOOD)
    with ago(6):
        closed_round(unit, patients=[NO] * 20, kind=RoundKind.BASELINE)
    ask_own(FOOD, CALM)
    closed_round(unit, patients=[answers(own1=Answer.YES, own2=Answer.YES)] * 20)

    [found] = figures_of([unit], own_asked())
    food, calm = found.own

    assert (food.patient.change.points, calm.patient.change) == (100, None)
    own = own_asked()
    shares = [past.share(Audience.PATIENT, calm.question.key) for past in history_of(unit, own=own)]
    assert [share and share.part for share in shares] == [None, 20]


def test_a_question_that_has_moved_keeps_its_change_and_small_groups_stay_out_of_it(region):
    """In three units: at the first both groups may be shown, in the others one of the two is too small."""
    units = [make_unit(parent=region) for _number in range(3)]
    ask_own(FOOD, CALM)
    with ago(6):
        for unit, count in zip(units, (20, 4, 9), strict=True):
            asked = [answers(own1=Answer.NO, own2=Answer.YES)] * count
            closed_round(unit, patients=asked, kind=RoundKind.BASELINE)
    ask_own(CALM, FOOD)
    for unit, count in zip(units, (10, 8, 4), strict=True):
        closed_round(unit, patients=[answers(own1=Answer.NO, own2=Answer.YES)] * count)

    [found] = figures_of([region], own_asked())
    calm, food = (item.patient.compared for item in found.own)

    assert food == (Share(0, 20), Share(10, 10))
    assert calm == (Share(20, 20), Share(0, 10))


def test_changed_words_are_no_change_since_the_first_measurement(manager):
    ask_own(FOOD)
    with ago(6):
        closed_round(manager.unit, patients=[NO] * 20, kind=RoundKind.BASELINE)
    ask_own(CALM)
    closed_round(manager.unit, patients=[YES] * 20)

    [found] = figures_of([manager.unit], own_asked())

    assert [item.patient.change for item in found.own] == [None, None]
    assert found.of("q1").patient.change is not None


def test_they_stand_below_the_seven_each_with_a_page_of_its_own(fetch, manager):
    edition = ask_own(FOOD)
    closed_round(manager.unit, patients=[YES] * 3 + [NO] * 4, staff=[answers()] * 6)

    first, own = fetch("unit"), fetch("own_question", edition.pk, 1)

    assert f"{FOOD} 43 % (7) har inte frågats –" in words(first)
    assert reverse("surveys:own_question", args=[manager.unit.pk, edition.pk, 1]) in first.content.decode()
    assert "7 av 7 frågor har nått målet" in words(first), "they are never counted with the seven"
    assert FOOD in words(own)
    assert "Ja 43 %" in words(own)
    assert "Fråga några patienter vad de saknar, och ta upp det" in words(own)
    assert "förändring att pröva" not in words(own).lower(), "no action can be planned for it"
    assert "Medarbetare" not in words(own).partition("Det här svarade de")[2].partition("Antal")[0]


def test_staff_stand_beside_patients_where_they_are_asked(fetch, manager):
    ask_own(FOOD, staff="Tycker patienterna att maten är god?")
    closed_round(manager.unit, patients=[YES] * 5, staff=[NO] * 5)

    assert f"{FOOD} 100 % (5) 0 % (5) –" in words(fetch("unit"))


def test_two_measurements_are_compared_by_what_both_asked(fetch, manager):
    unit = manager.unit
    ask_own(FOOD)
    with ago(3):
        closed_round(unit, patients=[NO] * 20, staff=[answers()] * 5)
    ask_own(CALM, FOOD)
    closed_round(unit, patients=[answers(own1=Answer.YES, own2=Answer.YES)] * 20, staff=[answers()] * 5)

    patients, _, staff = words(fetch("comparison")).partition(" Medarbetare Andel ja")

    assert f"{FOOD} 0 % (20) 100 % (20) +100 (+77 till +100) Fler säger ja." in patients
    assert f"{CALM} – 100 % (20) –" in patients
    assert "7. Sammanhållen planering 100 % (5) 100 % (5)" in staff
    assert FOOD not in staff, "staff was not asked"


def test_small_groups_are_not_compared(fetch, manager):
    ask_own(FOOD)
    raise_the_limit(8)
    with ago(3):
        closed_round(manager.unit, patients=[NO] * 7)
    closed_round(manager.unit, patients=[YES] * 20)

    assert f"{FOOD} – 100 % (20) –" in words(fetch("comparison"))


def test_unit_by_unit_they_stand_after_the_seven(sign_in, region, manager):
    ask_own(FOOD)
    closed_round(manager.unit, patients=[YES] * 3 + [NO] * 4, staff=[answers()] * 5)
    other = make_unit("Cypressen", parent=region)

    first = words(
        sign_in(make_clinician(region, Role.REGION_DEVELOPER)).get(reverse("surveys:unit", args=[region.pk]))
    )

    assert "7. Sammanhållen planering Egen 1" in first
    assert "Vårdenhet Patienter 100 100 100 100 100 100 100 43 Medarbetare" in first
    assert f"{other} Vårdenhet Patienter – – – – – – – – Medarbetare – – – – – – – Dokumenterat" in first


def test_a_small_group_looks_as_none(fetch, manager):
    edition = ask_own(FOOD)
    raise_the_limit(8)
    pages = [("unit",), ("own_question", edition.pk, 1), ("figures_csv",), ("api_unit",), ("report",)]

    empty = [words(fetch(*page)) for page in pages]
    closed_round(manager.unit, patients=[YES] * 7)

    assert [words(fetch(*page)) for page in pages] == empty


def test_what_no_edition_asks_and_what_lies_outside_the_branch_does_not_exist(fetch, manager, sign_in):
    edition = ask_own(FOOD)
    other = make_clinician(make_unit(), Role.UNIT_MANAGER)

    for name in ("own_question", "api_own_question"):
        assert fetch(name, edition.pk, 1).status_code == 200
        assert fetch(name, edition.pk, 2).status_code == 404
        assert fetch(name, manager.unit.pk, 1).status_code == 404
    address = reverse("surveys:own_question", args=[manager.unit.pk, edition.pk, 1])
    assert sign_in(other).get(address).status_code == 404


def test_the_page_of_an_older_edition_tells_of_the_same_question(fetch, manager):
    older = ask_own(CALM, FOOD)
    closed_round(manager.unit, patients=[answers(own2=Answer.NO)] * 6)
    ask_own(FOOD)

    assert "Nej 100 %" in words(fetch("own_question", older.pk, 2))


def test_files_json_and_paper_tell_the_same(fetch, manager):
    edition = ask_own(FOOD)
    closed_round(manager.unit, patients=[YES] * 3 + [NO] * 4)

    text = fetch("figures_csv").content.decode("utf-8-sig")
    lines = [line for line in csv.reader(io.StringIO(text), delimiter=";") if FOOD in line[4]]
    assert [line[3:11] for line in lines if line[6] == "Alla"][0] == [
        "", f"Egen 1: {FOOD}", "Patienter", "Alla", "Senaste", "3", "7", "43",
    ]  # fmt: skip
    assert {line[5] for line in lines} == {"Patienter"}, "staff was not asked"
    [in_json] = fetch("api_unit").json()["own_questions"]
    assert (in_json["edition"], in_json["number"], in_json["text"]) == (str(edition.pk), 1, FOOD)
    assert in_json["patient"]["now"]["percent"] == 43
    alone = fetch("api_own_question", edition.pk, 1).json()
    assert alone["question"] == in_json
    assert [month["patient"]["n"] for month in alone["months"]] == [7]
    pdf = fetch("report_pdf").content
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    paper = " ".join(" ".join(leaf.extract_text() for leaf in reader.pages).split()).replace("\xa0", " ")
    assert f"{FOOD} 43 % har inte frågats" in paper
    assert f"{FOOD} 43 % (7)" in words(fetch("report"))


def test_three_own_questions_have_room_on_the_page_of_the_report(fetch, manager):
    ask_own(*[f"{number}. {FOOD}" * 4 for number in (1, 2, 3)])
    closed_round(manager.unit, patients=[YES] * 5)

    assert len(pypdf.PdfReader(io.BytesIO(fetch("report_pdf").content)).pages) == 1


@pytest.mark.parametrize("count", [1, 4])
def test_the_number_of_queries_does_not_grow_with_the_tree(
    sign_in, region, count, django_assert_max_num_queries
):
    """One more than the page of one of the seven, for the words; and in a file one more for the groups."""
    edition = ask_own(FOOD, CALM)
    for _number in range(count):
        closed_round(make_unit(parent=region), patients=[YES] * 5)
    client = sign_in(make_clinician(region, Role.REGION_DEVELOPER))

    for name, args, queries in (("own_question", [edition.pk, 1], 12), ("figures_csv", [], 10)):
        with django_assert_max_num_queries(queries + SESSION_QUERIES):
            client.get(reverse(f"surveys:{name}", args=[region.pk, *args]))


def test_a_name_of_a_question_is_never_a_formula(fetch, manager):
    edition = ask_own("=1+1")
    edition.content["own"][0]["name"]["sv"] = "=1+1"
    edition.save()
    closed_round(manager.unit, patients=[YES] * 5)

    cells = csv.reader(io.StringIO(fetch("figures_csv").content.decode("utf-8-sig")), delimiter=";")

    assert {line[4] for line in cells if "1+1" in line[4]} == {"'=1+1: =1+1"}
