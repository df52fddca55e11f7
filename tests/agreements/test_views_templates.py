"""The lead's pages for the unit's templates, and a template used in the editor."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from agreements import actions
from agreements.models import AgreementTemplate, TemplateRow
from agreements.models import TemplateRowKind as Kind
from agreements.shipped_templates import find_template
from patientkontrakt.people.roles import Role
from tests.builders.agreements import filled_draft, started_draft
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db
# A session is read from the database, or from Redis where there is one.
SESSION_QUERIES = 0 if settings.REDIS_URL else 1


@pytest.fixture
def lead():
    return make_clinician(make_unit(), Role.UNIT_MANAGER)


@pytest.fixture
def page(sign_in, lead):
    return sign_in(lead)


@pytest.fixture
def own(lead):
    return actions.copy_template(template=find_template(lead.unit, "copd"), by=lead)


@pytest.fixture
def clinician(lead):
    return make_clinician(lead.unit)


@pytest.fixture
def patient(clinician):
    return make_patient(clinician.unit)


@pytest.fixture
def desk(sign_in, clinician):
    """The clinician's browser."""
    return sign_in(clinician)


def at(name, *args):
    return reverse(f"agreements:{name}", args=args)


def text_of(response):
    return response.content.decode()


def fill(page, address, **answers):
    """Send the form with every field that it has, as a browser does."""
    form = page.get(address).context["form"]
    return page.post(address, {name: form[name].value() or "" for name in form.fields} | answers)


def test_the_list_names_every_template_and_says_which_are_ours(page, own, lead):
    actions.hide_template(template=find_template(lead.unit, "asthma"), by=lead)

    text = text_of(page.get(at("template_list")))

    assert "Hjärtsvikt" in text
    assert (text.count("Enhetens egen"), text.count("Dold")) == (2, 1)


def test_the_list_costs_the_same_however_many_there_are(page, lead, django_assert_num_queries):
    def own_ones(*needs):
        for need in needs:
            actions.copy_template(template=find_template(lead.unit, need), by=lead)

    own_ones("copd")
    with django_assert_num_queries(4 + SESSION_QUERIES):
        page.get(at("template_list"))
    own_ones("asthma", "dementia", "heart-failure")
    with django_assert_num_queries(4 + SESSION_QUERIES):
        page.get(at("template_list"))


def test_a_shipped_one_is_read_and_made_our_own(page, lead):
    text = text_of(page.get(at("template", "copd")))
    assert at("template_copy", "copd") in text
    assert at("new_template_row", "copd", Kind.GOAL) not in text

    page.post(at("template_copy", "copd"))

    assert at("new_template_row", "copd", Kind.GOAL) in text_of(page.get(at("template", "copd")))


def test_a_shipped_one_has_no_rows_to_change(page):
    assert page.get(at("template_frame", "copd")).status_code == 404
    assert page.get(at("new_template_row", "copd", Kind.GOAL)).status_code == 404


def test_a_new_one_is_written_from_nothing(page, lead):
    fill(page, at("new_template"), name="Yrsel", about="För dig som är yr.", review_weeks=4)
    template = lead.unit.agreement_templates.get()
    fill(page, at("template_frame", template.slug), about="För den som är yr.")
    row_form = at("new_template_row", template.slug, Kind.CARE_PROMISE)
    fill(page, row_form, text="Ringer dig.", when_text="inom en vecka", who="contact")

    template.refresh_from_db()
    assert template.about == "För den som är yr."
    (row,) = template.rows.all()
    assert (row.text, row.when_text, row.who, row.urgency) == ("Ringer dig.", "inom en vecka", "contact", "")
    assert "Ringer dig." in text_of(page.get(at("template", template.slug)))


@pytest.mark.parametrize("kind", [Kind.PATIENT_PROMISE, Kind.CARE_PROMISE, Kind.WARNING_SIGN])
def test_a_row_that_is_not_whole_is_said_in_the_form(page, own, kind):
    before = TemplateRow.objects.count()

    response = page.post(at("new_template_row", own.slug, kind), {"text": "Något"})

    assert (response.status_code, TemplateRow.objects.count()) == (200, before)


def test_both_texts_are_shown_when_a_colleague_saved_first(page, own, lead):
    row = own.rows.filter(kind=Kind.GOAL).first()
    actions.edit_template_row(row=row, seen_version=1, text="Hennes text", easy_read="", by=lead)
    address = at("template_row", own.slug, Kind.GOAL, row.pk)

    text = text_of(page.post(address, {"text": "Min text", "seen_version": 1}))
    assert "Hennes text" in text
    assert "Min text" in text

    page.post(address, {"text": "Vår text", "seen_version": 2})
    row.refresh_from_db()
    assert row.text == "Vår text"


