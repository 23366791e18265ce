"""From a reading to the shadow text: what is a value by itself, or may be one for the patterns of written text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipeline.detection.spoken.addresses import addresses
from pipeline.detection.spoken.dates import dates
from pipeline.detection.spoken.items import Kind
from pipeline.detection.spoken.judge import judge
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.spoken.shadow import Claim, Shadow, apart, of_run, shadow

FOREIGN_DIGIT_WORDS: Final = 4
"""Digit words in a row by which another language than the conversation's own shows itself."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one language reads in a turn: the shadow text, and runs that are values with their entity types."""

    shadow: Shadow
    values: tuple[tuple[str, Run], ...] = field(repr=False)


def decode(reading: Reading, *, own: bool) -> Decoded | None:
    """Return the values that a language reads in a turn, or None where there are none.

    Args:
        reading: the turn in that language.
        own: whether it is the conversation's language. Another one reads only runs that show it.
    """
    turn, language, claims = reading.turn, reading.language, list[Claim]()
    if own:
        claims += (*addresses(turn, reading.items, language), *dates(turn, reading.items, language))
    values: list[tuple[str, Run]] = []
    for run in reading.runs():
        verdict = judge(run, turn, language) if own or _shows(run, reading) else None
        if verdict is not None and verdict.decoded:
            claims.append(of_run(run, turn))
        if verdict is not None and verdict.entity_type is not None:
            values.append((verdict.entity_type, run))
    claims = apart(claims)
    if not claims:
        return None
    taken = {(claim.start, claim.end) for claim in claims}
    kept = tuple((kind, run) for kind, run in values if (run.start, run.end) in taken)
    return Decoded(shadow(turn.text, claims), kept)


def _shows(run: Run, reading: Reading) -> bool:
    """Return whether a run has enough digit words, each sure, to be of this language."""
    words, digits = reading.turn.words, reading.language.digit_words
    numbers = (item for item in run.items if item.kind is Kind.NUMBER)
    return sum(word in digits for item in numbers for word in words[item.first : item.last]) >= FOREIGN_DIGIT_WORDS
