"""Sanitized text is made in anonymization only, so that raw text cannot reach a file by type."""

from __future__ import annotations

import ast
from pathlib import Path

import pipeline.errors

PACKAGE = Path(pipeline.errors.__file__).parent
GUARDED = {"SanitizedText", "SanitizedTurn", "SanitizedConversation"}


def constructed(source: str) -> set[str]:
    """Return which guarded types a module calls, by any name that it imports them under."""
    tree = ast.parse(source)
    names = {name: name for name in GUARDED}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname and alias.name in GUARDED}
    called = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            called |= {names[name]} if name in names else set()
    return called


def test_no_other_module_makes_sanitized_types() -> None:
    outside = {
        str(path.relative_to(PACKAGE)): made
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] != "anonymization" and (made := constructed(path.read_text("utf-8")))
    }
    assert outside == {}


def test_the_scan_sees_calls() -> None:
    assert constructed("from s import SanitizedText as T\nT('x')") == {"SanitizedText"}
    assert constructed("import s\ns.SanitizedTurn()") == {"SanitizedTurn"}
    assert constructed("def f(text: SanitizedText) -> None: ...") == set()
