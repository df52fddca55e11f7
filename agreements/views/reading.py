"""The turned screen: the draft large and plain, to read together and to answer in the room."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.draft_step import draft_step
from agreements.forms.answers import RoomObjectionForm, TogetherForm
from agreements.permissions import check_owning_unit
from agreements.views.attempt import attempt, attempt_at_once
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.EDIT_AGREEMENT)
def reading(request, patient, version_id):
    """Nothing of staff's own stands here: the patient looks at it too."""
    draft = _read_draft(request, patient, version_id)
    if not draft.is_draft:
        return redirect("agreements:agreement", patient.pk, draft.agreement_id)
    coming = patient.appointments.upcoming().with_people().first()
    context = {"patient": patient, "draft": draft, "version": draft, "step": draft_step(draft, coming)}
    return render(request, "agreements/reading.html", context)


@for_staff(Permission.ACCEPT_FOR_CARE)
@require_POST
def our_agreement(request, patient, version_id):
    """Both say yes in the room, and so may others who are there; or they are told."""
    draft = _read_draft(request, patient, version_id)
    form = TogetherForm(request.POST, version=draft)
    agreed = form.is_valid() and attempt_at_once(
        request, actions.agree_in_the_room, version=draft, seen=form.cleaned_data["seen"], **form.said,
        by=request.actor,
    )  # fmt: skip
    if not agreed:
        return redirect("agreements:reading", patient.pk, draft.pk)
    if form.all_have_answered:
        messages.success(request, _("You have agreed. The agreement holds from now on."))
    else:
        messages.info(request, _("You have agreed. It holds when the others have been informed too."))
    return redirect("agreements:agreement", patient.pk, draft.agreement_id)


@for_staff(Permission.ACCEPT_FOR_CARE)
def our_disagreement(request, patient, version_id):
    """The patient does not agree on something: what, why, and how it should be instead."""
    draft = _read_draft(request, patient, version_id)
    form = RoomObjectionForm(request.POST or None, version=draft, initial={"seen": draft.as_read})
    if form.is_valid() and attempt(
        form,
        actions.disagree_in_the_room,
        version=draft,
        seen=form.cleaned_data["seen"],
        objections=form.objections,
        by=request.actor,
    ):
        messages.success(
            request, _("It is written down what you do not agree on. The rest you can build on.")
        )
        return redirect("agreements:agreement", patient.pk, draft.agreement_id)
    return render(
        request, "agreements/our_disagreement.html", {"patient": patient, "draft": draft, "form": form}
    )


def _read_draft(request, patient, version_id):
    draft = get_object_or_404(patient.agreement_versions.with_rows(), pk=version_id)
    draft.agreement.patient = patient
    check_owning_unit(request.actor, draft.agreement)
    return draft
