"""The passes over a conversation, in their order. A pass gets all turns and what was found before, and adds to it.

Adding a pass is adding a class here (or in a file of its own) and a line in `engine`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from presidio_analyzer import RecognizerResult

from pipeline.detection.awake import Alarm
from pipeline.detection.recognizer import Recognizer
from pipeline.detection.results import result
from pipeline.detection.turns import DENIED, KNOWN, ConversationView, Results, TurnView
from pipeline.detection.value_search import Value, ValueIndex
from pipeline.errors import DetectionFailed


class Pass(Protocol):
    """One look at a whole conversation."""

    @property
    def name(self) -> str:
        """Name the pass in errors."""

    def find(self, view: ConversationView, found: Results) -> Results:
        """Return what this pass adds, one list a turn.

        Args:
            view: the conversation.
            found: what the passes before have found; not to be changed.
        """


class PatternPass:
    """All recognizers of `recognizers/`, each on the turns that hold what it needs."""

    name = "patterns"

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        self._alarm = Alarm(recognizers)

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return what the recognizers find."""
        return [list(turn.once(self.name, self._turn)) for turn in view.turns]

    def _turn(self, turn: TurnView) -> list[RecognizerResult]:
        results: list[RecognizerResult] = []
        for recognizer in self._alarm.of(turn.clues):
            try:
                results += recognizer.matches(turn.clues)
            except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
                raise DetectionFailed(f"recognizer {recognizer.name} failed") from None
        return results


class KnownValuePass:
    """What the record says of its participants."""

    name = KNOWN

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the known values in each turn."""
        known = view.known
        if not known:
            return [[] for _ in view.turns]
        return [
            [result(kind, start, end, 1.0, self.name) for kind, start, end in known.find(turn.form, turn.words)]
            for turn in view.turns
        ]


class DenyListPass:
    """Terms that the policy's owner wants hidden, by entity type, as whole words in any case."""

    name = DENIED

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._index = ValueIndex(Value.of(term, entity_type) for term, entity_type in sorted(terms.items()))

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the listed terms in each turn."""
        if not self._index:
            return [[] for _ in view.turns]
        return [
            [
                result(hit.value.entity_type, hit.start, hit.end, 1.0, self.name)
                for hit in self._index.search(turn.words)
            ]
            for turn in view.turns
        ]
