"""Words that still stand readable in a written text, and how some of them are hidden afterwards by a fixed label.

What this writes never depends on the words that it hides: not on their letters, their number or their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from pipeline.anonymization.plan import Plan
from pipeline.anonymization.sanitized import Redaction, SanitizedText
from pipeline.conversation.normal_form import normalise
from pipeline.detection.value_search import Words

HIDES_NOTHING: Final = "keep"


@dataclass(frozen=True, slots=True)
class FixedLabel:
    """What is written for a mention of an entity type that is found late, and the operator that the policy gives it."""

    entity_type: str
    text: str
    operator: str


def fixed_label(plan: Plan, entity_type: str) -> FixedLabel | None:
    """Return the label that a plan gives late mentions of an entity type, or None where it keeps them readable."""
    operator = plan.operator_for(entity_type).operator
    return (
        None if operator.name == HIDES_NOTHING else FixedLabel(entity_type, operator.label(entity_type), operator.name)
    )


def readable_stretches(text: SanitizedText) -> Iterator[tuple[int, int]]:
    """Yield where nothing was hidden, in order; what the policy keeps is readable."""
    return _stretches(len(text.value), ((each.char_start, each.char_end) for each in _hiding(text.redactions)))


def readable_words(text: str, hidden: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield the folded words outside hidden spans, with the whole characters that they stand on.

    Each stretch is cut into words by itself, so that a raw turn and what is written of it give the same words.

    Args:
        text: a raw turn or a written one.
        hidden: disjoint spans in order.
    """
    for start, end in _stretches(len(text), hidden):
        form = normalise(text[start:end])
        words = Words.of(form)
        last = 0
        for word, span in zip(words.words, words.spans, strict=True):
            first, behind = form.raw_span(*span)
            if first >= last:  # a character that is several words in normal form belongs to the first
                yield word, start + first, start + behind
                last = behind


def of_row(text: str, redactions: Iterable[Redaction]) -> SanitizedText:
    """Return a text that was written to a row as sanitized before, with what the row says was hidden in it."""
    return SanitizedText(text, tuple(redactions))


def hide_words(text: SanitizedText, is_name: Callable[[str], bool], label: FixedLabel) -> SanitizedText:
    """Return a written text with its readable names behind the label as well; nothing else changes.

    Args:
        text: the written text.
        is_name: told a folded word, says whether it is hidden.
        label: what stands there instead.
    """
    hiding = _hiding(text.redactions)
    words = readable_words(text.value, [(each.char_start, each.char_end) for each in hiding])
    names = [(start, end) for word, start, end in words if is_name(word)]
    if not names:
        return text
    late = [Redaction(start, end, label.entity_type, label.operator) for start, end in names]
    kept = [each for each in text.redactions if each.operator == HIDES_NOTHING]
    left = [piece for each in kept for piece in _uncovered(each, names)]
    old = sorted((*hiding, *left, *late), key=attrgetter("char_start", "char_end"))
    return _rewritten(text.value, old, frozenset(late), label.text)


def _rewritten(value: str, old: Iterable[Redaction], late: frozenset[Redaction], label: str) -> SanitizedText:
    pieces: list[str] = []
    redactions: list[Redaction] = []
    read = length = 0
    for each in old:
        shown = label if each in late else value[each.char_start : each.char_end]
        start = length + each.char_start - read
        length = start + len(shown)
        redactions.append(Redaction(start, length, each.entity_type, each.operator))
        pieces += (value[read : each.char_start], shown)
        read = each.char_end
    pieces.append(value[read:])
    return SanitizedText("".join(pieces), tuple(redactions))


def _hiding(redactions: Iterable[Redaction]) -> list[Redaction]:
    return [each for each in redactions if each.operator != HIDES_NOTHING]


def _uncovered(kept: Redaction, names: Sequence[tuple[int, int]]) -> Iterator[Redaction]:
    """Yield what is left of a stretch that the policy keeps, outside the names in it."""
    inside = [(start, end) for start, end in names if start < kept.char_end and end > kept.char_start]
    for start, end in _stretches(kept.char_end, inside, kept.char_start):
        yield Redaction(start, end, kept.entity_type, kept.operator)


def _stretches(end: int, spans: Iterable[tuple[int, int]], start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield what of `[start, end)` is not empty and lies outside disjoint spans in order."""
    for first, last in spans:
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end
