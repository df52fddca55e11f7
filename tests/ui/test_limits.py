from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as deployment
from django.core.cache import cache
from django.utils import timezone

from surveys.models import Incoming
from tests.builders.surveys import make_round
from tests.factories import make_unit

pytestmark = pytest.mark.django_db
FAULTS, FORM = 5, "/accessibility/"
HURRY = "Det gick lite fort"


def report(client, address="192.0.2.1", **headers):
    return client.post(FORM, {"text": "Knappen syns inte"}, REMOTE_ADDR=address, headers=headers)


def use_up(client, **details):
    assert {report(client, **details).status_code for _ in range(FAULTS)} == {302}


def test_one_address_reports_some_faults_and_is_then_asked_to_wait(client):
    use_up(client)

    refused = report(client)

    assert refused.status_code == 429
    assert HURRY in refused.content.decode()


def test_others_still_report_and_everyone_still_reads(client):
    use_up(client)

    assert report(client, "192.0.2.2").status_code == 302
    assert client.get(FORM, REMOTE_ADDR="192.0.2.1").status_code == 200


def test_after_some_minutes_one_may_again(client, settings):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # Redis has a clock of its own
    settings.CACHES = deployment.CACHES | {"default": memory}
    use_up(client)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert report(client).status_code == 302


def test_behind_the_trusted_proxy_each_visitor_is_one(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    use_up(client, **{"x-forwarded-for": "198.51.100.1"})

    assert report(client, **{"x-forwarded-for": "198.51.100.1"}).status_code == 429
    assert report(client, **{"x-forwarded-for": "198.51.100.2"}).status_code == 302


def test_what_a_visitor_claims_before_the_trusted_proxy_counts_for_nothing(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(FAULTS):
        report(client, **{"x-forwarded-for": f"203.0.113.{number}, 198.51.100.1"})

    assert report(client, **{"x-forwarded-for": "203.0.113.99, 198.51.100.1"}).status_code == 429


def test_without_a_trusted_proxy_the_header_counts_for_nothing(client):
    assert deployment.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    for number in range(FAULTS):
        report(client, **{"x-forwarded-for": f"198.51.100.{number}"})

    assert report(client, **{"x-forwarded-for": "198.51.100.99"}).status_code == 429


def test_the_staffs_link_cannot_be_filled_from_one_address_and_the_refusal_is_not_logged(client, caplog):
    round = make_round(make_unit())
    link = f"/svara/{round.staff_token}/"
    tries = [client.post(link, {}, REMOTE_ADDR="192.0.2.1").status_code for _ in range(41)]

    assert tries == [200] * 40 + [429]
    assert client.post(link, {}, REMOTE_ADDR="192.0.2.2").status_code == 200
    assert round.staff_token not in caplog.text
    assert not Incoming.objects.exists()


def test_the_refused_page_of_a_link_travels_no_further_than_the_link(client):
    link = f"/svara/{make_round(make_unit()).staff_token}/"
    refused = [client.post(link, {}) for _ in range(41)][-1]

    assert refused.status_code == 429
    assert refused["Referrer-Policy"] == "strict-origin"
    assert "no-store" in refused["Cache-Control"]


def test_no_address_and_no_moment_is_kept(client, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "add", lambda key, value, timeout: kept.setdefault(key, value))
    monkeypatch.setattr(cache, "incr", lambda key: 1)

    report(client)

    [(key, value)] = kept.items()
    assert "192.0.2.1" not in key
    assert value == 0
