"""A turn read in one language: its items, its runs, and its shadow text.

`spoken_runs` returns every run of numbers and letters, however short; `decode` writes down what is a value by itself or
may be one for the patterns of written text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.detection.spoken.addresses import addresses
from pipeline.detection.spoken.dates import dates
from pipeline.detection.spoken.items import Item, Kind, Turn
from pipeline.detection.spoken.judge import judge
from pipeline.detection.spoken.language import LANGUAGES, Language, load
from pipeline.detection.spoken.runs import Run, runs
from pipeline.detection.spoken.scan import scan
from pipeline.detection.spoken.shadow import Claim, Shadow, apart, of_run, shadow
from pipeline.detection.turns import TurnView

FOREIGN_DIGIT_WORDS: Final = 4
"""Digit words in a row by which another language than the conversation's own shows itself."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one language reads in a turn: the shadow text, and runs that are values with their entity types."""

    shadow: Shadow
    values: tuple[tuple[str, Run], ...] = field(repr=False)


def spoken_runs(view: TurnView, language: str | None, fewest: int = 1) -> list[Run]:
    """Return all runs of numbers and letters in a turn that have at least so many digits and letters.

    Args:
        view: the turn.
        language: the conversation's; without one, or with one that has no words here, there are no runs.
        fewest: digits and letters of a run, taken together.
    """
    if language not in LANGUAGES:
        return []
    turn = Turn.of(view.form.text, view.words)
    return [run for run in runs(turn, scan(turn, load(language))) if len(run.text) >= fewest]


def decode(view: TurnView, language: str, *, own: bool) -> Decoded | None:
    """Return what a language reads in a turn, or None where it reads no value.

    Args:
        view: the turn.
        language: one of `LANGUAGES`.
        own: whether it is the conversation's language. Another one reads only runs that show it.
    """
    words = load(language)
    turn = Turn.of(view.form.text, view.words)
    items = scan(turn, words)
    found = list(runs(turn, items))
    if not own:
        found = [run for run in found if _shows(run, turn, words)]
    claims, values = _of_runs(found, turn, words)
    if own:
        claims = [*addresses(turn, items, words), *dates(turn, items, words), *claims]
    claims = apart(claims)
    if not claims:
        return None
    taken = {(claim.start, claim.end) for claim in claims}
    return Decoded(
        shadow(turn.text, claims), tuple((kind, run) for kind, run in values if (run.start, run.end) in taken)
    )


def _of_runs(found: Sequence[Run], turn: Turn, language: Language) -> tuple[list[Claim], list[tuple[str, Run]]]:
    claims: list[Claim] = []
    values: list[tuple[str, Run]] = []
    for run in found:
        verdict = judge(run, turn, language)
        if verdict.entity_type is not None:
            values.append((verdict.entity_type, run))
        if verdict.decoded:
            claims.append(of_run(run, turn))
    return claims, values


def _shows(run: Run, turn: Turn, language: Language) -> bool:
    """Return whether a run has enough digit words, each sure, to be of this language."""
    return sum(_digit_words(item, turn, language) for item in run.items) >= FOREIGN_DIGIT_WORDS


def _digit_words(item: Item, turn: Turn, language: Language) -> int:
    if item.kind is not Kind.NUMBER:
        return 0
    return sum(word in language.digit_words for word in turn.words[item.first : item.last])
