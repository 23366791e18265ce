"""From Presidio results in the text in normal form to findings in the raw text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import ConversationFindings, Evidence, Finding, TurnFindings
from pipeline.detection.coverage import Coverage
from pipeline.detection.entity_types import MASK
from pipeline.detection.results import recognizer_of
from pipeline.detection.turns import DENIED, FIRST_UNSPACED, KNOWN, SPECIAL, ConversationView, Results, TurnView


@dataclass(frozen=True, slots=True)
class Sieve:
    """What counts: scores by entity type, and terms that the policy's owner allows.

    Known values, denied terms and special categories always count. An allowed term is dropped where a finding is that
    term exactly and no checksum speaks for it. `evidence` says what each recognizer's word is worth; of one it does not
    name, a model's. `decided` names the recognizers whose findings have passed thresholds of their own.
    """

    threshold: float
    thresholds: Mapping[str, float]
    allow_list: frozenset[str] = field(repr=False)
    evidence: Mapping[str, Evidence]
    decided: frozenset[str] = frozenset()

    def evidence_of(self, recognizer: str) -> Evidence:
        """Return what speaks for the types that a recognizer or pass gives."""
        return self.evidence.get(recognizer, Evidence.MODEL)

    def keeps(self, found: RecognizerResult, text: str) -> bool:
        """Return whether a result in this text counts."""
        if found.start >= found.end:
            return False
        recognizer = recognizer_of(found)
        if recognizer in (KNOWN, DENIED, SPECIAL):
            return True
        if recognizer not in self.decided and found.score < self.thresholds.get(found.entity_type, self.threshold):
            return False
        return (
            self.evidence_of(recognizer) is Evidence.VALIDATED or text[found.start : found.end] not in self.allow_list
        )


def to_findings(view: ConversationView, results: Results, sieve: Sieve) -> ConversationFindings:
    """Return the findings of each turn in raw code points: whole words, each once, sorted."""
    return tuple([_turn(turn, found, sieve) if found else () for turn, found in zip(view.turns, results, strict=True)])


def _turn(turn: TurnView, results: list[RecognizerResult], sieve: Sieve) -> TurnFindings:
    # As what they are sorted by; made into findings when each is there once.
    findings: set[tuple[int, int, str, str, float]] = set()
    for found in outside_masks(results, sieve):
        start, end = turn.form.raw_span(*whole_words(turn.form.text, found.start, found.end))
        findings.add((start, -end, found.entity_type, recognizer_of(found), -round(float(found.score), 4)))
    return tuple([
        Finding(kind, start, -end, -score, recognizer, sieve.evidence_of(recognizer))
        for start, end, kind, recognizer, score in sorted(findings)
    ])


def outside_masks(results: list[RecognizerResult], sieve: Sieve) -> list[RecognizerResult]:
    """Return the results without those that lie inside a mask somebody put there before: "[NAME]" is no name.

    What the record knows and what a checksum proves stays: no mask would hold it.
    """
    if not any(each.entity_type == MASK for each in results):
        return results
    masks = Coverage((each.start, each.end) for each in results if each.entity_type == MASK)
    return [
        each
        for each in results
        if each.entity_type == MASK
        or sieve.evidence_of(recognizer_of(each)) >= Evidence.KNOWN
        or not masks.holds(each.start, each.end)
    ]


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span extended to whole words at both ends, in scripts that separate words."""
    while start > 0 and _joins(text[start - 1]) and _joins(text[start]):
        start -= 1
    while end < len(text) and _joins(text[end]) and _joins(text[end - 1]):
        end += 1
    return start, end


def _joins(char: str) -> bool:
    # Growing over scripts without spaces would hide whole sentences.
    return char < FIRST_UNSPACED and char.isalnum()
