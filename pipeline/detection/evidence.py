"""What the word of each recognizer and pass is worth where two of them name the same letters differently."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pipeline.conversation.model import Evidence
from pipeline.detection.recognizer import Recognizer
from pipeline.detection.turns import ANSWER, DENIED, KNOWN, RECURRENCE, SPECIAL, SPOKEN

_PASSES: Final = {
    KNOWN: Evidence.KNOWN,
    DENIED: Evidence.KNOWN,
    SPECIAL: Evidence.PATTERN,
    SPOKEN: Evidence.PATTERN,
    ANSWER: Evidence.SLOT,
    RECURRENCE: Evidence.RECURRENCE,
}


def evidence_by_name(recognizers: Mapping[str, Recognizer]) -> Mapping[str, Evidence]:
    """Return the evidence that each name in `recognizers`, and each pass beside them, stands for."""
    return MappingProxyType({name: _evidence(plugin) for name, plugin in recognizers.items()} | _PASSES)


def _evidence(recognizer: Recognizer) -> Evidence:
    """Return a recognizer's evidence; a fallback names by shape alone what nothing else explains."""
    if recognizer.checksum:
        return Evidence.VALIDATED
    return Evidence.MODEL if recognizer.fallback else Evidence.PATTERN
