import pytest
from django.core.exceptions import PermissionDenied

from patientkontrakt.people.actor import Actor
from patientkontrakt.people.permissions import (
    ROLE_PERMISSIONS,
    SCOPE_PERMISSIONS,
    Permission,
    check_permission,
    has_permission,
)
from patientkontrakt.people.roles import STAFF_ROLES, Role, Scope
from tests.factories import make_delegate, make_patient

P = Permission
# Said once more, by hand: a change of the table is a decision, and shows here.
ABOUT_PATIENTS = {
    P.OPEN_RECORD, P.EDIT_AGREEMENT, P.ACCEPT_FOR_CARE, P.ASSIGN_CONTACT, P.BOOK, P.EDIT_PLAN,
}  # fmt: skip
OWN = {p for p in Permission if p.startswith("own_")}


def test_every_role_has_a_row_and_every_permission_a_role():
    assert set(ROLE_PERMISSIONS) == set(Role)
    given = set().union(*ROLE_PERMISSIONS.values(), SCOPE_PERMISSIONS.values())
    assert given == set(Permission)


@pytest.mark.parametrize(
    "role",
    [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.REGION_DEVELOPER, Role.LOG_REVIEWER, Role.ADMINISTRATOR],
)
def test_those_who_lead_and_review_never_touch_a_patient(role):
    assert not ROLE_PERMISSIONS[role] & (ABOUT_PATIENTS | OWN)


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_never_have_the_patients_own_rights(role):
    assert not ROLE_PERMISSIONS[role] & OWN


def test_only_the_patients_side_has_the_patients_own_rights():
    assert ROLE_PERMISSIONS[Role.PATIENT] == OWN
    assert set(SCOPE_PERMISSIONS.values()) == OWN - {P.OWN_SEE_LOG}


def test_municipal_staff_do_not_answer_for_the_region():
    assert not ROLE_PERMISSIONS[Role.MUNICIPAL_STAFF] & {
        P.EDIT_AGREEMENT,
        P.ACCEPT_FOR_CARE,
        P.ASSIGN_CONTACT,
    }


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (P.REVIEW_LOG, {Role.LOG_REVIEWER}),
        (P.REGISTER, {Role.SYSTEM}),
        (P.REMIND, {Role.SYSTEM}),
        (P.MANAGE_ACCOUNTS, {Role.ADMINISTRATOR, Role.SYSTEM}),
        (P.SEE_FIGURES, {Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.REGION_DEVELOPER}),
        (P.ASSIGN_CONTACT, {Role.CLINICIAN, Role.COORDINATING_CONTACT}),
        (P.OPEN_RECORD, {Role.CLINICIAN, Role.COORDINATING_CONTACT, Role.MUNICIPAL_STAFF}),
    ],
)
def test_who_holds_the_rights_that_matter_most(permission, roles):
    assert {role for role, held in ROLE_PERMISSIONS.items() if permission in held} == roles


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DELEGATE}))
def test_a_refusal_is_a_sentence_with_the_role_and_the_right(role):
    actor = Actor(role=role)

    for permission in ROLE_PERMISSIONS[role]:
        check_permission(actor, permission)
    for permission in set(Permission) - ROLE_PERMISSIONS[role]:
        with pytest.raises(PermissionDenied) as refusal:
            check_permission(actor, permission)
        assert str(role.label) in str(refusal.value)
        assert str(permission.label) in str(refusal.value)


@pytest.mark.django_db
@pytest.mark.parametrize("scope", Scope)
def test_a_delegate_has_what_the_scopes_say_and_no_more(scope):
    delegate = make_delegate(make_patient(), scopes={Scope.READ, scope})

    held = {p for p in Permission if has_permission(delegate, p)}

    assert held == {P.OWN_READ, SCOPE_PERMISSIONS[scope]}


@pytest.mark.django_db
def test_a_delegate_is_told_that_the_right_was_not_given():
    delegate = make_delegate(make_patient(), scopes=[Scope.READ])

    with pytest.raises(PermissionDenied) as refusal:
        check_permission(delegate, P.OWN_BOOK)

    assert str(P.OWN_BOOK.label) in str(refusal.value)
