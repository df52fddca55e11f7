import pytest
from django.core.management import CommandError, call_command

from patientkontrakt.pages.management.commands import print_docs
from patientkontrakt.people.permissions import Permission
from patientkontrakt.people.roles import Role


@pytest.fixture
def docs(settings, tmp_path):
    """An empty `docs/` in a folder of its own."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


def test_printed_docs_are_fresh(docs):
    call_command("print_docs")

    call_command("print_docs", check=True)


@pytest.mark.parametrize("name", ["states.md", "access.md"])
def test_a_changed_file_is_stale(docs, name):
    call_command("print_docs")
    (docs / name).write_text("by hand")

    with pytest.raises(CommandError, match=name):
        call_command("print_docs", check=True)


def test_a_missing_file_is_stale(docs):
    with pytest.raises(CommandError, match="run.py print_docs"):
        call_command("print_docs", check=True)


def test_every_life_cycle_is_printed_with_its_arrows(docs):
    call_command("print_docs")

    printed = (docs / "states.md").read_text()
    for _app, table in print_docs.tables():
        arrows = [f"{before.value} --> {after.value}" for before in table for after in table[before]]
        assert [arrow for arrow in arrows if arrow not in printed] == []


def test_every_role_permission_and_address_is_printed(docs, settings):
    settings.LANGUAGE_CODE = "sv"
    call_command("print_docs")

    printed = (docs / "access.md").read_text()
    assert "Unit manager" in printed, "the docs are in English whatever the language of the pages"
    assert "`pages:record`" in printed
    assert printed.count("\n| ") > len(Permission) + len(Role)


@pytest.mark.parametrize(
    ("role", "permission", "mark"),
    [
        (Role.CLINICIAN, Permission.OPEN_RECORD, "yes"),
        (Role.ADMINISTRATOR, Permission.OPEN_RECORD, ""),
        (Role.DELEGATE, Permission.OWN_READ, "if given"),
        (Role.DELEGATE, Permission.OWN_SEE_LOG, ""),
    ],
)
def test_a_right_is_marked_as_the_code_gives_it(role, permission, mark):
    assert print_docs.mark(role, permission) == mark
