"""Conversations in, findings out: the passes in their order, then offsets back to the raw text.

The answer for a conversation depends on nothing but that conversation and the engine's settings: not on its batch
mates, nor on their order. Overlapping findings are all kept; what to do about them is anonymization's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from presidio_analyzer import RecognizerResult

from pipeline import registry
from pipeline.conversation.model import Conversation, ConversationFindings
from pipeline.detection import recognizers as recognizer_files
from pipeline.detection.coverage import NOTHING, Coverage, without_covered
from pipeline.detection.detector.detector_pass import DetectorPass
from pipeline.detection.evidence import evidence_by_name
from pipeline.detection.findings import Sieve, to_findings
from pipeline.detection.passes import DenyListPass, KnownValuePass, Pass, PatternPass, RecurrencePass
from pipeline.detection.presidio import quiet_presidio
from pipeline.detection.recognizer import Recognizer
from pipeline.detection.results import result
from pipeline.detection.scene import Scene, after_name_questions, product_index, vocabulary
from pipeline.detection.special_categories.special_pass import SpecialCategoryPass
from pipeline.detection.turns import ConversationView, Results
from pipeline.detection.veto import believed
from pipeline.errors import DetectionFailed
from pipeline.policy.detector_file import DetectorFile

CLASSIFIER = "token_classifier"


class ModelSpan(Protocol):
    """What the token classifier finds in one text, in code points, half-open."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def entity_type(self) -> str:
        """What it is."""

    @property
    def score(self) -> float:
        """How sure the classifier is, 0 to 1."""


class Classifier(Protocol):
    """Veil's token classifier; `find` returns one tuple a text, whatever else is in the batch."""

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[ModelSpan]]:
        """Return the spans of each text, in code points of that text."""


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
        self._classifier = classifier
        self._before: tuple[Pass, ...] = (
            PatternPass(tuple(self._recognizers.values())),
            KnownValuePass(),
            DenyListPass(deny_list),
            *own,
        )
        self._after: tuple[Pass, ...] = (RecurrencePass(), SpecialCategoryPass(special_types))

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
        found = [[without_covered(turn, self._fallbacks) for turn in results] for results in found]
        self._classify(views, found)
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
            results += [each for each in new if self._sieve.keeps(each, turn.form.text)]

    def _classify(self, views: Sequence[ConversationView], found: list[Results]) -> None:
        if self._classifier is None:
            return
        texts = [turn.form.text for view in views for turn in view.turns]
        try:
            answers = list(self._classifier.find(texts))
        except Exception:  # noqa: BLE001  # whatever it is, its message may hold text
            raise DetectionFailed(f"{CLASSIFIER} failed") from None
        if len(answers) != len(texts):
            raise DetectionFailed(f"{CLASSIFIER} failed")
        spans = iter(answers)
        for view, results in zip(views, found, strict=True):
            self._add(view, results, list(_believed(spans, view, results)))


def _believed(
    answers: Iterator[Sequence[ModelSpan]], view: ConversationView, found: Results
) -> Iterator[list[RecognizerResult]]:
    """Yield what counts of the classifier's answers for one conversation, turn by turn."""
    words = vocabulary(view.conversation.language)
    products = product_index(view.conversation)
    asked = after_name_questions([turn.form.text for turn in view.turns])
    for turn, others, expected in zip(view.turns, found, asked, strict=True):
        spans = next(answers)
        if not spans:
            yield []
            continue
        product = Coverage((hit.start, hit.end) for hit in products.search(turn.words)) if products else NOTHING
        results = [result(span.entity_type, span.start, span.end, span.score, CLASSIFIER) for span in spans]
        yield believed(results, others, turn.form.text, Scene(words, expected, product))
