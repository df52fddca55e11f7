from django.core.paginator import Paginator
from django.shortcuts import render

from agreements.permissions import may_start
from contacts.permissions import may_end
from patientkontrakt.access.guards import for_staff
from patientkontrakt.access.patients import visible_patients
from patientkontrakt.audit.actions import record as record_event
from patientkontrakt.audit.actions import record_shown
from patientkontrakt.audit.models import Activity
from patientkontrakt.pages.forms import SearchForm
from patientkontrakt.pages.reading import read_record
from patientkontrakt.pages.work_list import REASONS, counts, with_patients
from patientkontrakt.pages.work_list import work_list as patients_who_need_someone
from patientkontrakt.people.permissions import Permission, has_permission
from planning.next_step import next_step
from planning.permissions import may_mark_need

SHOWN = 25


@for_staff(Permission.OPEN_RECORD)
def work_list(request):
    """Who needs me: the unit's patients with a reason, most urgent first. Each shown name is logged."""
    lines = patients_who_need_someone(request.actor, only_mine=request.GET.get("mine") == "1")
    reason = request.GET.get("reason")
    chosen = [line for line in lines if reason in line.reasons] if reason in REASONS else lines
    page = Paginator(chosen, SHOWN).get_page(request.GET.get("page"))
    rows = with_patients(page.object_list)
    shown = [patient for patient, _ in rows]
    record_shown(by=request.actor, activity=Activity.READ, resource="pages.work_list", patients=shown)
    context = {"page": page, "rows": rows, "reasons": counts(lines)}
    return render(request, "pages/work_list.html", context)


@for_staff(Permission.OPEN_RECORD)
def patient_search(request):
    """Find a patient of the own unit by name or number. The words travel in the body, never in the URL.

    A search is logged for each patient that it shows, and once, without a patient, when it finds nobody.
    """
    form = SearchForm(request.POST or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = visible_patients(request.actor).search(words) if words else []
    patients = list(found.prefetch_related("identifiers")[: SHOWN + 1]) if words else []
    shown = patients[:SHOWN]
    logged = {"by": request.actor, "activity": Activity.READ, "resource": "pages.patient_search"}
    record_shown(**logged, patients=shown)
    if words and not shown:
        record_event(**logged)
    context = {"form": form, "searched": bool(words), "patients": shown, "is_cut": len(patients) > SHOWN}
    return render(request, "pages/patient_search.html", context)


@for_staff(Permission.OPEN_RECORD)
def record(request, patient):
    """The patient's contract on one page, room by room, with what this person may do there."""
    facts = read_record(patient)
    contacts = facts["care_contacts"]
    own = ["appointments", "proposals", "plans"]
    step = next_step(
        patient, **{name: facts[name] for name in own}, commitments=facts["promises"],
        agreements=[row for row in facts["agreements"] if row.is_living],
    )  # fmt: skip
    may = {
        "may_book": has_permission(request.actor, Permission.BOOK),
        "may_assign_contact": has_permission(request.actor, Permission.ASSIGN_CONTACT),
        "may_end": [c for c in contacts if may_end(request.actor, c, contacts)],
        "may_mark": [need for need in facts["needs"] if may_mark_need(request.actor, need)],
        "may_start_agreement": may_start(request.actor, facts["agreements"]),
        "may_edit_agreement": has_permission(request.actor, Permission.EDIT_AGREEMENT),
    }
    own_unit = request.actor.unit.pk
    may["concordance"] = next((row for row in facts["concordances"] if row.unit_id == own_unit), None)
    return render(request, "pages/record.html", {"patient": patient, "step": step} | facts | may)
