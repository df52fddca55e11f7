"""What to look for in Python. Each finder takes a Source and returns "file:line what" for each finding."""

import ast
import re

from tests.conventions.files import FUNCTIONS, Source, enclosing_function

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "save_edit", "save_new", "save_together",
}  # fmt: skip
SAVES = {"save_edit", "save_new", "save_together"}
WRITES |= {f"a{name}" for name in WRITES}
WRITING_SQL = re.compile(r"\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET|TRUNCATE\s)", re.IGNORECASE)
SQL_CALLS = {"execute", "executemany", "raw", "RawSQL", "extra"}
SAFE_TEXT = {"mark_safe", "SafeString", "SafeText"}
SWEDISH = re.compile("[åäöÅÄÖ]")
# Swedish authorities have no English names that people use.
SWEDISH_NAMES = re.compile("Försäkringskassan|Arbetsförmedlingen")
VAGUE_FILES = {
    "services",
    "selectors",
    "managers",
    "repositories",
    "utils",
    "helpers",
    "presenters",
    "signals",
}


def writes(source: Source):
    """Calls that write rows. `{}.update(other)` and `set.update(other)` have an argument without a name."""
    for call in _calls(source):
        name = _called(call)
        if name not in WRITES or (isinstance(call.func, ast.Name) and name not in SAVES):
            continue
        if name in {"update", "aupdate"} and call.args:
            continue
        yield _finding(source, call, f"{name}()")
    for text in _texts(source):
        if WRITING_SQL.search(text.value) and not _is_docstring(text):
            yield _finding(source, text, "SQL that writes")


def imports_in_functions(source: Source):
    """`AppConfig.ready` alone may: models do not exist before it."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and enclosing_function(node) not in {"", "ready"}:
            yield _finding(source, node, "import in a function")


def imported(source: Source):
    """The modules that a file imports."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


def signals(source: Source):
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and re.search(r"\bsignals?\b|\bdispatch\b", node.module or ""):
            yield _finding(source, node, f"from {node.module} import …")
        if isinstance(node, ast.Import) and any("signals" in alias.name for alias in node.names):
            yield _finding(source, node, "import of signals")


def save_overrides(source: Source):
    """Neither models nor forms save by themselves: a change is an action."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, FUNCTIONS) and item.name in {"save", "delete", "save_model"}:
                    yield _finding(source, item, f"{node.name}.{item.name}")


def action_without_form(source: Source):
    """An action is keyword-only, ends with `by`, and is one transaction."""
    for function in source.public_functions:
        arguments = function.args
        if arguments.args or arguments.posonlyargs or arguments.vararg:
            yield _finding(source, function, f"{function.name}: takes arguments without names")
        if not arguments.kwonlyargs or arguments.kwonlyargs[-1].arg != "by":
            yield _finding(source, function, f"{function.name}: does not end with `by`")
        if "transaction.atomic" not in [ast.unparse(d) for d in function.decorator_list]:
            yield _finding(source, function, f"{function.name}: is not @transaction.atomic")


def action_without_check_or_record(source: Source, others: list[Source] = ()):
    """An action checks who may, and writes to the log; itself or through a function of the same package."""
    own = {f.name: f for s in (source, *others) for f in s.tree.body if isinstance(f, FUNCTIONS)}
    for function in source.public_functions:
        called = _called_in(function, own, set())
        if not any(name.startswith(("check_", "_check_")) for name in called):
            yield _finding(source, function, f"{function.name}: checks no permission")
        if not called & {"record", "record_shown", "event_of"}:
            yield _finding(source, function, f"{function.name}: writes no audit event")


def formatted_sql(source: Source):
    """SQL is a constant; what people wrote goes in as parameters."""
    formatted = {
        target.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and _is_formatted(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in _calls(source):
        if _called(call) in SQL_CALLS and call.args:
            first = call.args[0]
            if _is_formatted(first) or (isinstance(first, ast.Name) and first.id in formatted):
                yield _finding(source, call, f"{_called(call)}() of a formatted text")


def unescaped_html(source: Source):
    for node in ast.walk(source.tree):
        name = getattr(node, "id", getattr(node, "attr", ""))
        if name in SAFE_TEXT and isinstance(node, ast.Name | ast.Attribute):
            yield _finding(source, node, name)
    for call in _calls(source):
        if _called(call) == "format_html" and not isinstance(call.args[0], ast.Constant):
            yield _finding(source, call, "format_html() of a text that is not a constant")


def swedish_text(source: Source):
    """Texts for people go through gettext, whose message ids are English."""
    for text in _texts(source):
        if SWEDISH.search(SWEDISH_NAMES.sub("", text.value)) and not _is_docstring(text):
            yield _finding(source, text, f'"{text.value[:40]}"')


def vague_names(source: Source):
    words = set(re.split(r"[/.]", source.name))
    if found := words & VAGUE_FILES:
        yield f"{source.name}: named {', '.join(found)}"


def _calls(source):
    return [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]


def _called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _called_in(function, own, seen):
    seen.add(function.name)
    names = {_called(node) for node in ast.walk(function) if isinstance(node, ast.Call)}
    for name in names & own.keys() - seen:
        names = names | _called_in(own[name], own, seen)
    return names


def _texts(source):
    return [n for n in ast.walk(source.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _is_docstring(text):
    return isinstance(text.parent, ast.Expr)


def _is_formatted(node):
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod | ast.Add)
    return isinstance(node, ast.Call) and _called(node) == "format" and isinstance(node.func, ast.Attribute)


def _finding(source, node, what):
    return f"{source.name}:{node.lineno} {what} in {enclosing_function(node) or 'the module'}"
