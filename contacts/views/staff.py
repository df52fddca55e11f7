from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from contacts import actions
from contacts.forms import AppointForm, CoordinationForm, EndForm
from contacts.models import CareContact, ContactKind
from contacts.permissions import check_may_end_contact, may_end
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission, has_permission


@for_staff(Permission.OPEN_RECORD)
def contact_list(request, patient):
    """Who is, was and will be the patient's fixed contacts, with reasons."""
    contacts = CareContact.objects.filter(patient=patient).with_people().select_related("decided_by")
    current = list(contacts.current())
    context = {
        "patient": patient,
        "care_contacts": current,
        "may_end": [contact for contact in current if may_end(request.actor, contact, current)],
        "planned": contacts.planned(),
        "past": contacts.past(),
        "may_assign_contact": has_permission(request.actor, Permission.ASSIGN_CONTACT),
    }
    return render(request, "contacts/contact_list.html", context)


@for_staff(Permission.ASSIGN_CONTACT)
def appoint(request, patient):
    has_coordinating = patient.care_contacts.current().coordinating().exists()
    form = AppointForm(
        request.POST or None, patient=patient, by=request.actor,
        initial={"kind": ContactKind.CARE, "is_coordinating": not has_coordinating},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            contact = actions.appoint_contact(patient=patient, **form.appointment_details, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is appointed.") % {"name": contact.staff.name})
            return to_record(patient)
    return render(request, "contacts/appoint.html", {"patient": patient, "form": form})


@for_staff(Permission.ASSIGN_CONTACT)
def end(request, patient, contact_id):
    contact = get_object_or_404(CareContact.objects.filter(patient=patient).with_people(), pk=contact_id)
    check_may_end_contact(request.actor, contact)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last_day = form.cleaned_data["ends"]
        try:
            actions.end_contact(contact=contact, ends=last_day, reason=form.chosen_reason, by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The contact is ended. Does the patient need a new one?"))
            return to_record(patient)
    return render(request, "contacts/end.html", {"patient": patient, "contact": contact, "form": form})


@for_staff(Permission.ASSIGN_CONTACT)
def coordination(request, patient):
    """Hand over the coordination to another of the patient's care contacts."""
    contacts = CareContact.objects.current().filter(patient=patient, kind=ContactKind.CARE).with_people()
    form = CoordinationForm(request.POST or None, contacts=contacts.filter(is_coordinating=False))
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_over_coordination(patient=patient, to=form.cleaned_data["to"], by=request.actor)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The coordination is handed over from today."))
            return to_record(patient)
    context = {"patient": patient, "form": form, "coordinating": contacts.coordinating().first()}
    return render(request, "contacts/coordination.html", context)


def to_record(patient):
    return redirect(reverse("pages:record", args=[patient.pk]) + "#contacts")
