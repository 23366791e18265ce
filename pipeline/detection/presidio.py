"""Presidio as vocabulary and plug-in contract: its recognizers as ours, ours as its, and its loggers silent."""

from __future__ import annotations

import logging
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult

from pipeline.conversation.normal_form import normalise
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer

if TYPE_CHECKING:
    from presidio_analyzer.nlp_engine import NlpArtifacts  # which imports spaCy

LOGGERS: Final = ("presidio-analyzer", "presidio-anonymizer", "decision_process")
"""Loggers that print candidates and tokens: the IBAN recognizer at ERROR, the decision process at INFO."""


def quiet_presidio() -> None:
    """Switch Presidio's loggers off for this process; a library's message may hold what it looked at."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.disabled = True
        logger.propagate = False
        logger.handlers = [logging.NullHandler()]


def wrap(
    recognizer: PatternRecognizer,
    name: str,
    entity_type: str,
    examples: tuple[Example, ...],
    *,
    needs: Needs,
    checksum: bool = False,
    cue: re.Pattern[str] | None = None,
) -> Recognizer:
    """Return a pattern recognizer of Presidio as one of ours.

    Its patterns and its validation are kept; its context words become `cue`, which *must* be near, since a weak pattern
    that fires alone costs more than it hides. Whole words only, whatever the pattern says.
    """
    known: list[Pattern] = vars(recognizer)["patterns"]
    patterns = tuple(re.compile(rf"(?<!\w)(?:{pattern.regex})(?!\w)", re.IGNORECASE) for pattern in known)
    score = max(float(pattern.score) for pattern in known)
    return Recognizer(
        name,
        entity_type,
        examples,
        patterns=patterns,
        validate=partial(_passes, recognizer),
        checksum=checksum,
        score=max(score, 0.5),
        needs=needs,
        cue=cue,
        cue_after=cue is not None,
    )


def _passes(recognizer: PatternRecognizer, text: str) -> bool:
    return recognizer.validate_result(text) is not False and not recognizer.invalidate_result(text)


class VeilRecognizer(EntityRecognizer):
    """One of our recognizers for a stock `AnalyzerEngine`; offsets are those of the raw text."""

    def __init__(self, recognizer: Recognizer, language: str = "en") -> None:
        self.recognizer = recognizer
        super().__init__(supported_entities=[recognizer.entity_type], name=recognizer.name, supported_language=language)

    def load(self) -> None:
        """Do nothing: patterns are compiled at import."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,  # noqa: ARG002  # Presidio's signature
    ) -> list[RecognizerResult]:
        """Return the findings in one text; without a conversation there is only its language to go by."""
        if self.recognizer.entity_type not in entities:
            return []
        form = normalise(text)
        results = self.recognizer.results(Clues.of(form.text, (self.supported_language,)))
        for result in results:
            result.start, result.end = form.raw_span(result.start, result.end)
        return results
