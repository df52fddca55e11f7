"""A template in the editor: brought in, and each suggestion answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agreements import actions
from agreements.shipped_templates import templates_to_choose
from agreements.views.attempt import attempt_at_once
from agreements.views.draft_answers import find_draft, find_row, refused, row_context, saved
from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission


@for_staff(Permission.EDIT_AGREEMENT)
def template_use(request, patient, version_id):
    """Choose a template, and bring in what it suggests."""
    draft = find_draft(request, patient, version_id)
    templates = templates_to_choose(draft.agreement.unit)
    if request.method != "POST":
        context = {"patient": patient, "draft": draft, "templates": templates}
        return render(request, "agreements/template_choice.html", context)
    template = next((one for one in templates if one.slug == request.POST.get("template")), None)
    if template is None:
        raise Http404
    added = attempt_at_once(
        request, actions.apply_template, version=draft, template=template, by=request.actor
    )
    if added is not None:
        messages.success(request, _what_came(added, template))
    return saved(request, draft, "suggestions", "")


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def suggestions(request, patient, version_id):
    """One answer to all that remain: `answer` is yes or no."""
    draft = find_draft(request, patient, version_id)
    is_yes = request.POST.get("answer") == "yes"
    action = actions.confirm_suggestions if is_yes else actions.decline_suggestions
    attempt_at_once(request, action, version=draft, by=request.actor)
    return saved(request, draft, "suggestions", "")


@for_staff(Permission.EDIT_AGREEMENT)
@require_POST
def row_confirmation(request, patient, version_id, noun, row_id):
    """Yes, this one is ours."""
    kind, found = find_row(request, patient, version_id, noun, row_id)
    draft = found.agreement_version
    if attempt_at_once(request, actions.confirm_suggestion, row=found, by=request.actor) is None:
        return refused(request, draft, noun)
    return saved(request, draft, noun, "agreements/_row.html", **row_context(kind, draft, found))


def _what_came(added, template):
    """Said once, on the page that then stays open: also what there is to talk about."""
    if not added:
        return _("Everything in the template stands here already.")
    count = len(added)
    came = ngettext("%(count)d suggestion has come in.", "%(count)d suggestions have come in.", count)
    topics = " ".join(topic.text for topic in template.topics)
    talk = _("To talk about: %(topics)s") % {"topics": topics} if topics else ""
    return f"{came % {'count': count}} {talk}".strip()
