"""Conversations in, findings out: the passes in their order, then offsets back to the raw text.

The answer for a conversation depends on nothing but that conversation and the engine's settings: not on its batch
mates, nor on their order. Overlapping findings are all kept; what to do about them is anonymization's business.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pipeline import registry
from pipeline.conversation.model import Conversation, ConversationFindings
from pipeline.detection import recognizers as recognizer_files
from pipeline.detection import switches
from pipeline.detection.allowance import Allowance
from pipeline.detection.code_pass import CodePass
from pipeline.detection.collector import collector_held_off
from pipeline.detection.completion import completed_all
from pipeline.detection.coverage import without_covered
from pipeline.detection.evidence import evidence_by_name
from pipeline.detection.findings import Sieve, to_findings
from pipeline.detection.model_pass import NAMES, Classifier, ModelPass
from pipeline.detection.passes import DenyListPass, KnownValuePass, Pass, PatternPass
from pipeline.detection.presidio import quiet_presidio
from pipeline.detection.questions import Slot, slots
from pipeline.detection.recognizer import Recognizer
from pipeline.detection.recurrence_pass import RecurrencePass
from pipeline.detection.scene import vocabulary
from pipeline.detection.slot_answers import answers
from pipeline.detection.special_categories.special_pass import SpecialCategoryPass
from pipeline.detection.spoken.spoken_pass import SpokenPass
from pipeline.detection.turns import ANSWER, ConversationView, Results, Views
from pipeline.errors import DetectionFailed
from pipeline.policy.detector_file import DetectorFile

if TYPE_CHECKING:
    from pipeline.detection.detector.detector_pass import DetectorPass

T = TypeVar("T")


def recognizers() -> Mapping[str, Recognizer]:
    """Return Veil's own recognizers by name. Their patterns are compiled at the first call."""
    return registry.load(recognizer_files, Recognizer)


class Engine:
    """All passes with their settings. Load once a worker.

    `without` names passes (`switches.PASSES`) that are switched off. `clock` says how much time the thread has worked.
    """

    def __init__(
        self,
        languages: Sequence[str],
        threshold: float,
        thresholds: Mapping[str, float] = MappingProxyType({}),
        *,
        allow_list: frozenset[str] = frozenset(),
        deny_list: Mapping[str, str] = MappingProxyType({}),
        detector: DetectorFile | None = None,
        special_types: Iterable[str] = (),
        words_allowed: Iterable[str] = (),
        classifier: Classifier | None = None,
        without: Collection[str] = (),
        clock: Callable[[], float] = time.thread_time,
    ) -> None:
        if names := switches.unknown(without):
            raise ValueError(f"no such pass: {', '.join(names)}")
        quiet_presidio()
        self._languages = tuple(languages)
        self._views = Views(languages)
        self._clock = clock
        self._off = frozenset(without)
        self._recognizers = recognizers()
        self._fallbacks = frozenset(name for name, recognizer in self._recognizers.items() if recognizer.fallback)
        own = _detector_passes(detector, self._languages, threshold, thresholds)
        evidence = {**evidence_by_name(self._recognizers), **{k: v for each in own for k, v in each.evidence.items()}}
        decided = frozenset(name for each in own for name in each.evidence)
        self._sieve = Sieve(threshold, dict(thresholds), allow_list, evidence, decided)
        name_threshold = self._sieve.thresholds.get("PERSON", threshold)
        self._model = ModelPass(classifier, name_threshold, self._off) if classifier else None
        self._before: tuple[Pass, ...] = self._switched_on(
            PatternPass(tuple(self._recognizers.values())),
            SpokenPass(tuple(self._recognizers.values()), self._languages),
            CodePass(),
            KnownValuePass(),
            DenyListPass(deny_list),
            *own,
        )
        self._after: tuple[Pass, ...] = self._switched_on(
            RecurrencePass(), SpecialCategoryPass(special_types, words_allowed)
        )

    def _switched_on(self, *passes: Pass) -> tuple[Pass, ...]:
        return tuple(each for each in passes if each.name not in self._off)

    def detect(self, conversations: Sequence[Conversation]) -> list[ConversationFindings]:
        """Return the findings of each conversation, in the order given.

        Raises:
            DetectionFailed: a recognizer, a pass or the classifier failed, or a conversation took too long
                (`DetectionTimedOut`). The message names the pass and nothing else. One bad conversation fails its
                batch; detect its mates again without it.
        """
        with collector_held_off():
            return self._detect(conversations)

    def _detect(self, conversations: Sequence[Conversation]) -> list[ConversationFindings]:
        views = [self._views.of(conversation) for conversation in conversations]
        found: list[Results] = [[[] for _ in view.turns] for view in views]
        allowances = [Allowance(len(view.turns), sum(len(turn.form.text) for turn in view.turns)) for view in views]
        for view, results, allowance in zip(views, found, allowances, strict=True):
            for each in self._before:
                self._add(view, results, self._timed(each.name, allowance, partial(each.find, view, results)))
        asked = [
            self._timed(ANSWER, allowance, partial(_slots, view))
            for view, allowance in zip(views, allowances, strict=True)
        ]
        if ANSWER not in self._off:
            for view, results, own, allowance in zip(views, found, asked, allowances, strict=True):
                self._add(view, results, self._timed(ANSWER, allowance, partial(answers, view, own)))
        found = [[without_covered(turn, self._fallbacks) if turn else turn for turn in results] for results in found]
        self._ask_model(views, found, asked)
        for view, results, allowance in zip(views, found, allowances, strict=True):
            for each in self._after:
                self._add(view, results, self._timed(each.name, allowance, partial(each.find, view, results)))
        return [to_findings(view, results, self._sieve) for view, results in zip(views, found, strict=True)]

    def _timed(self, name: str, allowance: Allowance, look: Callable[[], T]) -> T:
        """Return what a pass says, within the conversation's time."""
        began = self._clock()
        try:
            answer = look()
        except DetectionFailed:
            raise
        except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
            raise DetectionFailed(f"pass {name} failed") from None
        allowance.spend(self._clock() - began, name)
        return answer

    def _add(self, view: ConversationView, found: Results, added: Results) -> None:
        """Keep what passes the thresholds and the allow-list, so that nothing dropped can recur."""
        if not any(added):
            return
        words = vocabulary(view.conversation.language)
        for turn, results, new in zip(view.turns, found, added, strict=True):
            if new:
                text = turn.form.text
                kept = [each for each in new if self._sieve.keeps(each, text)]
                results.extend(completed_all(kept, text, words))

    def _ask_model(self, views: Sequence[ConversationView], found: list[Results], asked: Sequence[list[Slot]]) -> None:
        if self._model is None:
            return
        try:
            answered = list(self._model.find(views, asked, found))
        except DetectionFailed:
            raise
        except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
            raise DetectionFailed(f"pass {NAMES} failed") from None
        for view, results, added in zip(views, found, answered, strict=True):
            self._add(view, results, added)


def _slots(view: ConversationView) -> list[Slot]:
    """Return the open question of each turn."""
    return list(slots(view))


def _detector_passes(
    file: DetectorFile | None, languages: Sequence[str], threshold: float, thresholds: Mapping[str, float]
) -> tuple[DetectorPass, ...]:
    """Return the pass of a detector file, or none. Only it needs Presidio's engine, which imports spaCy."""
    if file is None:
        return ()
    from pipeline.detection.detector.detector_pass import DetectorPass  # noqa: PLC0415

    return (DetectorPass(file, languages, threshold, thresholds),)
