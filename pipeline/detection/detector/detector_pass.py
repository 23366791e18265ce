"""The pass that runs a detector file's recognizers over each turn, by Presidio's `AnalyzerEngine`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Evidence
from pipeline.detection.detector.analyzer import analyzer, name_of
from pipeline.detection.detector.regexes import WINDOW, Budget
from pipeline.detection.model.memo import Memo
from pipeline.detection.results import recognizer_of, result
from pipeline.detection.turns import ConversationView, Results
from pipeline.policy.detector_file import DetectorFile

OVERLAP: Final = 200
"""Characters that two neighboring windows share: what is not longer is seen whole in one of them."""

_REMEMBERED_TURNS: Final = 1 << 12
_LONGEST_REMEMBERED: Final = 160


class DetectorPass:
    """The recognizers of a detector file.

    A conversation is read in its own language; where that is unknown or none of the policy's, in all of them. The
    file's thresholds decide about its own findings, and the policy's where it states none.
    """

    name = "detector_file"

    def __init__(
        self, file: DetectorFile, languages: Sequence[str], threshold: float, thresholds: Mapping[str, float]
    ) -> None:
        self._file = file
        self._languages = tuple(languages)
        self._threshold = threshold
        self._thresholds = {**thresholds, **file.thresholds}
        self._budget = Budget()
        self._analyzer = analyzer(file, self._languages, self._budget)
        self._memo: Memo[tuple[RecognizerResult, ...]] = Memo(_REMEMBERED_TURNS, _LONGEST_REMEMBERED)

    @property
    def evidence(self) -> Mapping[str, Evidence]:
        """What the word of each recognizer is worth, by the name that its findings carry."""
        return {
            name_of(rule): Evidence.VALIDATED if rule.validator else Evidence.KNOWN for rule in self._file.recognizers
        }

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return what the recognizers find in each turn."""
        own = view.conversation.language
        languages = (own,) if own in self._languages else self._languages
        return [self._turn(turn.form.text, languages) for turn in view.turns]

    def _turn(self, text: str, languages: Sequence[str]) -> list[RecognizerResult]:
        key = f"{' '.join(languages)}\n{text}"
        known = self._memo.get(key)
        return list(known if known is not None else self._memo.keep(key, self._read(text, languages)))

    def _read(self, text: str, languages: Sequence[str]) -> tuple[RecognizerResult, ...]:
        self._budget.start(len(text) * len(languages))
        found: dict[tuple[str, int, int, str], float] = {}
        for start, end in windows(text):
            for language in languages:
                for kind, first, last, name, score in self._window(text[start:end], language):
                    place = (kind, start + first, start + last, name)
                    found[place] = max(score, found.get(place, 0.0))
                self._budget.left()
        return tuple(result(kind, start, end, score, name) for (kind, start, end, name), score in found.items())

    def _window(self, text: str, language: str) -> Iterator[tuple[str, int, int, str, float]]:
        limits = {**self._thresholds, **self._file.language_thresholds.get(language, {})}
        for each in self._analyzer.analyze(text, language, score_threshold=0, allow_list=list(self._file.allow_list)):
            if each.score >= limits.get(each.entity_type, self._threshold):
                yield each.entity_type, each.start, each.end, recognizer_of(each), each.score


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces in which a text is read: Presidio's time grows with the square of a text's findings.

    Pieces begin and end between words where there are any, so that no half of a number looks like a whole one.
    """
    start = 0
    while len(text) - start > WINDOW:
        end = _between_words(text, start + WINDOW - OVERLAP // 2, start + WINDOW)
        yield start, end
        start = _between_words(text, end - OVERLAP, end - OVERLAP // 2)
    yield start, len(text)


def _between_words(text: str, low: int, high: int) -> int:
    """Return the last place in `(low, high]` that stands behind a space, or `high`."""
    space = text.rfind(" ", low, high)
    return high if space < 0 else space + 1
