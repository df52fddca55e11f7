"""A unit's own templates. They hold nothing about a patient; each change waits for the others of the same
template, so that rows keep one place each."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import AgreementTemplate, TemplateRow
from agreements.permissions import check_may_edit_templates
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.base_model import save_edit
from patientkontrakt.people.actor import Actor


@transaction.atomic
def start_template(*, name: str, about: str, review_weeks: int = 12, by: Actor) -> AgreementTemplate:
    """A wholly new one of the actor's unit, still empty."""
    check_may_edit_templates(by, by.unit)
    template = AgreementTemplate(unit=by.unit, name=name, about=about, review_weeks=review_weeks)
    template.slug = str(template.pk)
    template.save(force_insert=True)
    record(by=by, activity=Activity.WRITE, resource=template)
    return template


@transaction.atomic
def copy_template(*, template: AgreementTemplate, by: Actor) -> AgreementTemplate:
    """The unit's own copy of a shipped one, to change; the one that it has, if it has one."""
    check_may_edit_templates(by, by.unit)
    own, is_new = AgreementTemplate.objects.get_or_create(
        unit=by.unit, slug=template.slug,
        defaults={"name": template.name, "about": template.about, "review_weeks": template.review_weeks},
    )  # fmt: skip
    if is_new:
        TemplateRow.objects.bulk_create(
            TemplateRow(template=own, kind=line.kind, order=line.order, **line.terms)
            for line in template.lines
        )
        record(by=by, activity=Activity.WRITE, resource=own)
    return own


@transaction.atomic
def edit_template(*, template: AgreementTemplate, seen_version: int, by: Actor, **terms) -> AgreementTemplate:
    """Its name, for whom, and when to look again. Raises EditConflict when a colleague saved first."""
    own = _hold_own(template, by)
    save_edit(own, seen_version=seen_version, **terms)
    record(by=by, activity=Activity.WRITE, resource=own)
    return own


@transaction.atomic
def hide_template(*, template: AgreementTemplate, by: Actor) -> AgreementTemplate:
    """Nobody at the unit is offered it; a shipped one becomes the unit's own first."""
    own = copy_template(template=template, by=by) if template.is_shipped else template
    return _set_hidden(own, True, by)


@transaction.atomic
def show_template(*, template: AgreementTemplate, by: Actor) -> AgreementTemplate:
    return _set_hidden(template, False, by)


@transaction.atomic
def remove_template(*, template: AgreementTemplate, by: Actor) -> None:
    """The unit's own text is gone; a copied one is the shipped one again. Agreements keep what they took."""
    own = _hold_own(template, by)
    record(by=by, activity=Activity.DELETE, resource=own)
    own.rows.all().delete()
    own.delete()


@transaction.atomic
def add_template_row(*, template: AgreementTemplate, kind: str, by: Actor, **terms) -> TemplateRow:
    """A new row, last of its kind."""
    own = _hold_own(template, by)
    last = own.rows.filter(kind=kind).last()
    order = last.order + 1 if last else 0
    row = TemplateRow.objects.create(template=own, kind=kind, order=order, **terms)
    record(by=by, activity=Activity.WRITE, resource=row)
    return row


@transaction.atomic
def edit_template_row(*, row: TemplateRow, seen_version: int, by: Actor, **terms) -> TemplateRow:
    """Raises EditConflict when a colleague saved first."""
    _hold_own(row.template, by)
    save_edit(row, seen_version=seen_version, **terms)
    record(by=by, activity=Activity.WRITE, resource=row)
    return row


@transaction.atomic
def move_template_row(*, row: TemplateRow, steps: int, by: Actor) -> TemplateRow:
    """Up (-1) or down (1) among the rows of its kind; past the end it stays."""
    own = _hold_own(row.template, by)
    rows = list(own.rows.filter(kind=row.kind))
    place = next((place for place, found in enumerate(rows) if found.pk == row.pk), None)
    if place is None:
        raise ValidationError(_("A colleague has removed the row."))
    moved = rows.pop(place)
    rows.insert(max(place + steps, 0), moved)
    for order, found in enumerate(rows):
        found.order, found.updated_at = order, timezone.now()
    TemplateRow.objects.bulk_update(rows, ["order", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=moved)
    return moved


@transaction.atomic
def remove_template_row(*, row: TemplateRow, by: Actor) -> None:
    _hold_own(row.template, by)
    record(by=by, activity=Activity.DELETE, resource=row)
    row.delete()


def _set_hidden(template, is_hidden, by):
    own = _hold_own(template, by)
    own.is_hidden = is_hidden
    own.save(update_fields=["is_hidden", "updated_at"])
    record(by=by, activity=Activity.WRITE, resource=own)
    return own


def _hold_own(template, by):
    """The template as it stands now, waiting for other changes of it."""
    check_may_edit_templates(by, template.unit)
    held = AgreementTemplate.objects.select_for_update(no_key=True).filter(pk=template.pk).first()
    if held is None:
        raise ValidationError(_("A colleague has removed the template."))
    return held
