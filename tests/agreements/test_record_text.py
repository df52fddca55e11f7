"""The text for the record, word by word: others' systems and readers rely on its form."""

import datetime

import pytest
import time_machine
from django.test import override_settings
from django.utils import translation

from agreements import actions
from agreements.contract import read_version
from agreements.models import CommitmentParty
from agreements.paper.record_text import record_text
from tests.builders.agreements import agree_in_the_room, filled_draft, object_to
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

TEXT = """\
Överenskommelse
Version 1, föreslagen torsdag 26 november 2026, kontrollkod {code}. Det är versionen som gäller nu.

Vad som är viktigt för patienten: ”Att orka leka med barnbarnen.”

Mål: Gå till torget och tillbaka utan att vila.

Patienten gör:
- Gå en promenad. Varje dag.
- Väga mig. Varje morgon.

Vården gör:
- Ringa om provsvaren. Senast torsdag 10 december 2026. Sara Ek, distriktssköterska.
- Skriva remiss till fysioterapeut. Senast torsdag 3 december 2026. Sara Ek, distriktssköterska.

Andra gör: Handla. Vid behov. Eva, dotter.

Vid försämring: Jag går upp två kilo på tre dagar. Tar en extra vätskedrivande. Ring oss samma dag. \
010-101 10 10.

Kontakt: Hjärtmottagningen. Telefon: 010-101 10 10

Uppföljning: onsdag 24 februari 2027

Vem har svarat vad:
- Astrid Lindqvist: Håller med. I rummet, Sara Ek, distriktssköterska, torsdag 26 november 2026
- Vården: Håller med. Här i Patientkontrakt, Sara Ek, distriktssköterska, torsdag 26 november 2026
- Eva, dotter: Är informerad. I rummet, Sara Ek, distriktssköterska, torsdag 26 november 2026
"""


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def version(clinician):
    """Proposed and agreed on a day that the text names."""
    with time_machine.travel(datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC), tick=False):
        patient = make_patient(clinician.unit)
        draft = filled_draft(patient, clinician)
        actions.add_commitment(
            version=draft, party=CommitmentParty.RELATIVE, responsible_name="Eva, dotter", what="Handla",
            by=clinician,
        )  # fmt: skip
        proposed = actions.propose(version=draft, by=clinician)
        agree_in_the_room(proposed, clinician)
        yield read_version(patient, proposed.pk)


def test_the_text_is_short_and_always_of_the_same_form(version):
    assert record_text(version) == TEXT.format(code=version.check_code)


def test_the_text_is_swedish_whatever_the_page_is(version):
    with translation.override("en"):
        assert record_text(version) == TEXT.format(code=version.check_code)


def test_the_code_of_the_measure_is_the_region_s_and_left_out_when_there_is_none(version):
    assert "Åtgärdskod" not in record_text(version)
    with override_settings(AGREEMENT_MEASURE_CODE="XX000"):
        assert record_text(version).endswith("\n\nÅtgärdskod: XX000\n")


def test_a_proposal_and_what_is_not_agreed_are_told(version, clinician):
    patient, sign = version.patient, version.warning_signs.get()
    object_to(version=version, reason="Jag ringer hellre", point=sign, by=as_patient(patient))

    text = record_text(read_version(patient, version.pk))

    assert "Inte överens om den här punkten." in text
    assert (
        "Inte överens om: Jag går upp två kilo på tre dagar (Astrid Lindqvist: ”Jag ringer hellre”)" in text
    )


def test_only_what_is_there_gets_a_heading(version):
    version.what_matters = None
    version._prefetched_objects_cache["goals"] = version.goals.none()

    text = record_text(version)

    assert "viktigt" not in text
    assert "Mål" not in text
