"""Which files are ours, and how long things are."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["patientkontrakt", "contacts", "scheduling", "agreements", "planning", "surveys"]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands, its text and its tree."""

    name: str
    text: str

    @cached_property
    def tree(self):
        tree = ast.parse(self.text)
        for parent in ast.walk(tree):
            for child in ast.iter_child_nodes(parent):
                child.parent = parent
        return tree

    @property
    def lines(self):
        return self.text.count("\n")

    @property
    def is_actions(self):
        return self.name.endswith("/actions.py") or "/actions/" in self.name

    @property
    def is_views(self):
        return "/views/" in self.name or self.name.endswith("/views.py")

    @property
    def is_urls(self):
        return self.name.endswith("/urls.py")

    @cached_property
    def functions(self):
        return [node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS)]

    @property
    def public_functions(self):
        """Functions that others may call: on the module's first level, without an underscore."""
        return [n for n in self.tree.body if isinstance(n, FUNCTIONS) and not n.name.startswith("_")]


def sources() -> list[Source]:
    """The Python files of the product; migrations are written by Django."""
    return _below(PACKAGES)


def tools() -> list[Source]:
    """What stands around the product: starting it on one computer, measuring it."""
    return _below(["local", "benchmarks"])


def _below(folders):
    return [
        Source(str(path.relative_to(ROOT)), path.read_text())
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def test_files() -> list[Source]:
    return _below(["tests"])


def templates() -> dict[str, str]:
    """Text of each template by its name."""
    folder = ROOT / "templates"
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".txt"}
    }


def length(function) -> int:
    """Lines of a function without its docstring: a rule written down costs nothing."""
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and len(function.body) > 1:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def percentile(numbers, share: float):
    """The number that `share` of the numbers do not exceed."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def enclosing_function(node):
    while node is not None and not isinstance(node, FUNCTIONS):
        node = getattr(node, "parent", None)
    return node.name if node else ""
