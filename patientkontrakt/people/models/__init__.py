from patientkontrakt.people.models.delegate import Delegate
from patientkontrakt.people.models.organization import OrganizationUnit, UnitKind
from patientkontrakt.people.models.patient import Patient, PatientIdentifier, ProtectedIdentity
from patientkontrakt.people.models.staff import Assignment, Staff
from patientkontrakt.people.models.user import User, UserIdentifier

__all__ = [
    "Assignment",
    "Delegate",
    "OrganizationUnit",
    "Patient",
    "PatientIdentifier",
    "ProtectedIdentity",
    "Staff",
    "UnitKind",
    "User",
    "UserIdentifier",
]
