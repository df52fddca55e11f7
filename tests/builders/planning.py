"""Plans and needs for tests, made by the real actions."""

import datetime

from django.core.files.base import ContentFile

from agreements.models import How
from planning import actions
from planning.models import Authority, ConsentBy, PlanKind
from tests.factories import make_clinician

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

SIP = {
    "kind": PlanKind.SIP,
    "measures_region": "Ser över medicinerna",
    "measures_municipality": "Hjälper till med inköp",
    "overall_responsible": Authority.MUNICIPALITY,
    "consent_by": ConsentBy.PATIENT,
    "consent_how": How.IN_THE_ROOM,
    "consent_on": datetime.date(2026, 1, 15),
}


def pdf(content=PDF):
    return ContentFile(content, name="min plan.pdf")


def make_plan(patient, by=None, **content):
    """A care plan of the unit in the patient's care, or of `by`'s unit."""
    by = by or make_clinician(patient.care_relations.get().unit)
    content = {
        "kind": PlanKind.CARE, "title": "Få bättre ork", "responsible": by.staff, "unit": by.unit,
        "starts": datetime.date(2026, 1, 15),
    } | content  # fmt: skip
    return actions.add_plan(patient=patient, by=by, **content)


def make_sip(patient, by=None, **content):
    return make_plan(patient, by, **SIP | {"title": "Klara vardagen hemma"} | content)


def make_need(patient, by=None, *, text="Hjälp att handla", responsible=None):
    by = by or make_clinician(patient.care_relations.get().unit)
    return actions.add_need(patient=patient, text=text, responsible=responsible or by.unit, by=by)
