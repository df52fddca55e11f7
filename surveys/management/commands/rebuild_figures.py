from django.core.management.base import BaseCommand

from patientkontrakt.people.actor import Actor
from surveys.actions import check_figures, rebuild
from surveys.models import Round


class Command(BaseCommand):
    help = "Adds up the answers of rounds anew, of all or of those with these numbers; then checks all sums."

    def add_arguments(self, parser):
        parser.add_argument("numbers", nargs="*", type=int, help="the rounds' numbers; all when left out")

    def handle(self, *, numbers, **options):
        rounds = Round.objects.select_related("unit").order_by("number")
        for round in rounds.filter(number__in=numbers) if numbers else rounds:
            rebuild(round=round, by=Actor.system())
        wrong = check_figures(by=Actor.system()).wrong
        self.stdout.write(
            f"Still wrong: {wrong}" if wrong else "All figures are what their answers add up to."
        )
