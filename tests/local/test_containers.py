"""The production files, without a container engine: they agree with settings.py, and each command starts."""

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.local.processes import eventually, free_port

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OF_POSTGRES = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_INITDB_ARGS"}
PRODUCTION = {
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "SECRET_KEY": "production-" + "x" * 60,
    "DATABASE_URL": "postgres://patientkontrakt:secret@127.0.0.1:1/patientkontrakt",
    "SITE_URL": "https://patientkontrakt.example",
    "ALLOWED_HOSTS": "patientkontrakt.example",
}


def read_by_settings():
    """The names of all variables that settings.py asks the environment for."""
    source = (ROOT / "patientkontrakt" / "settings.py").read_text()
    names = re.findall(r'(?:env\.\w+|required)\(\s*f?"([A-Z_{}a-z]+)"', source)
    both = [name.replace("{audience}", audience) for name in names for audience in ("PATIENT", "STAFF")]
    return set(both)


def start(service, folder, **changes):
    """The service's own command, in an environment with nothing but production's variables."""
    words = shlex.split(OURS[service]["command"].replace("$$", "$"))
    words = [changes.pop(word, word) for word in words]
    (folder / "queue" / "messages").mkdir(parents=True)
    (folder / "static").mkdir()
    env = PRODUCTION | {"DATA_DIR": str(folder)}
    out = open(folder / "out", "w")  # noqa: SIM115
    with out:
        return subprocess.Popen(words, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)


def end(process):
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def test_each_service_says_which_variables_it_takes_and_settings_read_all_of_them():
    for name, service in OURS.items():
        assert set(service["environment"]) <= read_by_settings(), name

    assert set(SERVICES["database"]["environment"]) == OF_POSTGRES


def test_every_variable_is_explained_in_the_example():
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    named = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))

    assert example == read_by_settings() | {"POSTGRES_PASSWORD"}
    assert named <= example


def test_secrets_come_from_the_environment_and_their_absence_stops_the_start():
    environment = OURS["web"]["environment"]

    for value in (environment["SECRET_KEY"], SERVICES["database"]["environment"]["POSTGRES_PASSWORD"]):
        assert re.fullmatch(r"\$\{[A-Z_]+:\?is missing, see \.env\.example\}", value)
    assert "DEMO" not in environment
    assert "DEBUG" not in environment


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_is_root_or_may_write_outside_its_volumes(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "USER 10001:10001" in DOCKERFILE if name in OURS else service["user"] in ("postgres", "redis")
    assert name == "migration" or "healthcheck" in service


def test_the_databases_are_out_of_reach_from_outside():
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("database", "redis"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "ports" not in SERVICES[name]
    assert SERVICES["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_image_holds_every_room_and_nothing_of_tests_or_demo_machinery():
    copied = set(re.findall(r"^COPY (\w\S*) ", DOCKERFILE, re.MULTILINE))
    allowed = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    tracked = subprocess.check_output(["git", "ls-files", "*/__init__.py"], cwd=ROOT, text=True).split()
    packages = {path.split("/")[0] for path in tracked} - {"tests", "local", "benchmarks"}

    assert copied == allowed
    assert copied == packages | {"requirements.txt", "manage.py", "templates", "static", "locale"}
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_collects_its_static_files(tmp_path):
    words = re.search(r"RUN (SECRET_KEY=.*?) &&", DOCKERFILE, re.DOTALL)[1].replace("\\\n", " ").split()
    variables = dict(word.split("=", 1) for word in words if re.match("[A-Z_]+=", word))
    command = [word for word in words if not re.match("[A-Z_]+=", word)]
    env = {"PATH": PRODUCTION["PATH"]} | variables | {"STATIC_ROOT": str(tmp_path), "DATA_DIR": str(tmp_path)}

    subprocess.run(command, cwd=ROOT, env=env, check=True, timeout=60)

    assert (tmp_path / "staticfiles.json").exists()


@pytest.mark.parametrize(("service", "sign"), [("worker", "celery@"), ("clock", "beat: Starting")])
def test_worker_and_clock_start(service, sign, tmp_path):
    process = start(service, tmp_path, **{"/tmp/clock": str(tmp_path / "clock")})
    try:
        eventually(lambda: process.poll() is not None or sign in (tmp_path / "out").read_text())
        time.sleep(0.5)
        assert process.poll() is None, (tmp_path / "out").read_text()
    finally:
        end(process)


def test_the_migration_is_a_command_that_waits_for_nothing_else(tmp_path):
    process = start("migration", tmp_path, migrate="showmigrations", **{"--no-input": "--plan"})

    assert process.wait(40) == 1
    assert "connection to server at" in (tmp_path / "out").read_text()
    assert list(OURS["migration"]["depends_on"]) == ["database"]
    assert OURS["web"]["depends_on"]["migration"] == {"condition": "service_completed_successfully"}


def test_the_web_server_starts_and_its_health_check_asks_under_an_allowed_name(tmp_path):
    port = free_port()
    _, *command = OURS["web"]["healthcheck"]["test"]
    command = [word.replace(":8000", f":{port}").replace("/ready", "/live") for word in command]
    process = start("web", tmp_path, **{"0.0.0.0:8000": f"127.0.0.1:{port}"})
    try:
        eventually(
            lambda: subprocess.run(command, env=PRODUCTION, stderr=subprocess.DEVNULL).returncode == 0, 40
        )
    finally:
        end(process)
