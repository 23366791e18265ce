"""Presidio's `RecognizerResult` as all passes make and read it."""

from __future__ import annotations

from presidio_analyzer import RecognizerResult


def result(entity_type: str, start: int, end: int, score: float, recognizer: str) -> RecognizerResult:
    """Return a Presidio result that names its recognizer; offsets are those of the text in normal form."""
    metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: recognizer}
    return RecognizerResult(entity_type, start, end, score, recognition_metadata=metadata)


def recognizer_of(found: RecognizerResult) -> str:
    """Return the name of the recognizer that found it."""
    return str((found.recognition_metadata or {}).get(RecognizerResult.RECOGNIZER_NAME_KEY, ""))
