"""The five kinds of rows in the editor: which form, which actions, which rows of a version."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements import actions
from agreements.forms import rows
from agreements.models import AgreementVersion, Commitment, CommitmentParty, Goal, WarningSign

OTHERS = (CommitmentParty.RELATIVE, CommitmentParty.MUNICIPALITY, CommitmentParty.OTHER)


@dataclass(frozen=True)
class RowKind:
    noun: str
    add_label: Promise
    edit_label: Promise
    form: type[rows.RowForm]
    add: Callable
    edit: Callable
    rows: Callable[[AgreementVersion], list]
    saved: Callable
    needs_who: bool = False

    def make_form(self, patient, unit, *args, who=None, **kwargs):
        """The kind's form; those that name somebody are told who may be named."""
        if self.needs_who:
            kwargs["who"] = who or rows.who_in_care(patient, unit)
        return self.form(*args, **kwargs)


def _edit_promise(row, **details):
    return actions.edit_commitment(commitment=row, **details)


ROW_KINDS = {
    kind.noun: kind
    for kind in [
        RowKind(
            "goals", _("Add a goal"), _("Change the goal"), rows.GoalForm,
            actions.add_goal, lambda row, **details: actions.edit_goal(goal=row, **details),
            lambda version: version.goals.all(), Goal.objects.all,
        ),
        RowKind(
            "patient-promises", _("Add what the patient does"), _("Change what the patient does"),
            rows.PatientPromiseForm, actions.add_commitment, _edit_promise,
            lambda version: version.promises_by_patient,
            lambda: Commitment.objects.filter(party=CommitmentParty.PATIENT),
        ),
        RowKind(
            "care-promises", _("Add what care does"), _("Change what care does"),
            rows.CarePromiseForm, actions.add_commitment, _edit_promise,
            lambda version: version.promises_by_care,
            lambda: Commitment.objects.filter(party=CommitmentParty.CARE), needs_who=True,
        ),
        RowKind(
            "other-promises", _("Add what others do"), _("Change what others do"),
            rows.OtherPromiseForm, actions.add_commitment, _edit_promise,
            lambda version: version.promises_by_others,
            lambda: Commitment.objects.filter(party__in=OTHERS), needs_who=True,
        ),
        RowKind(
            "warning-signs", _("Add a warning sign"), _("Change the warning sign"), rows.WarningSignForm,
            actions.add_warning_sign,
            lambda row, **details: actions.edit_warning_sign(warning_sign=row, **details),
            lambda version: version.warning_signs.all(), WarningSign.objects.all,
        ),
    ]
}  # fmt: skip
