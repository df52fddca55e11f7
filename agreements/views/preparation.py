"""Before the meeting: the patient prepares, care quotes, and both say what they think matters most."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.preparation import OutcomeForm, PreparationForm, ViewForm
from agreements.permissions import check_owning_unit
from agreements.views.attempt import attempt, attempt_at_once, attempt_edit
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.permissions import Permission

MY_PREPARATION = "agreements/my_preparation.html"
MINE, CARES = "agreements/my_concordance.html", "agreements/concordance.html"


@for_patient(Permission.OWN_WRITE)
def my_preparation(request, patient):
    """My own preparation. It is saved as it is typed; the button is for those without JavaScript."""
    mine = patient.preparations.filter(written_by=request.actor.user)
    form, conflict = PreparationForm(request.POST or None, initial=_begins_from(patient, mine)), None
    if form.is_valid():
        details = form.terms | {"patient": patient, "by": request.actor}
        conflict = attempt_edit(form, actions.write_preparation, **details)
    context = {"patient": patient, "form": form, "conflict": conflict, "open": mine.open().first()}
    if request.headers.get("HX-Request"):
        return render(request, "agreements/_preparation_saved.html", context)
    if form.is_valid() and conflict is None:
        messages.success(request, _("Saved. Care can read what you have written."))
        return redirect("agreements:my_preparation")
    context |= _of_one_mind(request.actor, patient)
    return render(request, MY_PREPARATION, context)


@for_patient(Permission.OWN_WRITE)
def my_concordance(request, patient, concordance_id):
    """My view, unseen by care until care has written its own; then both, side by side."""
    concordance = get_object_or_404(patient.concordances.select_related("unit"), pk=concordance_id)
    return _concordance(request, patient, concordance, MINE, "agreements:my_concordance", concordance.pk)


@for_patient(Permission.OWN_WRITE)
@require_POST
def my_concordances(request, patient, unit_id):
    """Begin: with a unit that takes part in my care."""
    relations = patient.care_relations.current().select_related("unit")
    unit = next((relation.unit for relation in relations if relation.unit_id == unit_id), None)
    if unit is None:
        raise Http404
    concordance = actions.ask_of_one_mind(patient=patient, unit=unit, by=request.actor)
    return redirect("agreements:my_concordance", concordance.pk)


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def preparation_quotation(request, patient, version_id, preparation_id):
    """The draft starts from what the patient prepared."""
    draft = get_object_or_404(patient.agreement_versions.select_related("agreement__unit"), pk=version_id)
    check_owning_unit(request.actor, draft.agreement)
    preparation = get_object_or_404(patient.preparations, pk=preparation_id)
    attempt_at_once(
        request, actions.quote_preparation, version=draft, preparation=preparation, by=request.actor
    )
    return redirect("agreements:editor", patient.pk, draft.pk)


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def concordances(request, patient):
    """Ask both sides."""
    concordance = actions.ask_of_one_mind(patient=patient, unit=request.actor.unit, by=request.actor)
    return redirect("agreements:concordance", patient.pk, concordance.pk)


@for_staff(Permission.EDIT_AGREEMENT)
def concordance(request, patient, concordance_id):
    """Care's view first; then, if the patient is in the room, what the patient says."""
    row = get_object_or_404(
        patient.concordances.select_related("unit"), pk=concordance_id, unit=request.actor.unit
    )
    return _concordance(request, patient, row, CARES, "agreements:concordance", patient.pk, row.pk)


def _concordance(request, patient, concordance, template, *address):
    """Both views to compare; else the form for one's own. What someone else of the same side has written
    meanwhile is shown beside it."""
    if concordance.is_written_by_both and "goal" not in request.POST:
        form, conflict = OutcomeForm(request.POST or None, initial={"outcome": concordance.outcome}), None
        is_done = form.is_valid() and attempt(
            form, actions.compare_views, concordance=concordance, **form.cleaned_data, by=request.actor
        )
    else:
        form = _view_form(request, concordance)
        is_valid, details = form.is_valid(), {"concordance": concordance, "by": request.actor}
        conflict = is_valid and attempt_edit(form, actions.write_view, **form.view, **details)
        is_done = is_valid and conflict is None and form.is_valid()
    if is_done:
        return redirect(*address)
    context = {"patient": patient, "concordance": concordance, "form": form, "conflict": conflict}
    return render(request, template, context)


def _view_form(request, concordance):
    """Whose words a form asks for goes along with it: sent twice, care's are not taken for the patient's."""
    told = request.actor.is_staff and concordance.care_at is not None
    initial = {"told": told, "seen_version": concordance.version}
    return ViewForm(request.POST or None, initial=initial, is_patients=request.actor.acts_for_patient)


def _of_one_mind(actor, patient):
    """What has been asked, and the units that can be asked."""
    shows_location = may_see_location(actor, patient)
    asked = list(patient.concordances.select_related("unit")[:5])
    open_at = {row.unit_id for row in asked if not row.outcome}
    relations = patient.care_relations.current().select_related("unit") if shows_location else []
    units = [
        row.unit for row in relations if row.unit.kind == UnitKind.CARE_UNIT and row.unit_id not in open_at
    ]
    return {"concordances": asked, "units": units, "hides_location": not shows_location}


def _begins_from(patient, mine):
    """What is open; else what was written last time, for most of it still holds."""
    open_one = mine.open().first()
    if open_one:
        return PreparationForm.initial_of(open_one)
    last = mine.first() or patient.what_matters.first()
    return {name: getattr(last, name) for name in ("text", "strengths", "helpers")} if last else {}
