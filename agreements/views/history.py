"""The whole story of an agreement, to one who was not there; for both sides, and to print."""

from django.shortcuts import get_object_or_404, render

from agreements.contract import read_versions
from agreements.difference import changes
from agreements.forms.answers import ComparisonForm
from agreements.permissions import may_write
from agreements.story import in_chapters, read_story
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.people.permissions import Permission


@for_patient()
def my_history(request, patient, agreement_id):
    row = get_object_or_404(patient.agreements.with_state().select_related("unit"), pk=agreement_id)
    shows_location = may_see_location(request.actor, patient)
    chapters = in_chapters(read_story(row, shows_location=shows_location))
    context = {
        "patient": patient,
        "agreement": row,
        "chapters": chapters,
        "hides_location": not shows_location,
        "may_see_paper": request.actor.is_patient,
    }
    return render(request, "agreements/my_history.html", context)


@for_staff(Permission.OPEN_RECORD)
def history(request, patient, agreement_id):
    row = get_object_or_404(patient.agreements.with_state().select_related("unit"), pk=agreement_id)
    chapters = in_chapters(read_story(row))
    context = {
        "patient": patient,
        "agreement": row,
        "chapters": chapters,
        "may_write": may_write(request.actor, row),
    }
    return render(request, "agreements/history.html", context)


@for_patient()
def my_comparison(request, patient, agreement_id):
    """Any two versions, in sentences."""
    row = get_object_or_404(patient.agreements.with_state().select_related("unit"), pk=agreement_id)
    context = _compared(request, row, may_see_location(request.actor, patient))
    return render(request, "agreements/my_comparison.html", context | {"patient": patient})


@for_staff(Permission.OPEN_RECORD)
def comparison(request, patient, agreement_id):
    row = get_object_or_404(patient.agreements.with_state().select_related("unit"), pk=agreement_id)
    context = _compared(request, row, shows_location=True)
    return render(request, "agreements/comparison.html", context | {"patient": patient})


def _compared(request, agreement, shows_location):
    versions = {version.number: version for version in read_versions(agreement)}
    form = ComparisonForm(request.GET or None, versions=versions.values())
    context = {"agreement": agreement, "form": form, "changes": None}
    if form.is_valid():
        old, new = (versions[form.cleaned_data[name]] for name in ("old", "new"))
        context |= {"old": old, "new": new, "changes": changes(old, new, shows_location=shows_location)}
    return context
