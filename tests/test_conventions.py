"""The agreement of docs/architecture.md, checked in the code itself; what may differ stands here with why."""

import re
import statistics
import subprocess
import sys

import pytest
from django.urls import get_resolver

from patientkontrakt.access.checks import says_who_may
from patientkontrakt.pages.management.commands.print_docs import addresses
from tests.conventions import files, python

SOURCES = files.sources()
ACTIONS = [source for source in SOURCES if source.is_actions]

# Writes outside actions: file → why.
MAY_WRITE = {
    "patientkontrakt/base_model.py": "save_edit, which actions call",
    "patientkontrakt/prepared.py": "save_new and save_together, which actions call",
    "patientkontrakt/ui/pictures.py": "a picture, which is no row of ours: it is saved in memory",
    "surveys/export_files.py": "a workbook, which is no row of ours: it is saved in memory",
    "scheduling/slots.py": "save_unless_taken: the one INSERT that never deadlocks (ADR 6)",
}

# Actions of another form: file and name → why.
NOT_LIKE_OTHER_ACTIONS = {
    "patientkontrakt/audit/actions.py record": "the log itself: each action calls it in its own transaction",
    "patientkontrakt/audit/actions.py record_shown": "the log itself: each list calls it",
    "patientkontrakt/audit/actions.py record_each": "the log itself, of many rows that one action makes",
    "patientkontrakt/audit/actions.py event_of": "a row that is not written yet: save_together writes it",
    "patientkontrakt/notifications/actions.py message_to": "a row that is not written yet, like event_of",
    "patientkontrakt/notifications/actions.py tell": "the outbox row of another action, in its transaction",
    "scheduling/actions/proposals.py settle": "the first step of other actions, which log what it came to",
    "patientkontrakt/notifications/actions.py deliver_next": "the system's own sending; nobody asks for it",
    "patientkontrakt/notifications/actions.py report_fault": "anyone may, without signing in; of no patient",
    "surveys/actions/answering.py answer": "by anyone who has the link: `by` or an event would name who",
    "surveys/actions/answering.py receive": "the last step of actions by which answers come in",
    "surveys/actions/counting.py mark_shown": "the last step of closing a round",
    "surveys/actions/counting.py fold": "the queue's own worker: an event would tell when people answered",
    "surveys/actions/stories.py tell_story": "by anyone, who stays unnamed: an event would tell the moment",
    "surveys/actions/stories.py approve_story": "by whoever has the story's code, and stays unnamed",
    "surveys/actions/stories.py withdraw_story": "by whoever has the story's code, and stays unnamed",
}

# Actions that write by one statement, which is a transaction by itself.
ONE_STATEMENT = {"scheduling/actions/booking.py book": "time, event and message by save_together (ADR 6)"}

# Swedish in code: file, or folder → why.
MAY_SPEAK_SWEDISH = {
    "agreements/habit_words.py": "it reads what people say about habits, in Swedish and in English",
    "agreements/when_words.py": "it reads what people say about days, in Swedish and in English",
    "patientkontrakt/audit/models.py": "the codes of RIV-TA StoreLog are Swedish words",
    "patientkontrakt/ui/alphabet.py": "the letters that Swedish sorts last",
    "patientkontrakt/pages/demo/": "the demo's people write Swedish",
    "patientkontrakt/pages/management/commands/add_administrator.py": "a title, stored as staff have it",
}


def findings(finder, sources=SOURCES, allowed=()):
    """What a finder finds in our files, but for the files that may."""
    allowed = tuple(allowed)
    return [found for source in sources if not source.name.startswith(allowed) for found in finder(source)]


def test_imports_go_down_the_rooms_only():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]

    result = subprocess.run(lint, cwd=files.ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]


def test_files_are_short():
    lengths = {source.name: source.lines for source in [*SOURCES, *files.tools()] if source.lines}

    assert statistics.median(lengths.values()) <= 80
    assert files.percentile(lengths.values(), 0.9) <= 200
    assert [f"{name}: {lines}" for name, lines in lengths.items() if lines > 300] == []


def test_functions_are_short():
    lengths = {
        f"{source.name}:{function.lineno} {function.name}": files.length(function)
        for source in [*SOURCES, *files.tools()]
        for function in source.functions
    }

    assert files.percentile(lengths.values(), 0.9) <= 20
    assert [f"{name}: {lines}" for name, lines in lengths.items() if lines > 40] == []


def test_views_have_at_most_20_lines_and_actions_25():
    too_long = [
        f"{source.name} {function.name}: {files.length(function)}"
        for source in SOURCES
        for function in source.public_functions
        if (source.is_views and files.length(function) > 20)
        or (source.is_actions and files.length(function) > 25)
    ]

    assert too_long == []


