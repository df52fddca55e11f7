"""A unit's own templates, written by its leads: no patient here."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.forms.templates import ROW_FORMS, TemplateForm
from agreements.shipped_templates import find_template, is_shipped_slug, templates_of
from agreements.views.attempt import attempt, attempt_at_once, attempt_edit
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission, has_permission


@for_staff(Permission.EDIT_TEMPLATES)
def template_list(request):
    return _page(request, "template_list", templates=templates_of(request.actor.unit))


@for_staff(Permission.EDIT_TEMPLATES)
def new_template(request):
    """A wholly new one, which gets its rows on its own page."""
    form = TemplateForm(request.POST or None)
    if form.is_valid():
        created = attempt(form, actions.start_template, **form.terms, by=request.actor)
        if created:
            return _to(created.slug)
    return _page(request, "template_form", form=form, heading=_("Write a new template"))


@for_staff(Permission.EDIT_TEMPLATES)
def template(request, need):
    """What it brings into an agreement, row by row; the unit's own can be changed here."""
    shown = _known(request, need)
    context = {"template": shown, "has_shipped": is_shipped_slug(need)}
    return _page(request, "template", **context)


@for_staff(Permission.EDIT_TEMPLATES)
@require_POST
def template_copy(request, need):
    """The unit's own, to change."""
    attempt_at_once(request, actions.copy_template, template=_known(request, need), by=request.actor)
    return _to(need)


@for_staff(Permission.EDIT_TEMPLATES)
@require_POST
def template_hiding(request, need):
    """`hide` is yes or no."""
    shown = _known(request, need)
    if request.POST.get("hide") == "yes":
        attempt_at_once(request, actions.hide_template, template=shown, by=request.actor)
    elif not shown.is_shipped:
        attempt_at_once(request, actions.show_template, template=shown, by=request.actor)
    return _to(need)


@for_staff(Permission.EDIT_TEMPLATES)
@require_POST
def template_removal(request, need):
    """Back to the shipped one, where there is one."""
    attempt_at_once(request, actions.remove_template, template=_own(request, need), by=request.actor)
    if is_shipped_slug(need):
        messages.success(request, _("The ready-made template is back."))
        return _to(need)
    messages.success(request, _("The template is removed. Agreements keep what they took from it."))
    return redirect("agreements:template_list")


@for_staff(Permission.EDIT_TEMPLATES)
def template_frame(request, need):
    """Name, for whom, and when to look again."""
    own, conflict = _own(request, need), None
    form = TemplateForm(request.POST or None, initial=TemplateForm.initial_of(own))
    if form.is_valid():
        conflict = attempt_edit(form, actions.edit_template, template=own, **form.terms, by=request.actor)
        if conflict is None and form.is_valid():
            return _to(need)
    heading = _("Change name and for whom")
    return _page(request, "template_form", template=own, form=form, conflict=conflict, heading=heading)


@for_staff(Permission.EDIT_TEMPLATES)
def new_template_row(request, need, noun):
    own = _own(request, need)
    form = _form_of(noun)(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.add_template_row, template=own, kind=noun, **form.terms, by=request.actor
    ):
        return _to(need, noun)
    return _page(request, "template_form", template=own, form=form, heading=_("Add a row"), noun=noun)


@for_staff(Permission.EDIT_TEMPLATES)
def template_row(request, need, noun, row_id):
    """Change a row; if a colleague saved meanwhile, both texts are shown."""
    row, conflict = _row(request, need, noun, row_id), None
    form = _form_of(noun)(request.POST or None, initial=_form_of(noun).initial_of(row))
    if form.is_valid():
        conflict = attempt_edit(form, actions.edit_template_row, row=row, **form.terms, by=request.actor)
        if conflict is None and form.is_valid():
            return _to(need, noun)
    context = {"template": row.template, "form": form, "conflict": conflict, "noun": noun}
    return _page(request, "template_form", heading=_("Change the row"), **context)


@for_staff(Permission.EDIT_TEMPLATES)
@require_POST
def template_row_place(request, need, noun, row_id):
    """One place up or down."""
    steps = -1 if request.POST.get("to") == "up" else 1
    row = _row(request, need, noun, row_id)
    attempt_at_once(request, actions.move_template_row, row=row, steps=steps, by=request.actor)
    return _to(need, noun)


@for_staff(Permission.EDIT_TEMPLATES)
@require_POST
def template_row_removal(request, need, noun, row_id):
    row = _row(request, need, noun, row_id)
    attempt_at_once(request, actions.remove_template_row, row=row, by=request.actor)
    return _to(need, noun)


def _known(request, need):
    """The unit's own or the shipped one, hidden or not."""
    found = find_template(request.actor.unit, need)
    if found is None:
        raise Http404
    return found


def _own(request, need):
    return get_object_or_404(request.actor.unit.agreement_templates.select_related("unit"), slug=need)


def _row(request, need, noun, row_id):
    return get_object_or_404(_own(request, need).rows.select_related("template__unit"), kind=noun, pk=row_id)


def _form_of(noun):
    if noun not in ROW_FORMS:
        raise Http404
    return ROW_FORMS[noun]


def _page(request, name, **context):
    """Managers have other pages around theirs than clinicians."""
    is_clinical = has_permission(request.actor, Permission.OPEN_RECORD)
    base = "base_care.html" if is_clinical else "base_insight.html"
    return render(request, f"agreements/{name}.html", {"base": base, **context})


def _to(need, noun=""):
    return redirect(reverse("agreements:template", args=[need]) + (f"#{noun}" if noun else ""))
