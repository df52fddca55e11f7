import importlib
import pkgutil
import re

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import URLResolver, get_resolver
from django.utils import translation

from patientkontrakt.access.checks import ROUTES_OF_LIBRARIES
from patientkontrakt.people.permissions import ROLE_PERMISSIONS, SCOPE_PERMISSIONS, Permission
from patientkontrakt.people.roles import Role, Scope

STATES = """\
# Life cycles

<!-- Printed by `python3 run.py print_docs`; change the code, not this file. -->

Each life cycle is one table, `ALLOWED_CHANGES`, beside its states in the room's models. An action stands for
each arrow.

{life_cycles}
"""

LIFE_CYCLE = """\
## {name} (`{app}`)

```mermaid
stateDiagram-v2
{diagram}
```

| State | In code | May become |
|---|---|---|
{rows}
"""

ACCESS = """\
# Who may do what

<!-- Printed by `python3 run.py print_docs`; change the code, not this file. -->

What a role may do says nothing about which patients exist for the person: that is
`access.patients.visible_patients`. What a person may not see is answered with 404 and written to the log.

## Roles and permissions

{roles}

A delegate may do what the patient has given, each by itself:

| Scope | Permission |
|---|---|
{scopes}

## Addresses

The pages below `accounts/` come from django-allauth: signing in, passwords, the second factor.

| Address | Name | Who may |
|---|---|---|
{addresses}
"""


class Command(BaseCommand):
    help = "Writes docs/states.md and docs/access.md from the code; --check says whether they are fresh."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is stale")

    def handle(self, *, check, **options):
        with translation.override("en"):
            printed = {"states.md": states(), "access.md": access()}
        for name, text in printed.items():
            path = settings.BASE_DIR / "docs" / name
            if not check:
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                raise CommandError(
                    f"docs/{name} does not say what the code says: `python3 run.py print_docs`, then commit."
                )
        self.stdout.write(f"{', '.join(printed)}: {'fresh' if check else 'written'}.")


def states() -> str:
    """All life cycles, each as a diagram and a table."""
    return STATES.format(life_cycles="\n".join(life_cycle(app, table) for app, table in tables()))


def tables():
    """(app, ALLOWED_CHANGES) of each models module of ours, in the order of the apps."""
    seen = []
    for config in apps.get_app_configs():
        for module in _modules(config.models_module):
            table = getattr(module, "ALLOWED_CHANGES", None)
            if table and table not in seen:
                seen.append(table)
                yield config.label, table


def _modules(models):
    yield models
    for found in pkgutil.iter_modules(getattr(models, "__path__", [])):
        yield importlib.import_module(f"{models.__name__}.{found.name}")


def life_cycle(app, table) -> str:
    """It begins where no arrow leads to, else in the table's first state, and ends where no arrow leaves."""
    kind = type(next(iter(table)))
    arrows = [(before, after) for before in table for after in kind if after in table[before]]
    reached = {after for _, after in arrows}
    first = [state for state in table if state not in reached] or [next(iter(table))]
    diagram = [
        *[f"{state.value}: {state.label}" for state in table],
        *[f"[*] --> {state.value}" for state in first],
        *[f"{before.value} --> {after.value}" for before, after in arrows],
        *[f"{state.value} --> [*]" for state in table if not table[state]],
    ]
    rows = [(state, ", ".join(str(s.label) for s in kind if s in table[state]) or "–") for state in table]
    return LIFE_CYCLE.format(
        app=app,
        name=re.sub(r"(?<!^)([A-Z])", r" \1", kind.__name__).capitalize(),
        diagram="\n".join(f"    {line}" for line in diagram),
        rows="\n".join(f"| {state.label} | `{state.value}` | {after} |" for state, after in rows),
    )


def access() -> str:
    """Roles and what they may; for each address, who may use it."""
    return ACCESS.format(
        roles="\n".join(role_table()),
        scopes="\n".join(f"| {scope.label} | {SCOPE_PERMISSIONS[scope].label} |" for scope in Scope),
        addresses="\n".join(
            f"| `/{route}` | `{name}` | {who(view)} |" for route, name, view in addresses(get_resolver())
        ),
    )


def role_table():
    yield f"| Permission | {' | '.join(str(role.label) for role in Role)} |"
    yield f"|---|{':-:|' * len(Role)}"
    for permission in Permission:
        yield f"| {permission.label} | {' | '.join(mark(role, permission) for role in Role)} |"


def mark(role, permission) -> str:
    if role == Role.DELEGATE:
        return "if given" if permission in SCOPE_PERMISSIONS.values() else ""
    return "yes" if permission in ROLE_PERMISSIONS[role] else ""


def addresses(resolver, prefix="", namespace=""):
    """(route, name, view) of each address of ours."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if not isinstance(entry, URLResolver):
            yield route, f"{namespace}{entry.name}", entry.callback
        elif route not in ROUTES_OF_LIBRARIES:
            below = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, route, below)


def who(view) -> str:
    rule = getattr(view, "access_rule", "")
    if not rule:
        return "Anyone"
    if not isinstance(rule, Permission):
        return "Anyone who is signed in"
    roles = [str(role.label) for role in Role if role != Role.SYSTEM and mark(role, rule)]
    return f"{', '.join(roles) or 'Nobody'} ({rule.label})"
