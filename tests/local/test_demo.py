"""`run.py demo` as a person meets it. The invented region is left out here: it has tests of its own."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.local.processes import (
    children_of,
    eventually,
    free_port,
    is_running,
    processes_naming,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through Linux's /proc")
ROOT = Path(__file__).parents[2]
DEMO = "import sys, pathlib; from local.demo import *; demo(pathlib.Path(sys.argv[1]), PREPARATION[:2])"
NOT_OURS = {"DATABASE_URL", "REDIS_URL", "DEBUG", "DEMO", "SECRET_KEY", "DATA_DIR"}


def start(folder, port):
    env = {key: value for key, value in os.environ.items() if key not in NOT_OURS} | {"PORT": str(port)}
    command = [sys.executable, "-c", DEMO, str(folder)]
    out = open(folder / "out", "w")  # noqa: SIM115
    with out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    return SimpleNamespace(process=process, folder=folder, port=port)


def said(demo):
    return (demo.folder / "out").read_text()


def wait_until_ready(demo):
    eventually(lambda: "\nReady: " in said(demo) or demo.process.poll() is not None, 180)
    assert demo.process.poll() is None, said(demo)


def end(demo, number=signal.SIGTERM):
    """How many seconds it took."""
    began = time.monotonic()
    demo.process.send_signal(number)
    demo.process.wait(30)
    return time.monotonic() - began


def health(demo, which="ready"):
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", demo.port, timeout=5)) as connection:
            connection.request("GET", f"/health/{which}")
            response = connection.getresponse()
            return response.status, json.load(response)
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        return None, None


def child(demo, words):
    """The process of the demo whose command line holds these words."""
    return next((pid for pid, line in children_of(demo.process.pid).items() if words in line), None)


@contextmanager
def ready(folder, port):
    demo = start(folder, port)
    try:
        wait_until_ready(demo)
        yield demo
    finally:
        if demo.process.poll() is None:
            end(demo)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with ready(tmp_path_factory.mktemp("demo"), free_port()) as demo:
        yield demo


def test_it_says_ready_once_and_only_when_it_is(demo):
    ready = re.findall(r"^Ready: .*$", said(demo), re.MULTILINE)

    assert ready == [f"Ready: http://127.0.0.1:{demo.port}/demo/"]
    assert health(demo) == (
        200,
        {"status": "ready", "checks": {"database": "ok", "migrations": "ok", "broker": "ok"}},
    )
    assert health(demo, "live") == (200, {"status": "live"})


def test_the_secret_key_is_made_once_and_only_its_owner_may_read_it(demo):
    secret = demo.folder / "secret-key"

    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) > 50


def test_a_second_start_on_the_same_folder_is_refused_in_one_line(demo):
    second = subprocess.run(
        [sys.executable, "-c", DEMO, demo.folder], cwd=ROOT, capture_output=True, text=True, timeout=20
    )

    assert second.returncode == 1
    assert second.stdout == ""
    assert len(second.stderr.strip().splitlines()) == 1
    assert f"in use by the demo (process {demo.process.pid})" in second.stderr


def test_a_port_that_is_taken_is_told_in_one_line(demo, tmp_path):
    other = start(tmp_path, demo.port)

    assert other.process.wait(20) == 1
    lines = said(other).splitlines()
    assert lines == [f"Port {demo.port} is taken by another program. Choose another: PORT={demo.port + 1} …"]


@pytest.mark.parametrize("words", ["gunicorn", "celery --app patientkontrakt worker", "beat", "/postgres -D"])
def test_what_is_killed_comes_back_by_itself(demo, words):
    killed = child(demo, words)
    os.kill(killed, signal.SIGKILL)

    eventually(lambda: child(demo, words) not in (killed, None))
    eventually(lambda: health(demo)[0] == 200)
    assert "starting it again" in said(demo)


def test_without_its_database_it_says_which_part_is_not_ready(demo):
    database = child(demo, "/postgres -D")
    os.kill(demo.process.pid, signal.SIGSTOP)
    try:
        os.kill(database, signal.SIGKILL)
        status, answer = eventually(lambda: (found := health(demo))[0] == 503 and found)
        assert answer["checks"] == {"database": "failed", "migrations": "failed", "broker": "ok"}
        assert health(demo, "live")[0] == 200
    finally:
        os.kill(demo.process.pid, signal.SIGCONT)
    eventually(lambda: health(demo)[0] == 200)


def test_a_kill_leaves_no_orphans_and_the_next_start_recovers(demo):
    children = children_of(demo.process.pid)
    end(demo, signal.SIGKILL)
    eventually(lambda: not [pid for pid in children if is_running(pid)])

    with ready(demo.folder, demo.port) as again:
        assert health(again)[0] == 200
        assert len(children_of(again.process.pid)) == 4
        assert end(again) < 10
    eventually(lambda: not processes_naming(str(demo.folder)))


def test_ctrl_c_stops_everything_and_the_next_start_goes_on_with_what_is_there(demo):
    if demo.process.poll() is None:
        end(demo)
    kept = made(demo.folder)

    with ready(demo.folder, demo.port) as again:
        assert end(again, signal.SIGINT) < 10

    assert kept
    assert made(demo.folder) == kept
    assert again.process.returncode == 0
    assert not processes_naming(str(demo.folder))
    assert said(again).splitlines()[-1] == f"Stopped. All is kept in {demo.folder}"


def made(folder):
    """When the cluster and each of its databases were made.

    No limit in seconds: what a start computes grows by half and more while others want the same cores.
    """
    return {path: path.stat().st_mtime_ns for path in folder.glob("postgres/**/PG_VERSION")}
