#!/usr/bin/env python3
"""Patientkontrakt on your own computer, from Python alone.

    python3 run.py demo             everything, with invented people to sign in as
    python3 run.py test             the whole test suite (further words go to pytest)
    python3 run.py migrate          any other word goes to manage.py

Makes `.venv` from the hash-locked requirements the first time, then hands over to the folder `local`.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:
    sys.exit("Windows: please run this inside WSL (wsl --install), where it works as on Linux.")

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements-dev.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
BOOT = ROOT / ".boot"
for name in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS"):  # newer and older uv: trust whom this computer trusts
    os.environ.setdefault(name, "true")


def main():
    if sys.version_info < (3, 11):  # noqa: UP036  whoever has an older one shall read why it stops
        sys.exit(f"Patientkontrakt needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help", "help"):
        sys.exit(__doc__)
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()
    os.environ["DATA_DIR"] = str(data_dir)
    os.chdir(ROOT)
    make_environment()
    os.execv(PYTHON, [str(PYTHON), "-m", "local", *sys.argv[1:]])


def make_environment():
    """Do nothing when `.venv` already holds exactly what the lock says."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    BOOT.mkdir(exist_ok=True)
    with open(BOOT / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
            return
        print("Making the Python environment in .venv (once; this downloads) …", flush=True)
        install(find_uv())
        STAMP.write_text(wanted)


def install(uv):
    """By uv, which is quick; else by pip, which knows a company's own package server from its pip.conf."""
    venv = [uv, "venv", "--quiet", "--no-project", "--clear", "--python", sys.executable, VENV]
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK]
    if uv and (PYTHON.exists() or succeeds(*venv)) and succeeds(*sync):
        return
    print("Installing with pip instead; this takes longer …", flush=True)
    make_venv(VENV)
    if not succeeds(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK):
        sys.exit(
            "The packages could not be installed (the reason stands above). Is there a network? "
            "Nothing is lost: run this again."
        )


def find_uv():
    """The `uv` that is there; else the locked one, in a small environment of its own; else None."""
    uv = shutil.which("uv") or BOOT / "venv" / "bin" / "uv"
    if answers(uv, "--version"):
        return uv
    pin = re.search(r"^uv==.*?(?=^\S)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    (BOOT / "uv.txt").write_text(pin[0])
    make_venv(BOOT / "venv")
    uv = BOOT / "venv" / "bin" / "uv"
    pip = [BOOT / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
    return uv if answers(*pip, "-r", BOOT / "uv.txt") and answers(uv, "--version") else None


def make_venv(folder):
    if not importlib.util.find_spec("ensurepip") or not succeeds(
        sys.executable, "-m", "venv", "--clear", folder
    ):
        sys.exit(
            "Python's venv is missing or broken here. On Debian and Ubuntu: sudo apt install python3-venv. "
            "Then run this again."
        )


def succeeds(*command):
    return subprocess.run(command, check=False).returncode == 0


def answers(*command):
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    main()