def test_test_files_are_short():
    assert [f"{s.name}: {s.lines}" for s in files.test_files() if s.lines > 400] == []


def test_papers_are_short_and_decisions_say_why():
    decisions = {path.name: path.read_text() for path in (files.ROOT / "docs/adr").glob("*.md")}
    parts = ["Status", "Context", "Decision", "Consequences"]

    assert (files.ROOT / "README.md").read_text().count("\n") < 150
    assert [name for name, text in decisions.items() if text.count("\n") > 40] == []
    assert [name for name, text in decisions.items() if any(part not in text for part in parts)] == []


def test_only_actions_write_rows():
    outside = [source for source in SOURCES if not source.is_actions]

    assert findings(python.writes, outside, MAY_WRITE) == []


def test_actions_are_keyword_only_end_with_by_and_are_one_transaction():
    found = [f for f in findings(python.action_without_form, ACTIONS) if not _is_other(f)]

    assert [f for f in found if not ("@transaction.atomic" in f and _named(f) in ONE_STATEMENT)] == []


def test_actions_check_who_may_and_write_to_the_log():
    found = [
        finding
        for source in ACTIONS
        for finding in python.action_without_check_or_record(source, _same_package(source))
    ]

    assert [f for f in found if not _is_other(f)] == []


def _same_package(source):
    """Checks and shared steps may stand in another file of the app's actions."""
    app = source.name.split("/actions")[0]
    return [s for s in SOURCES if s.name.startswith(f"{app}/") and s is not source and not s.is_views]


def _is_other(finding):
    return _named(finding) in NOT_LIKE_OTHER_ACTIONS


def _named(finding):
    return re.sub(r":\d+ (\w+):.*", r" \1", finding)


def test_the_lists_of_exceptions_name_things_that_exist():
    names = {part for s in SOURCES for part in (s.name, s.name.rpartition("/")[0] + "/")}
    functions = {
        f"{source.name} {function.name}" for source in ACTIONS for function in source.public_functions
    }

    assert {*MAY_WRITE, *MAY_SPEAK_SWEDISH} <= names
    assert {*NOT_LIKE_OTHER_ACTIONS, *ONE_STATEMENT} <= functions


def test_the_tools_import_no_room():
    """`local` sees the house only through environment variables and commands."""
    imported = [
        name
        for source in files.tools()
        if source.name.startswith("local/")
        for name in python.imported(source)
        if name.split(".")[0] in files.PACKAGES
    ]

    assert imported == []


@pytest.mark.parametrize(
    "finder",
    [
        python.imports_in_functions,
        python.signals,
        python.save_overrides,
        python.formatted_sql,
        python.unescaped_html,
        python.vague_names,
    ],
)
def test_nowhere_in_the_code(finder):
    assert findings(finder) == []


def test_texts_for_people_go_through_gettext():
    assert findings(python.swedish_text, allowed=MAY_SPEAK_SWEDISH) == []


@pytest.mark.parametrize("package", files.PACKAGES)
def test_an_app_says_what_it_is_for(package):
    introduction = (files.ROOT / package / "__init__.py").read_text().split('"""')

    assert len(introduction) >= 3, "no docstring"
    assert introduction[1].count("\n") <= 12


def routes():
    """Each address of ours: route as written, name, view."""
    return list(addresses(get_resolver()))


def test_every_view_says_who_may():
    assert [route for route, _name, view in routes() if not says_who_may(view)] == []


def test_every_address_has_a_name():
    assert [route for route, name, _view in routes() if name.endswith("None")] == []


def test_every_address_about_a_patient_names_the_patient():
    """Staff reach a patient's things through the patient, for the guard enters the patient by its id."""
    below = [route for route, _name, _view in routes() if route.startswith("care/patients/<")]

    assert [route for route in below if not route.startswith("care/patients/<uuid:patient_id>/")] == []


def test_addresses_hold_nothing_personal():
    """Keys that tell nothing, single-use links, words of our own; never a person's number or name."""
    keys = {key for route, _name, _view in routes() for key in re.findall(r"<([\w:]+)>", route)}
    # A single-use link, a code that people type, a kind of row, a care need, the number of a question.
    words = {"slug:token", "str:token", "slug:noun", "slug:need", "int:number"}

    assert {key for key in keys if not key.startswith("uuid:")} <= words


@pytest.mark.parametrize(("root", "side"), [("my/", "own_"), ("care/", "staff"), ("insight/", "staff")])
def test_each_side_has_its_own_root(root, side):
    rules = {
        route: str(getattr(view, "access_rule", "open"))
        for route, _name, view in routes()
        if route.startswith(root)
    }

    assert [r for r, rule in rules.items() if rule.startswith("own_") != (side == "own_")] == []
    assert [r for r, rule in rules.items() if rule in {"open", "signed in"}] == []
