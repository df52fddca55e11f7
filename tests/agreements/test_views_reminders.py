import pytest
from django.conf import settings
from django.urls import reverse

from agreements import actions
from agreements.models import ReminderChoice
from patientkontrakt.audit.models import AuditEvent, Outcome
from patientkontrakt.people.models import ProtectedIdentity
from patientkontrakt.people.roles import Scope
from tests.factories import as_patient, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db
SESSION_QUERIES = 0 if settings.REDIS_URL else 1
MINE, ENDING = reverse("agreements:my_reminders"), reverse("agreements:my_reminder_ending")
CHOSEN = {"is_on": "True", "hour": "18", "weekdays": ["0", "3"], "seen_version": "0"}
FORM = 'name="hour"'
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def patient():
    return make_patient(make_unit(), email="astrid@example.se", phone="0701740605")


@pytest.fixture
def page(sign_in, patient):
    return sign_in(as_patient(patient))


def text_of(response):
    assert response.status_code == 200
    return response.content.decode().replace(NO_BREAK, " ")


def turned_on(patient, **terms):
    terms = {"hour": 8, "weekdays": [*range(7)]} | terms
    return actions.choose_reminders(patient=patient, is_on=True, by=as_patient(patient), **terms)


def test_it_is_off_until_it_is_turned_on_and_off_again_by_one_button(page, patient):
    text = text_of(page.get(MINE))
    assert "Påminnelserna är avstängda" in text
    assert ENDING not in text

    assert page.post(MINE, CHOSEN).url == MINE
    text = text_of(page.get(MINE))
    assert "Kl. 18.00, måndag, torsdag." in text
    assert ReminderChoice.objects.of(patient).terms == {"is_on": True, "hour": 18, "weekdays": [0, 3]}

    assert page.post(ENDING).url == MINE
    assert "Påminnelserna är avstängda" in text_of(page.get(MINE))
    assert ReminderChoice.objects.of(patient).terms == {"is_on": False, "hour": 18, "weekdays": [0, 3]}


def test_the_very_words_are_shown_before_anything_is_sent(page, patient):
    text = text_of(page.get(MINE))

    assert text.count("Du har något planerat i Patientkontrakt") == 2  # the subject, and the text
    assert "http://127.0.0.1:8000/my/" in text
    assert "Med mejl till astrid@example.se" in text


def test_the_words_of_a_text_message_have_no_subject(sign_in):
    page = sign_in(as_patient(make_patient(email="", phone="0701740605")))

    text = text_of(page.get(MINE))

    assert text.count("Du har något planerat i Patientkontrakt") == 1
    assert "070-174 06 05" in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"hour": "5"}, "hour"), ({"hour": "23"}, "hour"), ({"weekdays": []}, "weekdays"),
     ({"weekdays": ["7"]}, "weekdays"), ({"is_on": ""}, "is_on")],
)  # fmt: skip
def test_what_cannot_be_chosen_is_said_beside_the_field(page, changes, field):
    response = page.post(MINE, CHOSEN | changes)

    assert response.context["form"].errors.keys() == {field}
    assert not ReminderChoice.objects.exists()


def test_what_another_chose_meanwhile_is_shown_beside(page, patient):
    turned_on(patient, weekdays=[5, 6])

    response = page.post(MINE, CHOSEN | {"is_on": "False"})

    assert [(theirs, mine) for _label, theirs, mine in response.context["conflict"]] == [
        ("Ja", "Nej"), ("08.00", "18.00"), ("lördag, söndag", "måndag, torsdag"),
    ]  # fmt: skip
    assert ReminderChoice.objects.get().version == 1
    again = CHOSEN | {"seen_version": str(response.context["form"].data["seen_version"])}
    assert page.post(MINE, again).status_code == 302
    assert ReminderChoice.objects.get().hour == 18


def test_a_double_click_is_one_choice(page):
    assert [page.post(MINE, CHOSEN).status_code for _click in range(2)] == [302, 302]
    assert ReminderChoice.objects.get().version == 1


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"protected_identity": ProtectedIdentity.MARKED}, "Du har skyddad identitet."),
        ({"email": "", "phone": "0340-48 00 00"}, "varken mejladress eller mobilnummer"),
    ],
)
def test_who_cannot_be_written_to_reads_why_and_gets_no_form(sign_in, details, words):
    page = sign_in(as_patient(make_patient(make_unit(), **details)))

    text = text_of(page.get(MINE))
    refused = page.post(MINE, CHOSEN)

    assert words in text
    assert FORM not in text
    assert refused.context["form"].non_field_errors()
    assert not ReminderChoice.objects.exists()


def test_who_is_protected_since_can_still_turn_off(page, patient):
    turned_on(patient)
    patient.protected_identity = ProtectedIdentity.MARKED
    patient.save()

    assert ENDING in text_of(page.get(MINE))
    page.post(ENDING)

    assert not ReminderChoice.objects.get().is_on


def test_a_delegate_who_may_tick_off_chooses_too_and_one_who_may_not_reads(sign_in, patient):
    page = sign_in(make_delegate(patient, [Scope.READ, Scope.CONFIRM]))
    assert page.post(MINE, CHOSEN).status_code == 302
    reader = sign_in(make_delegate(patient, [Scope.READ, Scope.WRITE]))

    text = text_of(reader.get(MINE))

    assert "Kl. 18.00, måndag, torsdag." in text
    assert FORM not in text
    assert ENDING not in text
    assert reader.post(MINE, CHOSEN | {"seen_version": "1", "hour": "9"}).status_code == 403
    assert reader.post(ENDING).status_code == 403
    assert AuditEvent.objects.filter(outcome=Outcome.REFUSED, patient_id=patient.pk).count() == 2
    assert ReminderChoice.objects.get().terms == {"is_on": True, "hour": 18, "weekdays": [0, 3]}


@pytest.mark.parametrize("protection", ProtectedIdentity)
def test_a_delegate_reads_neither_the_address_nor_that_an_identity_is_protected(sign_in, protection):
    patient = make_patient(email="astrid@example.se", phone="0701740605", protected_identity=protection)
    text = text_of(sign_in(make_delegate(patient)).get(MINE))

    assert not [word for word in ("astrid@", "070-174", "skyddad") if word in text]


def test_home_and_diary_lead_to_it(page):
    for name in ("pages:my_home", "agreements:my_diary"):
        assert f'href="{MINE}"' in text_of(page.get(reverse(name)))


def test_the_page_costs_six_queries(page, patient, django_assert_num_queries):
    turned_on(patient)

    with django_assert_num_queries(6 + SESSION_QUERIES):
        page.get(MINE)
