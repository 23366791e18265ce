"""Known values as they are said: a phone number digit by digit, a name spelled out, a dictated mail address.

In: a turn read in one language, and what is known of the participants. Out: types and spans of the turn's text in
normal form. Values are compared as everywhere (`value_search`): by letters and digits, over whole items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.detection.known_values import KnownValues
from pipeline.detection.name_variants import SHORTEST_SURE_PART
from pipeline.detection.spoken.items import VALUES, Item, Kind, Turn
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.value_search import PHONE_TAIL, Found, Rule, Value, Words


def spoken_known_values(known: KnownValues, reading: Reading) -> Iterator[Found]:
    """Yield the known values that a turn says in words or spells; not those that stand there as written."""
    turn, items = reading.turn, reading.items
    spoken = [(item.first, item.last) for item in items if item.kind in VALUES and item.said]
    for hit in known.values.search(_as_written(turn, items)):
        if _counts(hit.value) and _says(hit.start, hit.end, turn, spoken):
            yield hit.value.entity_type, hit.start, hit.end
    plus = {item.last: item.first for item in items if item.kind is Kind.SIGN and item.text == "+"}
    for run in reading.runs() if known.phones else ():
        for start, end in _phones(known, run, turn):
            at_start = start == run.start and run.first in plus
            yield "PHONE_NUMBER", turn.spans[plus[run.first]][0] if at_start else start, end


def _counts(value: Value) -> bool:
    """Return whether a value counts where it is spelled.

    What must be one word cannot be, and the letter before a surname may be a word that sounds like it ("sí Duarte").
    """
    if value.rule is Rule.NAME:
        return len(value.key) >= SHORTEST_SURE_PART
    return value.rule is Rule.ALWAYS or (value.rule is Rule.APART and value.entity_type != "PERSON")


def _as_written(turn: Turn, items: Sequence[Item]) -> Words:
    """Return the turn's words with numbers and letters as they would be written, without signs and fillers."""
    kept = [item for item in items if item.kind not in (Kind.SIGN, Kind.CASE, Kind.FILLER)]
    texts = tuple(item.text if item.kind in VALUES else turn.words[item.first] for item in kept)
    return Words(texts, tuple(turn.span(item.first, item.last) for item in kept))


def _says(start: int, end: int, turn: Turn, spoken: Sequence[tuple[int, int]]) -> bool:
    """Return whether a span takes in a word that stands for digits or letters."""
    at = bisect_left(spoken, start, key=lambda words: turn.spans[words[0]][0])
    return at < len(spoken) and turn.spans[spoken[at][0]][0] < end


def _phones(known: KnownValues, run: Run, turn: Turn) -> Iterator[tuple[int, int]]:
    numbers = [item for item in run.members if item.kind is Kind.NUMBER]
    digits = "".join(item.text for item in numbers)
    if len(digits) < PHONE_TAIL or not any(item.said for item in numbers):
        return
    places = [turn.span(item.first, item.last) for item in numbers for _ in item.text]
    for start, end in known.phones.search(digits):
        yield places[start][0], places[end - 1][1]
