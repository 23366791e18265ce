"""Conversations in, findings out: the passes in their order, then offsets back to the raw text.

The answer for a conversation depends on nothing but that conversation and the engine's settings: not on its batch
mates, nor on their order. Overlapping findings are all kept; what to do about them is anonymization's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from pipeline import registry
from pipeline.conversation.model import Conversation, ConversationFindings
from pipeline.detection import recognizers as recognizer_files
from pipeline.detection.code_pass import CodePass
from pipeline.detection.coverage import without_covered
from pipeline.detection.detector.detector_pass import DetectorPass
from pipeline.detection.evidence import evidence_by_name
from pipeline.detection.findings import Sieve, to_findings
from pipeline.detection.model_pass import NAMES, Classifier, ModelPass
from pipeline.detection.passes import DenyListPass, KnownValuePass, Pass, PatternPass
from pipeline.detection.presidio import quiet_presidio
from pipeline.detection.questions import Slot, slots
from pipeline.detection.recognizer import Recognizer
from pipeline.detection.recurrence_pass import RecurrencePass
from pipeline.detection.slot_answers import answers
from pipeline.detection.special_categories.special_pass import SpecialCategoryPass
from pipeline.detection.spoken.spoken_pass import SpokenPass
from pipeline.detection.turns import ANSWER, ConversationView, Results
from pipeline.errors import DetectionFailed
from pipeline.policy.detector_file import DetectorFile


class Engine:
    """All passes with their settings. Load once a worker."""

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
    ) -> None:
        quiet_presidio()
        self._languages = tuple(languages)
        self._recognizers = registry.load(recognizer_files, Recognizer)
        self._fallbacks = frozenset(name for name, recognizer in self._recognizers.items() if recognizer.fallback)
        own = (DetectorPass(detector, self._languages, threshold, thresholds),) if detector else ()
        evidence = {**evidence_by_name(self._recognizers), **{k: v for each in own for k, v in each.evidence.items()}}
        decided = frozenset(name for each in own for name in each.evidence)
        self._sieve = Sieve(threshold, dict(thresholds), allow_list, evidence, decided)
        self._model = ModelPass(classifier, self._sieve.thresholds.get("PERSON", threshold)) if classifier else None
        self._before: tuple[Pass, ...] = (
            PatternPass(tuple(self._recognizers.values())),
            SpokenPass(tuple(self._recognizers.values()), self._languages),
            CodePass(),
            KnownValuePass(),
            DenyListPass(deny_list),
            *own,
        )
        self._after: tuple[Pass, ...] = (RecurrencePass(), SpecialCategoryPass(special_types, words_allowed))

    @property
    def recognizer_names(self) -> tuple[str, ...]:
        """The names of all recognizers, sorted, for the manifest."""
        return tuple(self._recognizers)

    def detect(self, conversations: Sequence[Conversation]) -> list[ConversationFindings]:
        """Return the findings of each conversation, in the order given.

        Raises:
            DetectionFailed: a recognizer, a pass or the classifier failed. The message names it and nothing else. One
                bad conversation fails its batch; detect its mates again without it.
        """
        views = [ConversationView.of(conversation, self._languages) for conversation in conversations]
        found: list[Results] = [[[] for _ in view.turns] for view in views]
        self._run(self._before, views, found)
        open_slots = [_slots(view) for view in views]
        self._fill_slots(views, found, open_slots)
        found = [[without_covered(turn, self._fallbacks) for turn in results] for results in found]
        self._ask_model(views, found, open_slots)
        self._run(self._after, views, found)
        return [to_findings(view, results, self._sieve) for view, results in zip(views, found, strict=True)]

    def _run(self, passes: Sequence[Pass], views: Sequence[ConversationView], found: list[Results]) -> None:
        for each in passes:
            for view, results in zip(views, found, strict=True):
                try:
                    added = each.find(view, results)
                except DetectionFailed:
                    raise
                except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
                    raise DetectionFailed(f"pass {each.name} failed") from None
                self._add(view, results, added)

    def _add(self, view: ConversationView, found: Results, added: Results) -> None:
        """Keep what passes the thresholds and the allow-list, so that nothing dropped can recur."""
        for turn, results, new in zip(view.turns, found, added, strict=True):
            if new:
                results += [each for each in new if self._sieve.keeps(each, turn.form.text)]

    def _fill_slots(
        self, views: Sequence[ConversationView], found: list[Results], open_slots: Sequence[Sequence[Slot]]
    ) -> None:
        for view, results, own in zip(views, found, open_slots, strict=True):
            try:
                added = answers(view, own)
            except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
                raise DetectionFailed(f"pass {ANSWER} failed") from None
            self._add(view, results, added)

    def _ask_model(
        self, views: Sequence[ConversationView], found: list[Results], open_slots: Sequence[Sequence[Slot]]
    ) -> None:
        if self._model is None:
            return
        try:
            answered = list(self._model.find(views, open_slots, found))
        except DetectionFailed:
            raise
        except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
            raise DetectionFailed(f"pass {NAMES} failed") from None
        for view, results, added in zip(views, found, answered, strict=True):
            self._add(view, results, added)


def _slots(view: ConversationView) -> list[Slot]:
    """Return the open question of each turn."""
    try:
        return list(slots(view))
    except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
        raise DetectionFailed(f"pass {ANSWER} failed") from None
