"""Decorators that say who may use a view. One stands above each view; a start-up check demands it.

A guard turns `patient_id` in the URL into the `patient` that the view receives, through
`enter_patient`, which hides who may not be seen and writes the access log. What a guard has let
through is kept by no browser and no proxy: the next person at the same computer must not go back to it.
"""

from contextlib import contextmanager
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from patientkontrakt.access.patients import enter_patient
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity, Outcome
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission, check_permission


def for_patient(permission: Permission = Permission.OWN_READ):
    """The view is for the patient and for delegates with the right; it receives `patient`."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            actor = request.actor
            if not actor:
                return redirect("pages:choose_role")
            with _refusals_logged(request, view):
                if not actor.acts_for_patient:
                    raise PermissionDenied(_("This page is for patients. You are here as staff."))
                check_permission(actor, permission)
                patient = enter_patient(by=actor, patient_id=actor.patient.pk, resource=_page(view))
                return view(request, patient, *args, **kwargs)

        guarded.access_rule = permission
        return guarded

    return decorate


def for_staff(permission: Permission):
    """The view is for staff with the right; with `patient_id` in its URL it receives `patient`."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            actor = request.actor
            if not actor:
                return redirect("pages:choose_role")
            with _refusals_logged(request, view, kwargs.get("patient_id")):
                check_permission(actor, permission)
                if "patient_id" in kwargs:
                    kwargs["patient"] = enter_patient(
                        by=actor, patient_id=kwargs.pop("patient_id"), resource=_page(view)
                    )
                return view(request, *args, **kwargs)

        guarded.access_rule = permission
        return guarded

    return decorate


def for_signed_in(view):
    """The view is for everyone who is signed in, whatever their role; it shows no patient."""

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    guarded.access_rule = "signed in"
    return guarded


@contextmanager
def _refusals_logged(request, view, patient_id=None):
    """What the guard or an action within the view refuses is logged, after the action has been undone.

    The event names the patient whom the address names, else the one acted for.
    """
    try:
        yield
    except PermissionDenied:
        by = request.actor
        patient = Patient.objects.filter(pk=patient_id).first() if patient_id else by.patient
        activity = Activity.READ if request.method in ("GET", "HEAD") else Activity.WRITE
        record(
            by=by, activity=activity, resource=_page(view), patient=patient, outcome=Outcome.REFUSED
        )  # fmt: skip
        raise


def _page(view):
    """What the log calls a page: its app and its name."""
    return f"{view.__module__.removeprefix('patientkontrakt.').split('.')[0]}.{view.__name__}"
