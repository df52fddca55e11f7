"""run.py as the door: what it says before and when the environment is made. Nothing is downloaded here."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run.py as a module, with all its folders below an empty one, and a record of what it wants to run."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    run.LOCK = tmp_path / "requirements-dev.txt"
    run.LOCK.write_text(
        "attrs==1 \\\n    --hash=sha256:a\nuv==2 \\\n    --hash=sha256:b \\\n    --hash=sha256:c\nz==1\n"
    )
    run.VENV, run.BOOT = tmp_path / ".venv", tmp_path / ".boot"
    run.PYTHON, run.STAMP = run.VENV / "bin" / "python", run.VENV / "installed"
    run.VENV.mkdir()
    run.commands, run.failing = [], []

    def succeeds(*words):
        run.commands.append([str(word) for word in words])
        return str(words[0]) not in run.failing

    monkeypatch.setattr(run, "succeeds", succeeds)
    return run


def offer_uv(run, monkeypatch, answers):
    """uv answers or not; whatever else is asked, such as pip, answers."""
    monkeypatch.setattr(run, "answers", lambda *words: answers if "--version" in words else True)
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/uv")


def test_no_word_or_help_says_what_there_is():
    said = subprocess.run([sys.executable, "run.py"], cwd=ROOT, capture_output=True, text=True)

    assert said.returncode == 1
    for word in ("run.py demo", "run.py test", "manage.py"):
        assert word in said.stderr


def test_uv_installs_exactly_the_lock_by_hash(run, monkeypatch):
    offer_uv(run, monkeypatch, answers=True)

    run.make_environment()

    venv, sync = run.commands
    assert venv[:2] == ["/usr/bin/uv", "venv"]
    assert sync[:3] == ["/usr/bin/uv", "pip", "sync"]
    assert "--require-hashes" in sync
    assert run.STAMP.read_text() == hashlib.sha256(run.LOCK.read_bytes()).hexdigest()


def test_nothing_is_done_while_the_lock_stands(run, monkeypatch):
    offer_uv(run, monkeypatch, answers=True)
    run.make_environment()
    run.PYTHON.parent.mkdir()
    run.PYTHON.touch()
    run.commands.clear()

    run.make_environment()
    assert run.commands == []

    run.LOCK.write_text(run.LOCK.read_text() + "new==1\n")
    run.make_environment()
    assert [words[1:3] for words in run.commands] == [["pip", "sync"]]


def test_without_uv_the_locked_one_is_asked_for_and_then_pip(run, monkeypatch):
    offer_uv(run, monkeypatch, answers=False)

    run.make_environment()

    assert (run.BOOT / "uv.txt").read_text().split() == [
        "uv==2", "\\", "--hash=sha256:b", "\\", "--hash=sha256:c",
    ]  # fmt: skip
    *_, pip = run.commands
    assert pip[0] == str(run.PYTHON)
    assert pip[1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in pip


def test_where_uv_fails_pip_is_tried(run, monkeypatch):
    offer_uv(run, monkeypatch, answers=True)
    run.failing = ["/usr/bin/uv"]

    run.make_environment()

    assert [words[1:3] for words in run.commands] == [["venv", "--quiet"], ["-m", "venv"], ["-m", "pip"]]
    assert run.STAMP.exists()


def test_a_failed_install_is_tried_again_next_time(run, monkeypatch):
    offer_uv(run, monkeypatch, answers=True)
    run.failing = ["/usr/bin/uv", str(run.PYTHON)]

    with pytest.raises(SystemExit, match="Is there a network"):
        run.make_environment()

    assert not run.STAMP.exists()


def test_a_missing_venv_module_is_told_in_one_line(run, monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit, match="sudo apt install python3-venv") as told:
        run.make_venv(run.VENV)

    assert "\n" not in str(told.value)


def test_an_old_python_is_told_so(run, monkeypatch):
    old = SimpleNamespace(
        version_info=(3, 9), version="3.9.2 (default)", exit=sys.exit, argv=["run.py", "demo"]
    )
    monkeypatch.setattr(run, "sys", old)

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9\.2\."):
        run.main()


def test_other_words_go_to_manage_py_on_a_database_of_our_own(tmp_path):
    env = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SECRET_KEY", "DEMO")
    }
    command = [sys.executable, "-m", "local", "shell", "--no-imports", "--command"]
    code = "from django.db import connection as c; k=c.cursor(); print(k.execute('SELECT 6 * 7').fetchone())"

    said = subprocess.run(
        [*command, code], cwd=ROOT, env=env | {"DATA_DIR": str(tmp_path)}, capture_output=True, text=True
    )

    assert said.stdout == "(42,)\n", said.stderr
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
    assert (tmp_path / "postgres.lock").read_text() == ""


def test_a_command_beside_another_is_a_guest_whose_end_is_waited_for(tmp_path):
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    ask = "from django.db import connection as c; c.connect(); print('connected', flush=True); input(); "
    command = [sys.executable, "-m", "local", "shell", "--no-imports", "--command"]
    start = partial(
        subprocess.Popen, cwd=ROOT, env=env | {"DATA_DIR": str(tmp_path)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    with start([*command, ask]) as owner:
        assert owner.stdout.readline() == "connected\n"
        with start([*command, ask + "print(c.cursor().execute('SELECT 6 * 7').fetchone())"]) as guest:
            assert guest.stdout.readline() == "connected\n"
            owner.stdin.write("\n")
            owner.stdin.flush()
            assert owner.stdout.readline().startswith("Another command still uses this database")
            assert guest.communicate("\n", timeout=60)[0] == "(42,)\n"
        assert owner.wait(60) == 0

    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_a_command_that_fails_passes_its_status_on(tmp_path):
    env = os.environ | {"DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "local", "no_such_command"]

    assert subprocess.run(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL).returncode == 1


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_wrong_port_is_told_in_one_line(port, tmp_path):
    env = os.environ | {"DATA_DIR": str(tmp_path), "PORT": port}
    command = [sys.executable, "-m", "local", "demo"]

    said = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)

    assert said.stderr == f"PORT is {port!r}; it must be a number from 1 to 65535.\n"