def test_its_name_is_changed_and_a_conflict_shows_both(page, own):
    address = at("template_frame", "copd")
    page.post(address, {"name": "Lungor", "about": "För dig.", "review_weeks": 6, "seen_version": 1})

    text = text_of(
        page.post(address, {"name": "Luft", "about": "För dig.", "review_weeks": 6, "seen_version": 1})
    )

    own.refresh_from_db()
    assert (own.name, own.review_weeks) == ("Lungor", 6)
    assert "Lungor" in text
    assert "Luft" in text


def test_rows_are_moved_and_removed(page, own):
    first, second, *_rest = own.rows.filter(kind=Kind.GOAL)

    page.post(at("template_row_place", own.slug, Kind.GOAL, first.pk), {"to": "down"})
    assert own.rows.filter(kind=Kind.GOAL).first() == second

    page.post(at("template_row_removal", own.slug, Kind.GOAL, second.pk))
    assert own.rows.filter(kind=Kind.GOAL).first() == first


def test_hidden_shown_and_back_to_the_ready_made_one(page, own):
    page.post(at("template_hiding", "copd"), {"hide": "yes"})
    assert AgreementTemplate.objects.get().is_hidden
    page.post(at("template_hiding", "copd"), {"hide": "no"})
    assert not AgreementTemplate.objects.get().is_hidden

    page.post(at("template_removal", "copd"))

    assert not AgreementTemplate.objects.exists()
    assert page.get(at("template", "copd")).status_code == 200


def test_another_units_template_does_not_exist(sign_in, own, lead):
    actions.start_template(name="Yrsel", about="För dig som är yr.", by=lead)
    theirs = lead.unit.agreement_templates.exclude(pk=own.pk).get()
    stranger = sign_in(make_clinician(make_unit("Annan"), Role.COORDINATING_CONTACT))

    assert stranger.get(at("template", theirs.slug)).status_code == 404
    assert stranger.post(at("template_removal", own.slug)).status_code == 404


def test_the_choice_offers_what_is_not_hidden(desk, patient, clinician, lead):
    actions.hide_template(template=find_template(lead.unit, "asthma"), by=lead)
    draft = started_draft(patient, clinician)

    address = at("template_use", patient.pk, draft.pk)
    assert address in text_of(desk.get(at("editor", patient.pk, draft.pk)))

    text = text_of(desk.get(address))

    assert 'value="heart-failure"' in text
    assert 'value="asthma"' not in text
    assert desk.post(address, {"template": "asthma"}).status_code == 404


def test_what_a_template_brought_is_marked_with_its_buttons_and_what_to_talk_about(desk, patient, clinician):
    draft = started_draft(patient, clinician)
    template = find_template(clinician.unit, "heart-failure")

    response = desk.post(at("template_use", patient.pk, draft.pk), {"template": template.slug}, follow=True)

    text = text_of(response)
    row = draft.goals.first()
    assert text.count("Förslag från mallen Hjärtsvikt") == len(draft.suggestions) == 16
    assert at("row_confirmation", patient.pk, draft.pk, "goals", row.pk) in text
    assert all(escape(topic.text) in text for topic in template.topics)
    assert "Ett förslag, inte bestämt än" in text_of(desk.get(at("reading", patient.pk, draft.pk)))


def test_a_yes_by_the_open_page_answers_the_row_without_its_mark(desk, patient, clinician):
    draft = started_draft(patient, clinician)
    template = find_template(clinician.unit, "heart-failure")
    actions.apply_template(version=draft, template=template, by=clinician)
    row = draft.goals.first()
    address = at("row_confirmation", patient.pk, draft.pk, "goals", row.pk)

    text = text_of(desk.post(address, headers={"X-Editor": "a"}))

    assert row.text in text
    assert "Förslag från mallen" not in text
    assert not draft.goals.get(pk=row.pk).is_suggestion


@pytest.mark.parametrize(("answer", "goals"), [("yes", 3), ("no", 1)])
def test_one_answer_to_all_that_remain(desk, patient, clinician, answer, goals):
    draft = filled_draft(patient, clinician)
    template = find_template(clinician.unit, "heart-failure")
    actions.apply_template(version=draft, template=template, by=clinician)
    actions.remove_row(row=draft.goals.last(), by=clinician)

    desk.post(at("suggestions", patient.pk, draft.pk), {"answer": answer})

    assert (draft.suggestions, draft.goals.count()) == ([], goals)


def test_a_template_twice_says_that_all_of_it_is_there(desk, patient, clinician):
    draft = started_draft(patient, clinician)
    address = at("template_use", patient.pk, draft.pk)
    desk.post(address, {"template": "copd"})

    text = text_of(desk.post(address, {"template": "copd"}, follow=True))

    assert "Allt i mallen står redan här" in text
