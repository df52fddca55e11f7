import getpass
import os

from django.contrib.auth.password_validation import validate_password
from django.core.management.base import BaseCommand
from django.db import transaction

from patientkontrakt.people.actions import assign, create_staff, create_unit, create_user
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import OrganizationUnit, UnitKind
from patientkontrakt.people.roles import Role


class Command(BaseCommand):
    help = (
        "Adds the first administrator, and the region if there is none yet. The password comes from "
        "ADMINISTRATOR_PASSWORD or is asked for; the second factor is set up at the first sign-in."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--hsa-id", required=True, help="the administrator's HSA-id")
        parser.add_argument("--region", required=True, help="the region's name")
        parser.add_argument("--region-hsa-id", required=True)

    @transaction.atomic
    def handle(self, *, email, name, hsa_id, region, region_hsa_id, **options):
        password = os.environ.get("ADMINISTRATOR_PASSWORD") or getpass.getpass("Password: ")
        validate_password(password)
        by = Actor.system()
        unit = OrganizationUnit.objects.filter(hsa_id=region_hsa_id).first() or create_unit(
            name=region, kind=UnitKind.REGION, hsa_id=region_hsa_id, code="region", by=by
        )
        user = create_user(username=email, name=name, email=email, password=password, by=by)
        staff = create_staff(name=name, title="administratör", hsa_id=hsa_id, user=user, by=by)
        assign(staff=staff, unit=unit, role=Role.ADMINISTRATOR, by=by)
        self.stdout.write(f"{name} can now sign in with {email} and set up a second factor.")
