"""Edits of the minimal policy, for tables of mistakes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

Values = dict[str, Any]
Edit = Callable[[Values], object]

PAPER: Values = {"reference": "R-1", "date": date(2025, 5, 1), "outcome": "passes"}
FIT: Values = {"link": "a", "context": "b", "nature": "c", "consequences": "d", "safeguards": ["e"]}
INTERESTS: Values = {"basis": "legitimate_interests", "assessment": PAPER, "compatibility": FIT, "opt_out": "by mail"}


def part(name: str, **keys: object) -> Edit:
    """Write keys into a section."""
    return lambda values: values.setdefault(name, {}).update(copy.deepcopy(keys))


def without(name: str, *keys: str) -> Edit:
    """Take keys out of a section."""

    def edit(values: Values) -> None:
        for key in keys:
            del values[name][key]

    return edit


def whole(**sections: object) -> Edit:
    """Write sections whole."""
    return lambda values: values.update(copy.deepcopy(sections))


def both(*edits: Edit) -> Edit:
    """Make several edits."""

    def edit(values: Values) -> None:
        for one in edits:
            one(values)

    return edit


def recipient(**keys: object) -> Edit:
    """Write keys into the only recipient."""
    return lambda values: values["parties"]["recipients"][0].update(keys)


def notice(**keys: object) -> Edit:
    """Write keys into the notice of chats."""
    return lambda values: values["channels"]["chat"]["notice"].update(keys)
