"""The passes over a conversation, in their order. A pass gets all turns and what was found before, and adds to it.

Adding a pass is adding a class here (or in a file of its own) and a line in `engine`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from presidio_analyzer import RecognizerResult

from pipeline.detection.coverage import Coverage
from pipeline.detection.known_values import KnownValues
from pipeline.detection.model.memo import Memo
from pipeline.detection.recognizer import Clues, Recognizer
from pipeline.detection.recurrence import Recurrence
from pipeline.detection.results import result
from pipeline.detection.turns import DENIED, KNOWN, RECURRENCE, ConversationView, Results, TurnView
from pipeline.detection.value_search import Value, ValueIndex
from pipeline.errors import DetectionFailed

TURNS_AT_ONCE: Final = 256
"""Turns that are looked through together for the words recognizers need."""


SURE_NAME: Final = 0.35
"""From this probability on a name is looked for in other turns."""

REMEMBERED_TURNS: Final = 1 << 13
LONGEST_REMEMBERED: Final = 160
"""Characters of a turn, its languages included, that is remembered."""


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
        self._all = tuple(recognizers)
        self._memo: Memo[tuple[RecognizerResult, ...]] = Memo(REMEMBERED_TURNS, LONGEST_REMEMBERED)

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return what the recognizers find."""
        results: Results = []
        for start in range(0, len(view.turns), TURNS_AT_ONCE):
            turns = view.turns[start : start + TURNS_AT_ONCE]
            # One look for a word in all turns is cheaper than one look in each of them.
            lowered = "\n".join([turn.clues.lowered for turn in turns])
            awake = tuple(recognizer for recognizer in self._all if recognizer.needs.has_words(lowered))
            # Most turns hold no digit: they meet only the few recognizers that need none.
            without_digits = tuple(recognizer for recognizer in awake if recognizer.needs.digits == 0)
            results += [self._turn(turn.clues, awake if turn.clues.digits else without_digits) for turn in turns]
        return results

    def _turn(self, clues: Clues, recognizers: Sequence[Recognizer]) -> list[RecognizerResult]:
        """Look at a turn, or remember what was found in the same text before: support talk repeats its turns."""
        key = f"{' '.join(clues.languages)}\n{clues.text}"
        known = self._memo.get(key)
        return list(known if known is not None else self._memo.keep(key, tuple(_recognize(clues, recognizers))))


def _recognize(clues: Clues, recognizers: Sequence[Recognizer]) -> list[RecognizerResult]:
    results: list[RecognizerResult] = []
    for recognizer in recognizers:
        try:
            results += recognizer.results(clues)
        except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
            raise DetectionFailed(f"recognizer {recognizer.name} failed") from None
    return results


class KnownValuePass:
    """What the record says of its participants."""

    name = KNOWN

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the known values in each turn."""
        known = KnownValues(view.conversation)
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


class RecurrencePass:
    """What was found once, in every turn."""

    name = RECURRENCE

    def find(self, view: ConversationView, found: Results) -> Results:
        """Return where the values found so far stand again."""
        texts = (
            (each.entity_type, turn.form.text[each.start : each.end])
            for turn, results in zip(view.turns, found, strict=True)
            for each in results
            if each.entity_type != "PERSON" or each.score >= SURE_NAME
        )
        recurrence = Recurrence(texts, view.conversation.language)
        if not recurrence:
            return [[] for _ in view.turns]
        return [self._turn(turn, results, recurrence) for turn, results in zip(view.turns, found, strict=True)]

    def _turn(self, turn: TurnView, results: list[RecognizerResult], recurrence: Recurrence) -> list[RecognizerResult]:
        """Leave out what a finding of the same type already covers: the place it recurs from, mostly."""
        hits = list(recurrence.find(turn.form.text, turn.words))
        kinds = {kind for kind, _, _ in hits}
        known = {
            kind: Coverage((each.start, each.end) for each in results if each.entity_type == kind) for kind in kinds
        }
        return [
            result(kind, start, end, 0.9, self.name) for kind, start, end in hits if not known[kind].holds(start, end)
        ]
