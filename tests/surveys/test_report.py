"""The report says what the pages say, and a screen reader can read it (PDF/UA-1)."""

import csv
import datetime
import io
import re

import page
import pypdf
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from patientkontrakt.people.roles import Role
from surveys.instruments import Answer
from surveys.models import RoundKind
from tests.builders.surveys import ALL_YES, answers, closed_round
from tests.factories import make_clinician, make_unit
from tests.surveys.pages import words

pytestmark = pytest.mark.django_db
NO = answers(q1=Answer.NO)
ALL_NO = dict.fromkeys(ALL_YES, Answer.NO)


@pytest.fixture
def manager():
    unit = make_unit()
    closed_round(unit, patients=[ALL_YES] * 3 + [NO] * 4, staff=[ALL_YES] * 5 + [NO], kind=RoundKind.BASELINE)
    return make_clinician(unit, Role.UNIT_MANAGER)


@pytest.fixture
def fetch(sign_in, manager):
    client = sign_in(manager)
    return lambda name, unit=None, **query: client.get(
        reverse(f"surveys:{name}", args=[(unit or manager.unit).pk]), query
    )


def text_of(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return len(reader.pages), " ".join(" ".join(leaf.extract_text() for leaf in reader.pages).split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_pdf_is_accessible_and_one_page(fetch, client, language):
    client.cookies["django_language"] = language

    pdf = fetch("report_pdf").content

    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    assert text_of(pdf)[0] == 1


def test_a_report_that_says_much_is_one_page_too(sign_in):
    unit = make_unit("Hjärt- och lungmottagningen vid Exempelstads sjukhus")
    with time_machine.travel(timezone.now() - datetime.timedelta(days=90)):
        closed_round(unit, patients=[ALL_NO] * 9, staff=[ALL_YES] * 6, kind=RoundKind.BASELINE)
    some = answers(q1=Answer.NO, q2=Answer.NO, q5=Answer.NO)
    closed_round(unit, patients=[ALL_YES, some, some, *[ALL_NO] * 4], staff=[ALL_YES] * 6)

    pdf = sign_in(make_clinician(unit, Role.UNIT_MANAGER)).get(reverse("surveys:report_pdf", args=[unit.pk]))

    pages, words = text_of(pdf.content)
    assert "Ingen säker förändring" in words
    assert pages == 1


def test_an_empty_report_can_be_printed(sign_in):
    unit = make_unit()
    client = sign_in(make_clinician(unit, Role.UNIT_MANAGER))

    pdf = client.get(reverse("surveys:report_pdf", args=[unit.pk])).content

    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    assert "För få patienter har svarat" in text_of(pdf)[1]


def test_every_number_is_the_same_on_the_screen_in_the_report_in_files_and_in_json(fetch):
    """Patients 3 of 7 and staff 5 of 6 to the first question; all say yes to the others."""
    lines = csv.reader(io.StringIO(fetch("figures_csv").content.decode("utf-8-sig")), delimiter=";")
    in_file = [line[10] for line in lines if [line[3], *line[6:8]] == ["1", "Alla", "Senaste"]]
    first = fetch("api_unit").json()["questions"][0]
    in_json = [str(first[who]["now"]["percent"]) for who in ("patient", "staff")]

    assert in_file == in_json == ["43", "83"]
    for shown in (words(fetch("unit")), words(fetch("report")), text_of(fetch("report_pdf").content)[1]):
        assert "Trygghet" in shown
        assert "43 %" in shown.replace("\xa0", " ")
        assert "83 %" in shown.replace("\xa0", " ")
        assert "6 av 7 frågor har nått målet" in shown.replace("\xa0", " ")


def test_the_link_to_share_names_nobody_and_asks_for_sign_in(fetch, client, manager):
    link = re.search(r'id="share" value="[^"]*(/insight/[^"]+)"', fetch("report").content.decode())[1]
    client.logout()

    assert link == f"/insight/units/{manager.unit.pk}/report/"
    assert client.get(link).url == f"{reverse('pages:sign_in')}?next={link}"


def test_another_units_report_does_not_exist(fetch):
    other = make_unit()

    assert {
        fetch(name, other).status_code for name in ("report", "report_pdf", "measures", "comparison")
    } == {404}
