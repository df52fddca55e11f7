"""How many have a coordinated individual plan, the third of the region's measures; small units left out."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from patientkontrakt.access.models import CareRelation
from planning.models import Plan, PlanKind
from surveys.figures import add_up
from surveys.intervals import Share
from surveys.recorded_words import PATIENTS, Definition
from surveys.small_groups import SMALL_GROUP

SIP = Definition(
    _("Patients with a coordinated individual plan (SIP) in force"),
    PATIENTS,
    _("A SIP that is in force today, whichever unit made it. All patients do not need one."),
)


def sip_facts(units: list) -> dict:
    """Path → Share of each unit with everything below it; two queries for any number of units."""
    paths = {unit.pk: unit.path for unit in units}
    relations = CareRelation.objects.current().filter(unit__in=paths).order_by()
    plans = Plan.objects.active().filter(kind=PlanKind.SIP)
    whole, part = (
        dict(found.values_list("unit").annotate(Count("patient", distinct=True)))
        for found in (relations, relations.filter(patient__plans__in=plans))
    )
    shown = {(paths[unit],): Share(part.get(unit, 0), n) for unit, n in whole.items() if n >= SMALL_GROUP}
    return {path: share for (path,), share in add_up(shown).items()}
