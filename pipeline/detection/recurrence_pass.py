"""The pass for what was found once: looked for in every turn, written and said.

A number that one party dictates and the other types, or reads back digit by digit, is the same number: what the
findings say is taken as it is written and as it would be (`spoken.known.written`), and searched for both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.detection.coverage import Coverage
from pipeline.detection.recurrence import Recurrence
from pipeline.detection.results import result
from pipeline.detection.spoken.known import spoken_known_values, written
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.turns import RECURRENCE, ConversationView, Results
from pipeline.detection.value_search import Found

SURE_NAME: Final = 0.35
"""From this probability on a name is looked for in other turns."""
_SCORE: Final = 0.9

_Readings = Mapping[int, Reading]
"""The turns that say values in words, by their index."""


class RecurrencePass:
    """What was found once, in every turn."""

    name = RECURRENCE

    def find(self, view: ConversationView, found: Results) -> Results:
        """Return where the values found so far stand again."""
        readings = dict(_readings(view)) if any(found) else {}
        recurrence = Recurrence(_texts(view, found, readings), view.conversation.language)
        if not recurrence:
            return [[] for _ in view.turns]
        added: Results = []
        for index, (turn, results) in enumerate(zip(view.turns, found, strict=True)):
            hits = list(recurrence.find(turn.form.text, turn.words))
            if index in readings:
                hits += spoken_known_values(recurrence, readings[index])
            added.append(list(self._new(hits, results)) if hits else [])
        return added

    def _new(self, hits: list[Found], results: list[RecognizerResult]) -> Iterator[RecognizerResult]:
        """Leave out what a finding of the same type already covers: the place it recurs from, mostly."""
        kinds = {kind for kind, _, _ in hits}
        known = {
            kind: Coverage((each.start, each.end) for each in results if each.entity_type == kind) for kind in kinds
        }
        for kind, start, end in hits:
            if not known[kind].holds(start, end):
                yield result(kind, start, end, _SCORE, self.name)


def _readings(view: ConversationView) -> Iterator[tuple[int, Reading]]:
    """Yield what the spoken pass has read in the conversation's language: no other turn says a value."""
    language = view.conversation.language or ""
    for index, turn in enumerate(view.turns):
        reading = turn.readings.get(language)
        if reading and (reading.says_values or reading.says_signs):
            yield index, reading


def _texts(view: ConversationView, found: Results, readings: _Readings) -> Iterator[tuple[str, str]]:
    """Yield the entity type of each finding with what it says, as it is written and as it would be."""
    for index, (turn, results) in enumerate(zip(view.turns, found, strict=True)):
        for each in results:
            if each.entity_type == "PERSON" and each.score < SURE_NAME:
                continue
            yield each.entity_type, turn.form.text[each.start : each.end]
            said = written(readings[index], each.start, each.end) if index in readings else ""
            if said:
                yield each.entity_type, said
