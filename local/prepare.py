"""Several of manage.py's commands after one start of Django: `python -m local.prepare migrate load_demo`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

COMMANDS = {
    "check": ("Checking the house …", []),
    "migrate": ("Bringing the tables up to date …", ["--no-input", "--verbosity=0"]),
    "collectstatic": ("Collecting static files …", ["--no-input", "--verbosity=0"]),
    "load_demo": ("Filling in the invented region, if it is not there yet …", []),
}


def main(words):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patientkontrakt.settings")
    django.setup()
    for word in words:
        progress, options = COMMANDS[word]
        print(progress, flush=True)
        call_command(word, *options)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(f"{error}")
