"""What stands on the papers, and that a screen reader can read them (PDF/UA-1)."""

import io

import page
import pypdf
import pytest
from django.utils import translation

from agreements import actions
from agreements.contract import read_version
from agreements.models import CommitmentParty, PaperForm, Urgency, WhenKind
from agreements.paper.press import make_pdf
from patientkontrakt.audit.models import Activity, AuditEvent
from patientkontrakt.people.models.patient import ProtectedIdentity
from patientkontrakt.ui import dates
from tests.builders.agreements import agreed_version, filled_draft, in_days, proposed_version
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
FORMS = list(PaperForm)


@pytest.fixture
def clinician():
    return make_clinician(make_unit())


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


def printed(version, by, form=PaperForm.FOLDER, language="sv"):
    version = read_version(version.patient, version.pk)
    return actions.print_version(version=version, form=form, language=language, by=by)


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    """Everything on all pages, on one line."""
    return " ".join(" ".join(leaf.extract_text() for leaf in read(pdf).pages).split())


def is_accessible(pdf):
    return page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def version_with_every_kind_of_row(patient, by, **added):
    draft = filled_draft(patient, by)
    promise = {"version": draft, "by": by, "when_kind": WhenKind.WHEN_NEEDED}
    for party, who in [(CommitmentParty.RELATIVE, "Eva, dotter"), (CommitmentParty.OTHER, "Röda Korset")]:
        actions.add_commitment(party=party, responsible_name=who, what=f"Hjälper till {who}", **promise)
    actions.add_commitment(
        party=CommitmentParty.MUNICIPALITY, responsible_unit=make_unit("Exempelby kommun"),
        what="Kommer hem", why="Trygghet", done_when="Larmet sitter", **promise,
    )  # fmt: skip
    actions.add_commitment(
        version=draft, party=CommitmentParty.CARE, responsible_unit=by.unit, what="Svarar", by=by,
        when_kind=WhenKind.PERIOD, due_date=in_days(30), when_text="på vardagar",
    )  # fmt: skip
    actions.add_goal(version=draft, text="Jämn vikt", whose="profession", target_date=in_days(60), by=by)
    for urgency in Urgency:
        actions.add_warning_sign(
            version=draft, sign=f"Tecken {urgency}", own_action="Vilar", urgency=urgency, by=by, **added
        )
    return actions.propose(version=draft, by=by)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_every_paper_of_every_kind_of_row_is_accessible(patient, clinician, form, language):
    pdf = printed(version_with_every_kind_of_row(patient, clinician), clinician, form, language)

    assert is_accessible(pdf)
    assert read(pdf).trailer["/Root"]["/Lang"].startswith(language)


def test_the_folder_says_what_both_sides_have_promised(patient, clinician):
    text = text_of(printed(agreed_version(patient, clinician), clinician))

    for words in [
        "Min överenskommelse", patient.name, str(clinician.unit), "Det här gäller", "barnbarnen", "Jag gör",
        "Gå en promenad", "Varje dag", "Vården gör", "Ringa om provsvaren", str(clinician.staff),
        "Om jag blir sämre", "två kilo", "Hjärtmottagningen", "010-101 10 10", "Håller med", "I rummet",
        "Version 1", "Kontrollkod", "Sida 1 av",
    ]:  # fmt: skip
        assert words in text


def test_days_are_told_with_the_year_and_never_as_today(patient, clinician):
    """Promised within seven days, proposed and printed today: tomorrow that would no longer be true."""
    text = text_of(printed(agreed_version(patient, clinician), clinician))

    assert "i dag" not in text
    assert f"{dates.full_day(in_days(7))}" in text
    assert f"Utskriven {dates.full_day(in_days(0))}" in text


def test_the_frame_is_in_english_and_what_was_written_stays(patient, clinician):
    text = text_of(printed(agreed_version(patient, clinician), clinician, language="en"))

    assert "Care does" in text
    assert "Gå en promenad" in text
    assert "Vården gör" not in text


def test_a_proposal_is_not_taken_for_an_agreement(patient, clinician):
    text = text_of(printed(proposed_version(patient, clinician), clinician))

    assert "Det här är ett förslag" in text
    assert "Har inte svarat än" in text


def test_points_that_are_not_agreed_are_named(patient, clinician):
    version = agreed_version(patient, clinician)
    objections = [
        actions.Objection("Jag har ingen våg", point=version.commitments.get(what="Väga mig")),
        actions.Objection("För långt", point=version.goals.get(), own_proposal="Till bänken"),
    ]
    actions.disagree(version=version, objections=objections, by=as_patient(patient))

    text = text_of(printed(version, clinician))

    assert f"inte längre överens om allt: Väga mig ({patient.name}: ”Jag har ingen våg”)" in text
    assert f"utan att vila ({patient.name}: ”För långt” Vill hellre: ”Till bänken”)" in text
    assert text.count("Inte överens om den här punkten") == 2


