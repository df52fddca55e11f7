"""All of Region Exempel in one go: either everything is there afterwards, or nothing."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from patientkontrakt.pages.demo import clock, contact_ways, crowd, improvements, stories, surveys
from patientkontrakt.pages.demo.organization import build_organization
from patientkontrakt.pages.demo.patients import STORIES
from patientkontrakt.pages.demo.personas import PERSONAS, actor_of
from patientkontrakt.pages.demo.scene import FIRST_DAY, Scene


def is_loaded() -> bool:
    """The first persona is known: loading is one transaction."""
    return actor_of(PERSONAS[0]) is not None


@transaction.atomic
def load(*, say=lambda progress: None) -> Scene:
    """Tell all stories, oldest things first within each. `say` is told how far it has come."""
    today = timezone.localdate()
    with clock.at(timezone.now() + timedelta(days=FIRST_DAY)):
        organization = build_organization()
    scene = Scene(organization, today)
    say("Region Exempel has its units and staff.")
    contact_ways.write(scene)
    for story in STORIES:
        story.tell(scene)
    say(f"{len(STORIES)} patients' stories are told.")
    say(f"{crowd.write(scene)} more patients have come and gone for a year.")
    _let_the_database_count()
    say(f"The 7 questions have been answered {surveys.write(scene)} times.")
    say(
        f"{stories.write(scene)} have told in own words; {improvements.write(scene)} improvements are planned."
    )
    _let_the_database_count()
    return scene


def _let_the_database_count():
    """It would plan blindly what came at once: the nights' figures once took an hour by that."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
