"""The unit's own ways to make contact: no patient here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contacts import actions
from contacts.forms import ContactPathForm, EditContactPathForm
from patientkontrakt.access.guards import for_staff
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.permissions import Permission, has_permission
from patientkontrakt.ui.conflicts import both_texts


@for_staff(Permission.EDIT_CONTACT_PATHS)
def path_list(request):
    paths = request.actor.unit.contact_paths.select_related("unit")
    return render(request, "contacts/path_list.html", {"paths": paths, "base": base_of(request.actor)})


@for_staff(Permission.EDIT_CONTACT_PATHS)
def new_path(request):
    form = ContactPathForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_contact_path(unit=request.actor.unit, **form.cleaned_data, by=request.actor)
        messages.success(request, _("The way to make contact is saved. Patients see it now."))
        return redirect("contacts:path_list")
    return render(request, "contacts/path_form.html", {"form": form, "base": base_of(request.actor)})


@for_staff(Permission.EDIT_CONTACT_PATHS)
def edit_path(request, path_id):
    path = get_object_or_404(request.actor.unit.contact_paths, pk=path_id)
    form = EditContactPathForm(request.POST or None, initial=answers_from(path))
    context = {"path": path, "form": form, "base": base_of(request.actor)}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_contact_path(path=path, **form.cleaned_data, by=request.actor)
        except EditConflict as conflict:
            context["form"], context["conflict"] = both_texts(form, answers_from(conflict.saved))
        else:
            messages.success(request, _("The way to make contact is saved. Patients see it now."))
            return redirect("contacts:path_list")
    return render(request, "contacts/path_form.html", context)


@for_staff(Permission.EDIT_CONTACT_PATHS)
@require_POST
def remove_path(request, path_id):
    path = get_object_or_404(request.actor.unit.contact_paths, pk=path_id)
    actions.remove_contact_path(path=path, by=request.actor)
    messages.success(request, _("The way to make contact is removed."))
    return redirect("contacts:path_list")


def answers_from(path):
    return {name: getattr(path, name) for name in ContactPathForm.base_fields} | {
        "seen_version": path.version
    }


def base_of(actor):
    """Managers have other pages around theirs than clinicians."""
    return "base_care.html" if has_permission(actor, Permission.OPEN_RECORD) else "base_insight.html"
