"""Values that are known already, as they are said: a phone number digit by digit, a name spelled out, an address.

In: a turn read in one language, and what is known of the participants or was found elsewhere in the conversation. Out:
types and spans of the turn's text in normal form; and back, what a span says, as it would be written. Values are
compared as everywhere (`value_search`): by letters and digits, over whole items.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from pipeline.detection.birth_dates import BirthDates
from pipeline.detection.last_digits import LastDigits, follows_last_digits_cue
from pipeline.detection.name_variants import SHORTEST_SURE_PART
from pipeline.detection.spoken.items import VALUES, Item, Kind, Turn
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.value_search import PHONE_TAIL, Found, Hit, PhoneIndex, Rule, ValueIndex, Words

_SURE_LENGTH: Final = 4
"""Letters and digits of a value from which on it counts in any grouping; a shorter one is said one by one."""
_SILENT: Final = frozenset({Kind.SIGN, Kind.CASE, Kind.FILLER})


class Known(Protocol):
    """What is searched for."""

    @property
    def values(self) -> ValueIndex:
        """All values but phone numbers."""

    @property
    def phones(self) -> PhoneIndex:
        """Phone numbers."""

    @property
    def births(self) -> BirthDates:
        """Dates of birth."""

    @property
    def tails(self) -> LastDigits:
        """Numbers whose last digits may be told."""


def spoken_known_values(known: Known, reading: Reading) -> Iterator[Found]:
    """Yield the known values that a turn says in words or spells; not those that stand there as written."""
    turn, items = reading.turn, reading.items
    spoken = [(item.first, item.last) for item in items if item.kind in VALUES and item.said]
    words = _as_written(turn, items)
    hits = [(hit.value.entity_type, hit.start, hit.end) for hit in known.values.search(words) if _counts(hit)]
    for kind, start, end in (*hits, *known.births.search(words)):
        if _says(start, end, turn, spoken):
            yield kind, start, end
    if not known.phones and not known.tails:
        return
    plus = {item.last: item.first for item in items if item.kind is Kind.SIGN and item.text == "+"}
    for run in reading.runs():
        for start, end in _phones(known, run, turn):
            at_start = start == run.start and run.first in plus
            yield "PHONE_NUMBER", turn.spans[plus[run.first]][0] if at_start else start, end
        told = known.tails.type_of(run.text)
        if told and follows_last_digits_cue(turn.text, run.start):
            yield told, run.start, run.end


def written(reading: Reading, start: int, end: int) -> str:
    """Return what `[start, end)` of a turn says, as it would be written: figures and spelled words, without signs.

    Return nothing where it stands there as written.
    """
    items = _within(reading, start, end)
    if not any(item.said and (item.kind in VALUES or item.kind is Kind.SIGN) for item in items):
        return ""
    pieces: list[str] = []
    glued = False
    for item in items:
        if item.kind in _SILENT:
            continue
        value = item.kind in VALUES
        pieces.append("" if value and glued else " ")
        pieces.append(_text(reading.turn, item))
        glued = value
    return "".join(pieces).strip()


def _within(reading: Reading, start: int, end: int) -> Sequence[Item]:
    """Return the items that begin within `[start, end)`, without a look at all the others of a long turn."""
    spans = reading.turn.spans
    first = bisect_left(reading.items, start, key=lambda item: spans[item.first][0])
    last = bisect_left(reading.items, end, lo=first, key=lambda item: spans[item.first][0])
    return reading.items[first:last]


def _counts(hit: Hit) -> bool:
    """Return whether a value counts where it is spelled.

    What must be one word cannot be, and the letter before a surname may be a word that sounds like it ("sí Duarte").
    """
    value = hit.value
    if value.rule is Rule.NAME:
        return len(value.key) >= SHORTEST_SURE_PART
    if value.rule is Rule.APART:
        return value.entity_type != "PERSON"
    return value.rule is Rule.ALWAYS and (len(value.key) >= _SURE_LENGTH or hit.words >= len(value.key))


def _as_written(turn: Turn, items: Sequence[Item]) -> Words:
    """Return the turn's words with numbers and letters as they would be written, without signs and fillers."""
    kept = [item for item in items if item.kind not in _SILENT]
    return Words(tuple(_text(turn, item) for item in kept), tuple(turn.span(item.first, item.last) for item in kept))


def _text(turn: Turn, item: Item) -> str:
    """Return what an item says: figures and letters, or its words."""
    said = item.kind in VALUES or item.kind is Kind.ORDINAL
    return item.text if said else " ".join(turn.words[item.first : item.last])


def _says(start: int, end: int, turn: Turn, spoken: Sequence[tuple[int, int]]) -> bool:
    """Return whether a span takes in a word that stands for digits or letters."""
    at = bisect_left(spoken, start, key=lambda words: turn.spans[words[0]][0])
    return at < len(spoken) and turn.spans[spoken[at][0]][0] < end


def _phones(known: Known, run: Run, turn: Turn) -> Iterator[tuple[int, int]]:
    numbers = [item for item in run.members if item.kind is Kind.NUMBER]
    digits = "".join(item.text for item in numbers)
    if len(digits) < PHONE_TAIL or not any(item.said for item in numbers):
        return
    places = [turn.span(item.first, item.last) for item in numbers for _ in item.text]
    for start, end in known.phones.search(digits):
        yield places[start][0], places[end - 1][1]
