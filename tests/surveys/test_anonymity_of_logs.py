"""A whole round, by every way, and what its log lines and its events in the audit log tell: never an answer's
patient, and no key that somebody could answer, or take a story back, with.
"""

import logging
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from local import demo
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.tasks import sweep
from patientkontrakt.ui.logs import KindAndPlace
from surveys import actions, tasks
from surveys.models import Incoming, Story
from surveys.story_codes import new_code
from tests.builders.surveys import invite, make_patients, make_poster, make_round
from tests.factories import SYSTEM, as_patient, make_clinician, make_unit

pytestmark = pytest.mark.django_db


def form(**fields):
    return {"key": uuid.uuid4(), "q1": 1, "q5": 3} | fields


def lines(caplog):
    """All log lines as production writes them."""
    formatter = KindAndPlace("{name} {message}", style="{")
    return "\n".join(formatter.format(record) for record in caplog.records)


def svara(token):
    return reverse("surveys:answer", args=[token])


@pytest.fixture
def unit(db):
    return make_unit()


@pytest.fixture
def patients(unit):
    return make_patients(unit, 6)


@pytest.fixture
def round(unit, patients):
    return make_round(unit)


def test_one_who_answers_leaves_no_log_line_at_all(client, round, caplog):
    token, *_others = invite(round)
    caplog.set_level(logging.INFO)

    client.get(svara(token))
    client.post(svara(token), form(to="2"))
    client.post(svara(token), form(), follow=True)

    assert Incoming.objects.count() == 1
    assert caplog.records == []


def test_a_whole_round_tells_neither_key_nor_link_nor_patient(client, sign_in, unit, patients, round, caplog):
    """Also what is refused, which Django logs by its address, and what workers say about their tasks."""
    caplog.set_level(logging.DEBUG)
    tokens, code = [*invite(round), make_poster(round), round.staff_token], new_code()
    told = {
        "story-text": "Alla hälsade.", "story-sharing": "ask", "story-consent": "on", "story-code": code,
    }  # fmt: skip
    guarded = Client(enforce_csrf_checks=True)
    for task in (sweep, tasks.ask_patients):
        task.apply()

    for token in tokens:
        guarded.post(svara(token), form())
        client.put(svara(token))
        for sent in [form(**told)] * 2:
            client.post(svara(token), sent)
    client.get(f"{svara(tokens[0])}nowhere/")
    for _time in range(25):
        client.post(reverse("surveys:story_withdrawal", args=[code]))
    sign_in(make_clinician(unit)).post(reverse("surveys:telephone_entry", args=[round.pk]), form())
    for task in (tasks.fold_answers, tasks.look_after_stories):
        task.apply()
    actions.close_round(round=round, by=SYSTEM)

    assert Story.objects.get().is_withdrawn
    written = lines(caplog)
    refused = ("Forbidden", "Method Not Allowed", "Not Found")
    assert [words for words in refused if words not in written] == []
    assert [key for key in [*tokens, code] if key in written] == []
    names = [word for p in patients for word in (p.name, p.email, p.phone, str(p.pk)) if word]
    assert [name for name in names if name in written] == []


def test_the_audit_log_tells_who_was_asked_and_who_entered_something_and_nothing_of_any_answer(
    client, sign_in, unit, patients, round
):
    tokens = invite(round)
    poster = make_poster(round)
    nurse = make_clinician(unit)
    before = list(AuditEvent.objects.values_list("pk", flat=True))

    sign_in(as_patient(patients[0])).post(svara(tokens[0]), form())
    for token in (tokens[1], poster, round.staff_token):
        client.post(svara(token), form())
    assert [*AuditEvent.objects.values_list("pk", flat=True)] == before

    keys = [uuid.uuid4() for _entry in range(3)]
    staff = sign_in(nurse)
    staff.post(reverse("surveys:telephone_entry", args=[round.pk]), form(key=keys[0]))
    for key in keys[1:]:
        actions.key_in_paper(round=round, number=1, key=key, answers={"q1": 1}, by=nurse)

    entered = AuditEvent.objects.exclude(pk__in=before)
    assert {(e.user_id, e.patient_id, e.resource_id) for e in entered} == {(nurse.user.pk, None, None)}
    everything = str(list(AuditEvent.objects.values()))
    assert [key for key in [*tokens, poster, *map(str, keys)] if key in everything] == []


def commands():
    """How the web server is started: by the demo, by the image, by docker compose."""
    root = Path(settings.BASE_DIR)
    yield next(s.command for s in demo.services(root, {}, 8000) if s.name == "web")
    for name in ("Dockerfile", "docker-compose.yml"):
        yield (root / name).read_text().partition("gunicorn")[2].partition("healthcheck")[0].split()


def test_no_request_is_written_to_an_access_log():
    for command in commands():
        words = [str(word) for word in command]
        assert any("patientkontrakt.wsgi" in word for word in words)
        assert not [word for word in words if "access" in word or "log" in word], words


BROKEN = """
from gunicorn.config import Config
from gunicorn.glogging import Logger
log = Logger(Config())
import patientkontrakt.wsgi
try:
    raise ValueError("191212121212")
except ValueError:
    log.exception("Error handling request %s", "/svara/k3y-Of_SomeOne12345678/")
"""


def test_the_web_servers_own_lines_go_the_same_way_as_ours():
    """gunicorn tells the address of a request that breaks outside Django."""
    env = os.environ | {"DEBUG": "0"}
    run = subprocess.run([sys.executable, "-c", BROKEN], env=env, capture_output=True, text=True, check=True)

    assert "Error handling request /svara/…/" in run.stderr
    assert "k3y" not in run.stderr
    assert "191212121212" not in run.stderr
