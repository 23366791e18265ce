"""Inspected records as lines for a terminal. Whatever stands in a record, it can neither steer nor forge a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.text import Text

from pipeline.evaluation.inspection import Hidden, Inspected, InspectedTurn
from pipeline.evaluation.visible import CLOSE, OPEN, one_line, visible

_COLORS: Final = ("red", "green", "yellow", "blue", "magenta", "cyan", "bright_red", "bright_green")
_LEAD: Final = 18
"""Columns before a turn's text: its number and speaker."""
_FURTHER: Final = Text("\u2502 ".rjust(_LEAD), style="dim")
"""What stands before each further line of a turn, so that none looks like a line of this view."""
_NARROWEST: Final = 20


def render(shown: Inspected, width: int | None) -> str:
    """Return one record as text that ends with an empty line.

    Args:
        shown: the record.
        width: columns of the terminal, which also gets colors; None: no colors, and no line is broken.
    """
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=width is not None, color_system=None if width is None else "standard",
        soft_wrap=True, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for line in _lines(shown, console, width):
        console.print(line)
    console.print()
    return stream.getvalue()


def color_of(entity_type: str) -> int:
    """Return the number of a type's color, 0 to 7, the same in every record."""
    return sum(map(ord, entity_type)) % len(_COLORS)


def _lines(shown: Inspected, console: Console, width: int | None) -> Iterator[Text]:
    facts = " \u00b7 ".join(filter(None, (shown.channel, shown.language)))
    yield Text(f"{shown.number}. {one_line(shown.id)}  {facts}".rstrip(), style="bold")
    if shown.rejected:
        yield Text(f"rejected: {shown.rejected}", style="bold red")
    if shown.refused:
        yield Text(f"a run would refuse it: {shown.refused}", style="bold red")
    for turn in shown.turns:
        yield from _set_in(f"{turn.index:>4} {turn.role}", _spoken(turn), console, width)
        for hidden in turn.hidden:
            yield from _set_in("", _explained(turn, hidden), console, width)
        if turn.special:
            yield Text(f"{'':{_LEAD}}special category: {', '.join(turn.special)}", style="red")
        if not turn.leaves:
            why = "it" if turn.special else "turns of this role"
            yield Text(f"{'':{_LEAD}}the policy leaves out {why}", style="red")


def _set_in(lead: str, body: Text, console: Console, width: int | None) -> Iterator[Text]:
    """Yield the lines of a text behind their lead."""
    if width is None:
        lines = list(body.split("\n", allow_blank=True))
    else:
        lines = list(body.wrap(console, max(_NARROWEST, width - _LEAD), overflow="fold"))
    for number, line in enumerate(lines):
        yield Text.assemble(_FURTHER if number else f"{lead:{_LEAD}}", line)


def _spoken(turn: InspectedTurn) -> Text:
    line, read = Text(), 0
    for hidden in turn.hidden:
        line.append(visible(turn.text[read : hidden.start]))
        color = _COLORS[color_of(hidden.entity_type)]
        style = f"underline {color}" if hidden.stays else f"bold {color}"
        line.append(OPEN + visible(turn.text[hidden.start : hidden.end]) + CLOSE, style=style)
        read = hidden.end
    return line.append(visible(turn.text[read:]))


def _explained(turn: InspectedTurn, hidden: Hidden) -> Text:
    line = Text(one_line(turn.text[hidden.start : hidden.end]), style=_COLORS[color_of(hidden.entity_type)])
    line.append(" stays: " if hidden.stays else f" \u2192 {one_line(hidden.instead) or '(nothing)'}: ", style="default")
    return line.append(f"{hidden.entity_type}, {hidden.operator}, found by {', '.join(hidden.found_by)}", style="dim")
