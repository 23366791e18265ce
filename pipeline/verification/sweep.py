"""Whether a known value of the participants still stands in the written text. Tolerance: none.

It runs in the shard, where the known values still are, on the text as it will be written, and shares no code with
detection but the normal form of text. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.anonymization.sanitized import SanitizedConversation, SanitizedText
from pipeline.conversation.model import Conversation
from pipeline.conversation.normal_form import NormalForm, fold, normalise
from pipeline.verification.known import WORD, KnownValues, known_values

# What a label is swept as: no word, no digit, no space.
COVER = "\x00"

_WORD_OR_COVER = re.compile(rf"{WORD.pattern}|{COVER}")
_ADDRESS = re.compile(r"[\w.+%'@-]+")
_DIGITS = re.compile(r"\d[\d \t\u00a0().\-/+]*")


@dataclass(frozen=True, slots=True)
class SweepHit:
    """A known value that can still be read: `name`, `name_part`, `email`, `phone` or `id`, and the turn's index."""

    kind: str
    turn_index: int


def sweep(
    conversation: Conversation,
    sanitized: SanitizedConversation,
    common_words: Callable[[str], frozenset[str]],
    kept_types: AbstractSet[str] = frozenset(),
) -> tuple[SweepHit, ...]:
    """Return each kind of known value that still stands in each written turn, outside what was redacted.

    Full names, e-mail addresses, phone numbers, street addresses and ids always count, whether a participant's or known
    beside the participants. A part of a name, of three letters or more, counts where it is capitalized or is not among
    the commonest words of the conversation's language.

    Args:
        conversation: the record with its known values.
        sanitized: what will be written of it.
        common_words: the commonest words of a language, folded.
        kept_types: entity types that the policy keeps; text kept for them may be read.
    """
    ordinary = common_words(conversation.language or "")
    known = known_values(conversation, ordinary)
    if known.empty:
        return ()
    hits = []
    for turn in sanitized.turns:
        readable = _readable(turn.text, kept_types)
        hits += [SweepHit(kind, turn.index) for kind in sorted(set(_kinds(readable, known, ordinary)))]
    return tuple(hits)


def _readable(text: SanitizedText, kept_types: AbstractSet[str]) -> str:
    """Return the written text with each label covered; what vanished without a label leaves no gap."""
    pieces: list[str] = []
    end = 0
    for redaction in text.redactions:
        kept = redaction.operator == "keep"
        if redaction.char_start == redaction.char_end or (kept and redaction.entity_type not in kept_types):
            continue
        pieces += (text.value[end : redaction.char_start], COVER)
        end = redaction.char_end
    return "".join((*pieces, text.value[end:]))


def _kinds(text: str, known: KnownValues, ordinary: frozenset[str]) -> Iterator[str]:
    plain = normalise(text)
    folded = fold(plain)
    yield from _words(plain, folded, known, ordinary)
    if known.emails and "@" in folded.text and not known.emails.isdisjoint(_addresses(folded.text)):
        yield "email"
    if known.phone_ends and any(_holds_phone(found[0], known) for found in _DIGITS.finditer(plain.text)):
        yield "phone"


def _words(plain: NormalForm, folded: NormalForm, known: KnownValues, ordinary: frozenset[str]) -> Iterator[str]:
    """Yield the kinds of phrases and name parts. Only a name part looks back for its capital."""
    words = _WORD_OR_COVER.findall(folded.text)  # no value stands on both sides of a label
    if not known.name_parts.isdisjoint(words):
        for found in WORD.finditer(folded.text):
            if found[0] in known.name_parts:
                first = plain.text[folded.raw_span(*found.span())[0]]
                if first.isupper() or found[0] not in ordinary:
                    yield "name_part"
    if known.lengths.keys().isdisjoint(words):
        return
    for index, word in enumerate(words):
        for length in known.lengths.get(word, ()):
            kind = known.phrases.get(tuple(words[index : index + length]))
            if kind:
                yield kind


def _addresses(folded: str) -> Iterator[str]:
    for found in _ADDRESS.finditer(folded):
        if "@" in found[0]:
            yield found[0].strip(".'-")


def _holds_phone(run: str, known: KnownValues) -> bool:
    """Whether a run of digits with separators ends as a known number does, or holds a known number's end."""
    digits = "".join(char for char in run if char.isdecimal())
    if digits in known.phone_tails:
        return True
    sizes = {len(end) for end in known.phone_ends}
    return any(
        digits[start : start + size] in known.phone_ends for size in sizes for start in range(len(digits) - size + 1)
    )
