import datetime
import os
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from agreements.models import Agreement, Commitment
from patientkontrakt.notifications.actions import tell
from patientkontrakt.pages.demo import load, surveys
from patientkontrakt.pages.demo.crowd_words import CONDITIONS
from patientkontrakt.pages.demo.people_by_chance import Register
from patientkontrakt.pages.demo.personas import PERSONAS, actor_of
from patientkontrakt.pages.demo.scene import Scene
from patientkontrakt.people.middleware import SESSION_KEY
from patientkontrakt.people.models import OrganizationUnit, Patient, Staff, UnitKind
from patientkontrakt.people.roles import Role
from planning.next_step import without_next_step
from scheduling.models import TimeProposal
from surveys.figures import figures_of
from surveys.links import asked_by
from surveys.models import Round, RoundKind
from surveys.pulses import LATEST_VISIT, unit_to_ask_about
from tests.factories import make_patient, make_user

ADDRESSES = ["/demo/", "/demo/session/", "/demo/outbox/"]
NAMED_TEST_PERSONS = {
    "191212121212", "195009072553", "196101182803", "199002222397", "200302022389", "200001252386",
    "189602029812", "196109732393", "98240301AA06",
}  # fmt: skip
TEST_SERIES = re.compile(r"\d{8}(238|239|98\d)\d")
FICTIONAL_PHONES = re.compile(r"070-?17406\d\d|08-?465004\d\d|031-?39006\d\d|040-?62804\d\d|0980-?319[2]\d\d")
RESOLVE = """
import django; django.setup()
from django.urls import Resolver404, resolve
for address in {addresses}:
    try:
        resolve(address); print("there")
    except Resolver404:
        print("404")
"""


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker, tmp_path_factory):
    """All of Region Exempel, loaded once for this module and rolled back after it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(surveys, "LINKS", tmp_path_factory.mktemp("demo") / "links.json")
        yield load.load()
        transaction.set_rollback(True)


def found_with(demo):
    code = RESOLVE.format(addresses=ADDRESSES)
    environ = os.environ | {"DEMO": demo, "DJANGO_SETTINGS_MODULE": "patientkontrakt.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_the_demos_addresses_do_not_exist_without_demo():
    assert found_with(demo="0") == ["404"] * 3
    assert found_with(demo="1") == ["there"] * 3


def test_the_demo_is_not_loaded_without_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")


def test_there_is_a_persona_for_each_role():
    assert {persona.role for persona in PERSONAS} == set(Role) - {Role.SYSTEM}
    assert len({persona.slug for persona in PERSONAS}) == len(PERSONAS)


def test_chance_is_the_same_each_time():
    first, second = (
        [
            Register(Scene(None, datetime.date(2026, 11, 21))).draw(code, CONDITIONS[code][0])
            for code in CONDITIONS
        ]
        for _turn in range(2)
    )

    assert first == second


@pytest.mark.django_db
class TestPage:
    def test_it_has_a_form_for_each_persona(self, client):
        page = client.get("/demo/").content.decode()

        for persona in PERSONAS:
            button = f'name="persona" value="{persona.slug}" data-role="{persona.role.value}"'
            assert button in page
        assert page.count('action="/demo/session/"') == len(PERSONAS)

    def test_nobody_is_signed_in_before_the_demo_is_loaded(self, client):
        answer = client.post("/demo/session/", {"persona": "margit"}, follow=True)

        assert answer.redirect_chain == [("/demo/", 302)]
        assert "känner inte till den personen" in answer.content.decode()
        assert not answer.wsgi_request.user.is_authenticated

    @pytest.mark.parametrize("given", [{}, {"persona": "nobody"}, {"persona": "demo-margit"}])
    def test_an_unknown_persona_leads_back_to_the_choice(self, client, given):
        make_user("Kim")

        assert client.post("/demo/session/", given).url == "/demo/"
        assert "_auth_user_id" not in client.session

    def test_a_reload_of_the_session_address_leads_back_to_the_choice(self, client):
        assert client.get("/demo/session/").url == "/demo/"

    def test_the_outbox_shows_what_would_have_been_sent_and_nothing_of_the_person(self, client):
        patient = make_patient(given_name="Astrid", family_name="Lindqvist", email="a@example.se")
        tell(patient=patient, path="/my/times/")

        page = client.get("/demo/outbox/").content.decode()

        assert "a@example.se" in page
        assert "/my/times/" in page
        assert "Lindqvist" not in page


@pytest.mark.django_db
class TestRegion:
    def test_its_size_is_as_promised(self, region):
        kinds = list(OrganizationUnit.objects.values_list("kind", flat=True))

        assert kinds.count(UnitKind.ADMINISTRATION) == 3
        assert kinds.count(UnitKind.CARE_UNIT) == 8
        assert kinds.count(UnitKind.MUNICIPALITY) == 1
        assert Staff.objects.count() == 40
        assert Patient.objects.count() == 150

    def test_a_second_load_does_nothing(self, region, capsys):
        before = Patient.objects.count()

        call_command("load_demo")

        assert "already" in capsys.readouterr().out
        assert Patient.objects.count() == before

    def test_all_numbers_belong_to_nobody(self, region):
        for patient in Patient.objects.prefetch_related("identifiers"):
            number = patient.identifier.value
            assert number in NAMED_TEST_PERSONS or TEST_SERIES.fullmatch(number)
            assert not patient.email or patient.email.endswith("@example.se")
            assert not patient.phone or FICTIONAL_PHONES.fullmatch(patient.phone)
        for unit in OrganizationUnit.objects.all():
            assert FICTIONAL_PHONES.fullmatch(unit.phone)

    def test_each_state_of_an_agreement_can_be_seen(self, region):
        states = set(Agreement.objects.with_state().values_list("state", flat=True))

        assert states >= {"draft", "proposed", "agreed", "needs_renewal", "disagreed", "ended"}

    def test_each_situation_can_be_seen(self, region):
        def named(given_name):
            return Patient.objects.get(given_name=given_name, pk__in=hand_written)

        hand_written = [p.pk for p in Patient.objects.all() if not p.email.startswith("patient")]
        elias = named("Elias").agreements.with_state().get()
        overdue = Commitment.objects.in_force().overdue()

        assert named("Margit").delegates.get().user.name == "Karin Sjöberg Holm"
        assert named("Nova").age == 14
        assert unit_to_ask_about(named("Nova"), LATEST_VISIT(named("Nova"))), "two questions after a visit"
        assert named("Alva").is_protected
        assert named("Yusuf").interpreter == "ar"
        assert named("Gösta").user is None
        assert elias.state == "disagreed"
        assert named("Bengt") in without_next_step(Patient.objects.all())
        assert {named("Jonas").pk, named("Oksana").pk} <= set(overdue.values_list("patient", flat=True))
        assert named("Emma").time_proposals.awaiting_patient().get().times.count() == 3
        assert named("Emma").reminder_choice.is_on
        assert TimeProposal.objects.awaiting_care().filter(patient=named("Peter")).exists()
        assert named("Anneli").agreements.with_state().due_for_review().exists()

    def test_nothing_has_happened_in_the_future(self, region):
        now = datetime.datetime.now(datetime.UTC)

        for rows in (Agreement, Commitment, TimeProposal, Patient):
            assert rows.objects.latest("created_at").created_at < now

    def test_four_rounds_tell_of_progress_and_one_unit_is_too_small_to_show(self, region):
        units = {unit.name: unit for unit in OrganizationUnit.objects.all()}
        figures = {row.unit.name: row.questions for row in figures_of(list(units.values()))}

        for unit in OrganizationUnit.objects.filter(kind=UnitKind.CARE_UNIT):
            assert unit.survey_rounds.count() == 4
            assert unit.survey_rounds.earliest("opens").kind == RoundKind.BASELINE
        for question in figures["Region Exempel"]:
            assert question.patient.now.percent > question.patient.before.percent
            assert question.staff.before.percent > question.patient.before.percent
        for question in figures["Skärgårdens hälsocentral"]:
            assert question.patient.now is None
            assert question.staff.now is None

    def test_a_visitor_can_answer_as_a_patient_and_as_staff(self, region, client):
        page = client.get("/demo/").content.decode()

        assert asked_by(surveys.unused_link()).audience == "patient"
        assert asked_by(surveys.staff_token()).audience == "staff"
        for token in (surveys.unused_link(), surveys.staff_token()):
            assert reverse("surveys:answer", args=[token]) in page
        assert Round.objects.open().exists()

    @pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
    def test_a_visitor_becomes_the_persona_and_sees_the_first_page(self, region, client, persona):
        answer = client.post("/demo/session/", {"persona": persona.slug})

        assert answer.url == "/home/"
        assert client.session[SESSION_KEY] == actor_of(persona).key
        assert client.get("/home/", follow=True).status_code == 200
