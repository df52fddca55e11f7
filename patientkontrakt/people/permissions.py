"""What each role may do: one table. Which patients it may do it to is `access`'s question."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patientkontrakt.people.roles import Role, Scope


class Permission(models.TextChoices):
    # The patient's side. A delegate has those that the patient gave: see SCOPE_PERMISSIONS.
    OWN_READ = "own_read", gettext_lazy("Read the own contract")
    OWN_CONFIRM = "own_confirm", gettext_lazy("Agree, disagree and tick off own promises")
    OWN_BOOK = "own_book", gettext_lazy("Answer and cancel own times")
    OWN_WRITE = "own_write", gettext_lazy("Write in the own contract")
    OWN_ANSWER = "own_answer", gettext_lazy("Answer questions about own care")
    OWN_SEE_LOG = "own_see_log", gettext_lazy("See who has read")
    # Care's side, each for patients in a care relation with the unit.
    OPEN_RECORD = "open_record", gettext_lazy("Open a patient's record")
    EDIT_AGREEMENT = "edit_agreement", gettext_lazy("Write and propose agreements")
    ACCEPT_FOR_CARE = "accept_for_care", gettext_lazy("Agree for care, record the patient's answer")
    ANSWER_FOR_UNIT = (
        "answer_for_unit",
        gettext_lazy("Answer for the own unit what it promises in others' agreements"),
    )
    ASSIGN_CONTACT = "assign_contact", gettext_lazy("Appoint and end fixed contacts")
    BOOK = "book", gettext_lazy("Propose, book and cancel times")
    EDIT_PLAN = "edit_plan", gettext_lazy("Write plans and needs")
    # The unit and the organisation, without patients.
    EDIT_CONTACT_PATHS = "edit_contact_paths", gettext_lazy("Write the unit's ways to make contact")
    EDIT_TEMPLATES = "edit_templates", gettext_lazy("Write the unit's templates for agreements")
    RUN_ROUNDS = "run_rounds", gettext_lazy("Open and close measurements with the 7 questions")
    ENTER_ANSWERS = (
        "enter_answers",
        gettext_lazy("Enter answers to the 7 questions by telephone and from paper"),
    )
    REVIEW_STORIES = "review_stories", gettext_lazy("Read and review the stories told to the own unit")
    EDIT_ACTION_PLAN = "edit_action_plan", gettext_lazy("Write the plan of improvement actions")
    SEE_FIGURES = "see_figures", gettext_lazy("See figures")
    REVIEW_LOG = "review_log", gettext_lazy("Review the access log")
    REGISTER = "register", gettext_lazy("Register patients and care relations")
    REMIND = "remind", gettext_lazy("Send the reminders that patients have asked for")
    MANAGE_ACCOUNTS = "manage_accounts", gettext_lazy("Manage units, staff and assignments")


P = Permission
CARE = {P.OPEN_RECORD, P.EDIT_AGREEMENT, P.ACCEPT_FOR_CARE, P.BOOK, P.EDIT_PLAN, P.ENTER_ANSWERS}

ROLE_PERMISSIONS: dict[Role, set[Permission]] = {
    Role.PATIENT: {
        P.OWN_READ, P.OWN_CONFIRM, P.OWN_BOOK, P.OWN_WRITE, P.OWN_ANSWER, P.OWN_SEE_LOG,
    },
    Role.DELEGATE: set(),
    Role.CLINICIAN: CARE | {P.ASSIGN_CONTACT},
    Role.COORDINATING_CONTACT: CARE | {P.ASSIGN_CONTACT, P.EDIT_CONTACT_PATHS, P.EDIT_TEMPLATES},
    Role.MUNICIPAL_STAFF: {P.OPEN_RECORD, P.BOOK, P.EDIT_PLAN, P.ANSWER_FOR_UNIT, P.ENTER_ANSWERS},
    Role.UNIT_MANAGER: {
        P.SEE_FIGURES, P.RUN_ROUNDS, P.EDIT_CONTACT_PATHS, P.EDIT_TEMPLATES, P.ENTER_ANSWERS,
        P.REVIEW_STORIES, P.EDIT_ACTION_PLAN,
    },
    Role.AREA_MANAGER: {P.SEE_FIGURES, P.EDIT_ACTION_PLAN},
    Role.REGION_DEVELOPER: {P.SEE_FIGURES, P.RUN_ROUNDS, P.EDIT_ACTION_PLAN},
    Role.LOG_REVIEWER: {P.REVIEW_LOG},
    Role.ADMINISTRATOR: {P.MANAGE_ACCOUNTS},
    Role.SYSTEM: {
        P.REGISTER, P.MANAGE_ACCOUNTS, P.EDIT_CONTACT_PATHS, P.RUN_ROUNDS, P.REMIND, P.REVIEW_STORIES,
    },
}  # fmt: skip

SCOPE_PERMISSIONS = {
    Scope.READ: P.OWN_READ,
    Scope.CONFIRM: P.OWN_CONFIRM,
    Scope.BOOK: P.OWN_BOOK,
    Scope.WRITE: P.OWN_WRITE,
    Scope.ANSWER: P.OWN_ANSWER,
}


def has_permission(actor, permission: Permission) -> bool:
    """Whether the role, or for a delegate the scopes, allow it. Says nothing about which patient."""
    if actor.is_delegate:
        return permission in {SCOPE_PERMISSIONS[Scope(s)] for s in actor.delegate.scopes}
    return permission in ROLE_PERMISSIONS[actor.role]


def check_permission(actor, permission: Permission) -> None:
    """Raises PermissionDenied, with a sentence for the person, when the role does not allow it."""
    if has_permission(actor, permission):
        return
    if actor.is_delegate:
        raise PermissionDenied(
            _("You act for someone else and have not been given this right: %(right)s.")
            % {"right": permission.label}
        )
    raise PermissionDenied(
        _("Your role, %(role)s, does not have this right: %(right)s.")
        % {"role": actor.role_label, "right": permission.label}
    )
