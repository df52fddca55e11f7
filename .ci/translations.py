#!/usr/bin/env python3
"""Is every text of the code in the Swedish file, translated, and compiled? Needs gettext.

.venv/bin/python .ci/translations.py            says what is missing, changes nothing
.venv/bin/python .ci/translations.py --write    collects the texts and compiles; then fill in what it names
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PO = Path("locale/sv/LC_MESSAGES/django.po")
NOT_TEXTS = [".venv", ".data", ".boot", "node_modules", "static/vendor", "tests", "benchmarks"]
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def main():
    if not shutil.which("msgfmt"):
        sys.exit("gettext is missing. On Debian and Ubuntu: apt install gettext")
    if "--write" in sys.argv[1:]:
        write()
    faults = find_faults()
    print("\n".join(faults) or f"{len(polib.pofile(ROOT / PO))} texts, all translated and compiled.")
    sys.exit(1 if faults else 0)


def find_faults():
    ours, fresh = messages(polib.pofile(ROOT / PO)), messages(collected())
    compiled = messages(polib.mofile((ROOT / PO).with_suffix(".mo")))
    check = ["msgfmt", "--check-format", "--output-file", os.devnull, ROOT / PO]
    format_faults = subprocess.run(check, capture_output=True, text=True, check=False).stderr.splitlines()
    return [
        *(f"not collected: {text(key)}" for key in fresh.keys() - ours.keys()),
        *(f"no longer used: {text(key)}" for key in ours.keys() - fresh.keys()),
        *(f"not translated: {text(key)}" for key, entry in ours.items() if not is_translated(entry)),
        *(f"not compiled: {text(key)}" for key in ours if wording(ours[key]) != wording(compiled.get(key))),
        *format_faults,
    ]


def collected():
    """What makemessages finds, in a copy, so that looking changes nothing."""
    with tempfile.TemporaryDirectory() as copy:
        names = subprocess.check_output(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
        )
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file():
                target = Path(copy, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, target)
        make_messages(copy)
        return polib.pofile(str(Path(copy, PO)))


def make_messages(folder):
    ignored = [word for name in NOT_TEXTS for word in ("--ignore", name)]
    how = ["--locale", "sv", "--no-obsolete", "--no-wrap", "--add-location", "file"]
    command = [sys.executable, "-m", "django", "makemessages", *how, *ignored]
    env = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)


def write():
    before = polib.pofile(ROOT / PO).metadata
    make_messages(ROOT)
    file = polib.pofile(ROOT / PO)
    file.metadata.update({key: before[key] for key in DATES})  # a date says nothing and always conflicts
    file.save()
    file.save_as_mofile((ROOT / PO).with_suffix(".mo"))


def messages(file):
    return {(entry.msgctxt, entry.msgid): entry for entry in file if not entry.obsolete}


def wording(entry):
    return entry and (entry.msgstr, sorted(entry.msgstr_plural.items()))


def is_translated(entry):
    return entry.translated() and not entry.fuzzy


def text(key):
    return repr(key[1])


if __name__ == "__main__":
    main()
