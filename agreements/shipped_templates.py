"""The templates that come with the house, in plain Swedish, one file a care need (data/templates/*.json).

They are texts and no rows, so that a better text reaches every unit that has not written its own.
"""

import functools
import json
from pathlib import Path

from agreements.models import AgreementTemplate, TemplateRow
from patientkontrakt.people.models import OrganizationUnit

FOLDER = Path(__file__).parent / "data/templates"


def shipped() -> list[AgreementTemplate]:
    """Unsaved and new each time, so that whoever changes one changes nothing for others."""
    return [_template(**text) for text in _texts()]


def templates_of(unit: OrganizationUnit) -> list[AgreementTemplate]:
    """The unit's own, hidden ones too, and the shipped ones that it has not made its own; by name."""
    own = list(unit.agreement_templates.with_rows())
    taken = {template.slug for template in own}
    others = [template for template in shipped() if template.slug not in taken]
    return sorted([*own, *others], key=lambda template: template.name.casefold())


def templates_to_choose(unit: OrganizationUnit) -> list[AgreementTemplate]:
    return [template for template in templates_of(unit) if not template.is_hidden]


def find_template(unit: OrganizationUnit, slug: str) -> AgreementTemplate | None:
    return next((template for template in templates_of(unit) if template.slug == slug), None)


def is_shipped_slug(slug: str) -> bool:
    return slug in {text["slug"] for text in _texts()}


@functools.cache
def _texts():
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]


def _template(rows, **text):
    template = AgreementTemplate(**text)
    template.lines = [
        TemplateRow(template=template, kind=kind, order=order, **line)
        for kind, lines in rows.items()
        for order, line in enumerate(lines)
    ]
    return template
