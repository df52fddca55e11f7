"""The five kinds of rows in the editor: which form, which actions, which rows of a version."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements import actions
from agreements.forms import rows
from agreements.models import AgreementVersion, Commitment, CommitmentParty, Goal, WarningSign
from agreements.offers import who_was_offered

OTHERS = (CommitmentParty.RELATIVE, CommitmentParty.MUNICIPALITY, CommitmentParty.OTHER)
WITH_DRAFT = "agreement_version__agreement__unit"


@dataclass(frozen=True)
class RowKind:
    noun: str
    title: Promise
    add_label: Promise
    edit_label: Promise
    form: type[rows.RowForm]
    add: Callable
    edit: Callable
    rows: Callable[[AgreementVersion], list]
    saved: Callable
    needs_who: bool = False

    def make_form(self, draft, *args, **kwargs):
        """The kind's form; those that name somebody are told who may be named."""
        if self.needs_who:
            kwargs["who"] = who_was_offered(draft)
        return self.form(*args, **kwargs)

    @property
    def new_key(self):
        """Of a new row on the page: sent twice, it is added once."""
        return uuid.uuid4()


def _edit_promise(row, **details):
    return actions.edit_commitment(commitment=row, **details)


def _promises(*parties):
    return lambda: Commitment.objects.filter(party__in=parties).with_who().select_related(WITH_DRAFT)


ROW_KINDS = {
    kind.noun: kind
    for kind in [
        RowKind(
            "goals", _("Goals"), _("Add a goal"), _("Change the goal"), rows.GoalForm,
            actions.add_goal, lambda row, **details: actions.edit_goal(goal=row, **details),
            lambda version: version.goals.all(), lambda: Goal.objects.select_related(WITH_DRAFT),
        ),
        RowKind(
            "patient-promises", _("I do"), _("Add what the patient does"), _("Change what the patient does"),
            rows.PatientPromiseForm, actions.add_commitment, _edit_promise,
            lambda version: version.promises_by_patient, _promises(CommitmentParty.PATIENT),
        ),
        RowKind(
            "care-promises", _("Care does"), _("Add what care does"), _("Change what care does"),
            rows.CarePromiseForm, actions.add_commitment, _edit_promise,
            lambda version: version.promises_by_care, _promises(CommitmentParty.CARE), needs_who=True,
        ),
        RowKind(
            "other-promises", _("Others do"), _("Add what others do"), _("Change what others do"),
            rows.OtherPromiseForm, actions.add_commitment, _edit_promise,
            lambda version: version.promises_by_others, _promises(*OTHERS), needs_who=True,
        ),
        RowKind(
            "warning-signs", _("If I get worse"), _("Add a warning sign"), _("Change the warning sign"),
            rows.WarningSignForm, actions.add_warning_sign,
            lambda row, **details: actions.edit_warning_sign(warning_sign=row, **details),
            lambda version: version.warning_signs.all(),
            lambda: WarningSign.objects.select_related(WITH_DRAFT),
        ),
    ]
}  # fmt: skip