def test_an_ended_agreement_says_so(patient, clinician):
    version = agreed_version(patient, clinician)
    actions.end_agreement(agreement=version.agreement, reason="Flyttat", by=clinician)

    assert "gäller inte längre" in text_of(printed(version, clinician))


def test_large_print_has_no_letter_below_18_points(patient, clinician):
    pdf, sizes = printed(agreed_version(patient, clinician), clinician, PaperForm.LARGE), []

    for leaf in read(pdf).pages:
        leaf.extract_text(
            visitor_text=lambda text, user, matrix, font, size: (
                text.strip() and sizes.append(size * matrix[0])
            )
        )

    assert sizes
    assert min(abs(size) for size in sizes) >= 18


def test_easy_words_are_used_where_someone_has_written_them(patient, clinician):
    draft = filled_draft(patient, clinician)
    goal = draft.goals.get()
    actions.edit_goal(goal=goal, seen_version=goal.version, easy_read="Jag går till torget.", by=clinician)
    version = actions.propose(version=draft, by=clinician)

    easy, ordinary = (
        text_of(printed(version, clinician, form)) for form in (PaperForm.EASY, PaperForm.FOLDER)
    )

    assert "Jag går till torget." in easy
    assert "tillbaka utan att vila" not in easy
    assert "Gå en promenad" in easy
    assert "Jag går till torget." not in ordinary


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("acts_as", [as_patient, make_delegate])
def test_papers_of_a_protected_person_never_say_where_the_care_is(clinician, form, acts_as):
    patient = make_patient(clinician.unit, protected_identity=ProtectedIdentity.MARKED)
    version = version_with_every_kind_of_row(patient, clinician, contact_text="Björkens mottagning")

    text = text_of(printed(version, acts_as(patient), form))

    for place in (str(clinician.unit), "Hjärtmottagningen", "Exempelby kommun", "Björkens mottagning"):
        assert place not in text
    assert "010-101 10 10" in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", ["Vila. " * 83, "مرحبا، أريد أن أمشي إلى السوق", "Вода 👩‍🦽 ቤት 中\x0b\ufeff"]
)
def test_whatever_people_write_can_be_printed(patient, clinician, form, text):
    draft = filled_draft(patient, clinician)
    actions.add_goal(version=draft, text=text, by=clinician)
    actions.add_warning_sign(
        version=draft, sign=text, own_action=text, urgency="unit", contact_text=text[:200], by=clinician
    )
    version = actions.propose(version=draft, by=clinician)

    assert is_accessible(printed(version, clinician, form))


def test_swedish_in_the_agreement_of_someone_who_reads_arabic_is_read_from_the_left(clinician):
    """With Arabic as the language of Swedish words, each full stop would stand before its sentence."""
    patient = make_patient(clinician.unit, language="ar")
    draft = filled_draft(patient, clinician)
    actions.add_goal(version=draft, text="Sitta på golvet.", by=clinician)

    assert "Sitta på golvet." in text_of(printed(actions.propose(version=draft, by=clinician), clinician))


def test_a_sign_that_cannot_be_printed_becomes_a_square_and_the_paper_says_so(patient, clinician):
    draft = filled_draft(patient, clinician)
    actions.add_goal(version=draft, text="Se 中", by=clinician)

    with_square = text_of(printed(actions.propose(version=draft, by=clinician), clinician))

    assert "Se □" in with_square
    assert "En ruta står för" in with_square


def test_a_fault_in_a_template_is_not_hidden():
    with pytest.raises(RuntimeError):
        make_pdf("folder", {"title": "Without what the template needs"})


def test_the_card_begins_with_the_numbers_and_what_is_most_urgent(patient, clinician):
    pdf = printed(version_with_every_kind_of_row(patient, clinician), clinician, PaperForm.CARD)
    text = text_of(pdf)

    places = [text.index(words) for words in ("Fara för livet", "Tecken 112", "Tecken 1177", "Tecken unit")]
    assert places == sorted(places)


def test_the_sheet_is_one_page_and_names_nobody_unless_asked(patient):
    by = as_patient(patient)
    blank = actions.print_sheet(patient=patient, language="sv", by=by)
    named = actions.print_sheet(patient=patient, language="en", named=True, by=by)

    for pdf in (blank, named):
        assert is_accessible(pdf)
        assert len(read(pdf).pages) == 1
    assert patient.name not in text_of(blank)
    assert patient.name in text_of(named)
    assert "Inför vårt möte" in text_of(blank)


def test_each_print_stands_in_the_log_as_a_print(patient, clinician):
    version = agreed_version(patient, clinician)

    printed(version, clinician)
    actions.print_sheet(patient=patient, language="sv", by=clinician)

    resources = AuditEvent.objects.filter(activity=Activity.PRINT, patient_id=patient.pk).order_by("pk")
    assert [event.resource_type for event in resources] == ["agreements.AgreementVersion", "agreements.sheet"]


def test_printing_leaves_the_page_in_its_own_language(patient, clinician):
    version = agreed_version(patient, clinician)

    with translation.override("sv"):
        printed(version, clinician, language="en")

        assert translation.get_language() == "sv"
