"""settings.py from the environment alone: what is missing is told with a way out; no demo in production."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parents[2]
ENOUGH = {"SECRET_KEY": "s" * 60, "DATABASE_URL": "postgres://user@host/name"}
PRODUCTION = ENOUGH | {
    "SITE_URL": "https://patientkontrakt.example",
    "ALLOWED_HOSTS": "patientkontrakt.example",
    "REDIS_URL": "redis://redis:6379/0",
}


@pytest.fixture
def settings_of(monkeypatch):
    """`settings_of(variables)`: what settings.py makes of an environment with only these."""

    def _settings_of(variables):
        with monkeypatch.context() as patch:
            for name in list(os.environ):
                if name.isupper() and name != "PATH":
                    patch.delenv(name)
            for name, value in variables.items():
                patch.setenv(name, value)
            return runpy.run_path(str(ROOT / "patientkontrakt" / "settings.py"))

    return _settings_of


def test_little_is_needed_and_the_rest_is_safe(settings_of):
    found = settings_of(ENOUGH)

    assert found["DEBUG"] is False
    assert found["DEMO"] is False
    assert found["ALLOWED_HOSTS"] == found["LOOPBACK"]


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL"])
def test_a_missing_variable_says_what_to_do(settings_of, missing):
    hint = f"The environment variable {missing} is missing: set it to .*run.py"

    with pytest.raises(ImproperlyConfigured, match=hint):
        settings_of({name: value for name, value in ENOUGH.items() if name != missing})


@pytest.mark.parametrize("audience", ["PATIENT", "STAFF"])
def test_half_a_provider_is_told(settings_of, audience):
    with pytest.raises(ImproperlyConfigured, match=f"OIDC_{audience}_CLIENT_ID is missing"):
        settings_of(PRODUCTION | {f"OIDC_{audience}_URL": "https://login.example"})


def test_a_demo_runs_on_this_machine(settings_of):
    assert settings_of(ENOUGH | {"DEMO": "1", "SITE_URL": "http://127.0.0.1:8123"})["DEMO"] is True


@pytest.mark.parametrize(
    "production",
    [
        {"SITE_URL": "https://patientkontrakt.example"},
        {"ALLOWED_HOSTS": "patientkontrakt.example"},
        {"ALLOWED_HOSTS": "127.0.0.1,patientkontrakt.example"},
        {"ALLOWED_HOSTS": "*"},
        {"OIDC_PATIENT_URL": "https://login.example"},
        {"OIDC_STAFF_URL": "https://login.example"},
        {"EMAIL_URL": "smtp://mail.example"},
        {"SMS_GATEWAY_URL": "https://sms.example"},
    ],
    ids=lambda variables: "=".join(*variables.items()),
)
def test_a_demo_refuses_to_start_beside_any_production_setting(settings_of, production):
    with pytest.raises(ImproperlyConfigured, match="DEMO=1 lets anyone sign in as anyone"):
        settings_of(ENOUGH | {"DEMO": "1"} | production)


def test_production_keeps_cookies_and_pages_to_encrypted_connections(settings_of):
    found = settings_of(PRODUCTION)

    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert found[name] is True, name
    assert found["SECURE_HSTS_SECONDS"] >= 31536000
    assert found["CELERY_BROKER_URL"] == PRODUCTION["REDIS_URL"]


def test_all_mail_goes_where_email_url_says(settings_of):
    found = settings_of(PRODUCTION | {"EMAIL_URL": "smtp+tls://us:hush@mail.example:587"})
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example", 587, True)

    assert settings_of(PRODUCTION)["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"


@pytest.mark.parametrize(("debug", "formatter"), [("0", "KindAndPlace"), ("1", "Formatter")])
def test_only_a_developer_reads_the_words_of_an_error(settings_of, debug, formatter):
    found = settings_of(ENOUGH | {"DEBUG": debug})

    assert found["LOGGING"]["formatters"]["line"]["class"].endswith(f".{formatter}")


def test_without_redis_the_work_waits_in_files_that_are_looked_at_often(settings_of, tmp_path):
    found = settings_of(ENOUGH | {"DATA_DIR": str(tmp_path)})

    assert found["CELERY_BROKER_URL"] == "filesystem://"
    assert found["CELERY_BROKER_TRANSPORT_OPTIONS"]["polling_interval"] == 0.05
    assert found["CELERY_BROKER_TRANSPORT_OPTIONS"]["data_folder_in"].startswith(str(tmp_path))


def test_a_command_without_settings_ends_in_one_line():
    run = subprocess.run(
        [sys.executable, "manage.py", "migrate"], cwd=ROOT, env={}, capture_output=True, text=True
    )

    assert run.returncode == 1
    assert len(run.stderr.strip().splitlines()) == 1
    assert "SECRET_KEY is missing" in run.stderr


@pytest.mark.parametrize(("demo", "is_there"), [("0", False), ("1", True)])
def test_the_demo_pages_exist_in_the_demo_only(demo, is_there):
    code = "import django; django.setup(); from django.urls import resolve; print(resolve('/demo/session/'))"
    env = ENOUGH | {"DJANGO_SETTINGS_MODULE": "patientkontrakt.settings", "DEMO": demo}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True)

    assert ("demo_session" in run.stdout) == is_there
    assert ("Resolver404" in run.stderr) != is_there
