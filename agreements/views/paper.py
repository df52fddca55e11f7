"""The agreement on paper, for both sides; what was handed over; the code on a paper; text for the record."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.check_codes import version_of
from agreements.contract import read_version
from agreements.forms.paper import CheckCodeForm, chosen_language
from agreements.models import AgreementVersion, PaperForm
from agreements.permissions import check_owning_unit, may_write
from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.people.permissions import Permission


@for_patient()
def my_papers(request, patient, version_id):
    """Which papers there are of the version, and which I have been given."""
    return _papers(request, patient, version_id, "agreements/my_papers.html", get_language())


@for_patient()
def my_paper(request, patient, version_id, noun):
    return _paper(request, patient, version_id, noun)


@for_patient()
def my_sheet(request, patient):
    return _sheet(request, patient)


@for_staff(Permission.OPEN_RECORD)
def papers(request, patient, version_id):
    """To print and to hand over; the words around are in the patient's language, if we have it."""
    return _papers(request, patient, version_id, "agreements/papers.html", patient.language)


@for_staff(Permission.OPEN_RECORD)
def paper(request, patient, version_id, noun):
    return _paper(request, patient, version_id, noun)


@for_staff(Permission.OPEN_RECORD)
def sheet(request, patient):
    return _sheet(request, patient)


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def copies(request, patient, version_id, noun):
    """The patient has been given this paper."""
    version = _version(patient, version_id)
    check_owning_unit(request.actor, version.agreement)
    language = chosen_language(request.POST, patient.language)
    actions.hand_over_copy(version=version, form=_form(noun), language=language, by=request.actor)
    messages.success(request, _("It is noted that the patient has been given the paper."))
    return redirect("agreements:papers", patient.pk, version.pk)


@for_staff(Permission.OPEN_RECORD)
def record_text(request, patient, version_id):
    """To copy into the record, under the search word that the record knows."""
    version = _version(patient, version_id)
    text = actions.copy_to_record(version=version, by=request.actor)
    context = {"patient": patient, "version": version, "text": text, "rows": text.count("\n") + 2}
    return render(request, "agreements/record_text.html", context)


@for_staff(Permission.OPEN_RECORD)
def check_code(request, patient):
    """Which version of this patient's agreements does a paper belong to, and does it still hold?"""
    form, found = CheckCodeForm(request.GET or None), None
    if form.is_valid():
        rows = AgreementVersion.objects.filter(patient=patient).proposed().with_rows().order_by("created_at")
        found = version_of(form.cleaned_data["code"], rows)
        found = found and read_version(patient, found.pk)
    context = {
        "patient": patient,
        "form": form,
        "found": found,
        "is_asked": form.is_bound and form.is_valid(),
    }
    return render(request, "agreements/check_code.html", context)


def _papers(request, patient, version_id, template, language):
    version = _version(patient, version_id)
    context = {
        "patient": patient,
        "version": version,
        "language": chosen_language(request.GET, language),
        "forms": PaperForm.choices,
        "copies": version.copies.all(),
        "may_hand_over": request.actor.is_staff and may_write(request.actor, version.agreement),
    }
    return render(request, template, context)


def _paper(request, patient, version_id, noun):
    version, form = _version(patient, version_id), _form(noun)
    language = chosen_language(request.GET, get_language())
    pdf = actions.print_version(version=version, form=form, language=language, by=request.actor)
    return _pdf(pdf, form)


def _sheet(request, patient):
    language, named = chosen_language(request.GET, get_language()), bool(request.GET.get("named"))
    pdf = actions.print_sheet(patient=patient, language=language, named=named, by=request.actor)
    return _pdf(pdf, "sheet")


def _pdf(pdf, name):
    """Named for what kind of paper it is, never for whose: the name stays on in the browser's list."""
    headers = {"Content-Disposition": f'inline; filename="agreement-{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _version(patient, version_id):
    version = read_version(patient, version_id)
    if version is None:
        raise Http404
    return version


def _form(noun):
    if noun not in PaperForm.values:
        raise Http404
    return PaperForm(noun)
