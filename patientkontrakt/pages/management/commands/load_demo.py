from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from patientkontrakt.pages.demo.load import is_loaded, load
from patientkontrakt.pages.demo.personas import PERSONAS


class Command(BaseCommand):
    help = "Fills an empty database with Region Exempel, an invented region, unless it is there already."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demo is only loaded with DEMO=1: invented people never stand beside real ones."
            )
        if is_loaded():
            self.stdout.write("It is there already.")
        else:
            load(say=self.stdout.write)
        self.stdout.write(f"{len(PERSONAS)} people to be, at /demo/: {', '.join(p.name for p in PERSONAS)}.")
