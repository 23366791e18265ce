"""The pass for values in words: gate, decode, run the patterns of written text on the shadow, map back.

The conversation's own language is read in every turn that its words open. The engine's other languages are read only
where a run has four of their digit words, so that "dos" and "six" make no false friends; a conversation without a
language is read that way by all of them. Which order the languages are given in changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.detection.awake import Alarm
from pipeline.detection.coverage import Coverage
from pipeline.detection.entity_types import DIRECT_TYPES
from pipeline.detection.known_values import KnownValues
from pipeline.detection.recognizer import Clues, Recognizer
from pipeline.detection.results import recognizer_of, result
from pipeline.detection.spoken.decode import FOREIGN_DIGIT_WORDS, Decoded, decode
from pipeline.detection.spoken.echoes import echoes
from pipeline.detection.spoken.gate import may_say_values
from pipeline.detection.spoken.known import spoken_known_values
from pipeline.detection.spoken.language import LANGUAGES, load
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.turns import KNOWN, SPOKEN, ConversationView, Results, TurnView
from pipeline.detection.value_search import ValueIndex
from pipeline.errors import DetectionFailed

_SCORE: Final = 0.6
_LETTERS_SCORE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Said:
    """What a turn says in words, whatever the record knows.

    `reading` is the one in the conversation's own language, where a known value may be among its words.
    """

    found: tuple[RecognizerResult, ...] = ()
    values: tuple[tuple[str, Run], ...] = field(default=(), repr=False)
    reading: Reading | None = field(default=None, repr=False)


_NOTHING: Final = _Said()


class SpokenPass:
    """Spoken and spelled values in the languages given."""

    name = SPOKEN

    def __init__(self, recognizers: Sequence[Recognizer], languages: Sequence[str]) -> None:
        # A fallback only says "some number"; runs say so themselves.
        self._alarm = Alarm([each for each in recognizers if not each.fallback])
        self._languages = tuple(sorted({*languages} & {*LANGUAGES}))
        self._digits = frozenset(word for code in self._languages for word in load(code).digit_words)

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the values said in words, one list a turn."""
        own = view.conversation.language if view.conversation.language in LANGUAGES else None
        look = partial(self._said, own=own)
        said = [turn.once(SPOKEN, look) for turn in view.turns]
        results = [
            [*each.found, *_known_values(view.known, each.reading)] if each.reading else list(each.found)
            for each in said
        ]
        self._add_echoes(view, results, ValueIndex(echoes([value for each in said for value in each.values], own)))
        return [_each_once(each) if each else each for each in results]

    def _said(self, turn: TurnView, own: str | None) -> _Said:
        words = turn.words.words
        found: list[RecognizerResult] = []
        values: list[tuple[str, Run]] = []
        reading: Reading | None = None
        if own is not None and may_say_values(turn, own):
            reading = Reading.of(turn, own)
            found += self._decoded(reading, turn.languages, values, own=True)
        if not self._digits.isdisjoint(words):
            for other in self._others(words, own):
                found += self._decoded(Reading.of(turn, other), turn.languages, values, own=False)
        if not (found or values or (reading and reading.says_values)):
            return _NOTHING
        return _Said(tuple(found), tuple(values), reading if reading and reading.says_values else None)

    def _add_echoes(self, view: ConversationView, results: Results, index: ValueIndex) -> None:
        for turn, added in zip(view.turns, results, strict=True) if index else ():
            for hit in index.search(turn.words):
                added.append(result(hit.value.entity_type, hit.start, hit.end, _SCORE, self.name))

    def _others(self, words: Sequence[str], own: str | None) -> Iterator[str]:
        """Yield the other languages that have enough digit words in a turn."""
        for language in self._languages:
            if language != own and sum(map(load(language).digit_words.__contains__, words)) >= FOREIGN_DIGIT_WORDS:
                yield language

    def _decoded(
        self, reading: Reading, languages: Sequence[str], values: list[tuple[str, Run]], *, own: bool
    ) -> Iterator[RecognizerResult]:
        """Yield what the patterns find in a turn's shadow, and runs that no pattern explains; note all runs found."""
        decoded = decode(reading, own=own)
        if decoded is None:
            return
        values += decoded.values
        typed = list(self._typed(decoded, tuple(dict.fromkeys((reading.language.code, *languages)))))
        yield from typed
        explained = Coverage((each.start, each.end) for each in typed if each.entity_type in DIRECT_TYPES)
        for kind, run in decoded.values:
            if not explained.holds(run.start, run.end):
                yield result(kind, run.start, run.end, _SCORE if run.digits else _LETTERS_SCORE, self.name)

    def _typed(self, decoded: Decoded, languages: tuple[str, ...]) -> Iterator[RecognizerResult]:
        clues = Clues.of(decoded.shadow.form.text, languages)
        for recognizer in self._alarm.of(clues):
            try:
                found = recognizer.matches(clues)
            except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
                raise DetectionFailed(f"recognizer {recognizer.name} failed") from None
            for each in found:
                source = decoded.shadow.source(each.start, each.end)
                if source is not None:
                    yield result(each.entity_type, *source, each.score, recognizer.name)


def _known_values(known: KnownValues, reading: Reading) -> Iterator[RecognizerResult]:
    if known:
        for kind, start, end in spoken_known_values(known, reading):
            yield result(kind, start, end, 1.0, KNOWN)


def _each_once(results: Sequence[RecognizerResult]) -> list[RecognizerResult]:
    """Return the results without those that another language has found as well."""
    seen = {(each.entity_type, each.start, each.end, recognizer_of(each)): each for each in results}
    return list(seen.values())
