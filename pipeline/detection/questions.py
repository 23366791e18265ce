"""Which questions are open at each turn: what was asked for, by whom, and how many answers ago.

A question opens a slot; the next turns of the others may fill it, over several turns, with corrections and repetitions.
It closes when the asker asks for something else, or after a few answers; a number told in parts keeps it open for as
long as the asker only says "go on". Roles may be wrong in transcripts, so whoever asks opens one, and where nobody
knows who speaks, each turn may answer the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from pipeline.detection.language import Language
from pipeline.detection.spoken.language import LANGUAGES, load
from pipeline.detection.turns import ConversationView, TurnView

ANSWERS: Final = 4
"""How many turns of others a question stays open."""
SHORT_QUESTION: Final = 5
"""A turn of so many words that names a thing asks for it: "And your postcode", "Name please"."""
_LONGEST_PART: Final = 8
"""Words of a turn that tells a part of a number."""
_LONGEST_GO_ON: Final = 4
"""Words of a turn that only waits for the next part: "Got that.", "Yes, and then?"."""
_FEWEST_READ_BACK: Final = 3
"""Digits and letters in a turn that reads something back."""
_AGAIN: Final = frozenset({
    *("again", "repeat", "spell", "spelling", "correct", "wiederholen", "nochmal", "nochmals", "buchstabieren"),
    *("stimmt", "richtig", "repetir", "repite", "deletrear", "correcto", "repeter", "epeler", "exact", "correct"),
    *("ripetere", "corretto", "giusto", "herhalen", "spellen", "klopt", "repetir", "soletrar", "correto"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """What is asked for when a turn begins.

    `answer` counts the turns that may answer, from 1. It is 0 in the asker's own turns, which may read answers back,
    and where nothing is asked for.
    """

    types: frozenset[str] = frozenset()
    answer: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the turn may be an answer."""
        return self.answer > 0


CLOSED: Final = Slot()


def slots(view: ConversationView) -> Iterator[Slot]:
    """Yield the slot that each turn may fill."""
    spoken = view.spoken
    look = partial(asked_for, spoken=spoken)
    types: frozenset[str] = frozenset()
    asker: str | None = None
    answers, in_parts = 0, False
    for turn, raw in zip(view.turns, view.conversation.turns, strict=True):
        answering = bool(types) and (raw.participant is None or raw.participant != asker)
        if answering:
            answers += 1
            in_parts = len(turn.words.words) <= _LONGEST_PART and (in_parts or _says_digits(turn))
            yield Slot(types, answers)
            if answers >= ANSWERS:
                types = frozenset()
        else:
            yield Slot(types) if types else CLOSED
        asked = turn.once("asked", look)
        if asked:
            types, asker, answers, in_parts = asked, raw.participant, 0, False
        elif not answering and in_parts and len(turn.words.words) <= _LONGEST_GO_ON:
            answers = 1  # the next part is no first answer, yet as good as one
        elif not answering and types and not _goes_on(turn) and (answers or _asks(turn, spoken)):
            types = frozenset()  # the asker has what he wanted, or asks for something else


def asked_for(turn: TurnView, spoken: Language) -> frozenset[str]:
    """Return the entity types that a turn asks for; none where it only speaks of them."""
    words = turn.words.words
    if spoken.questions.by_first.keys().isdisjoint(words):
        return frozenset()
    named = frozenset(meaning for _, _, meaning in spoken.questions.search(words) if meaning)
    if not named or not (len(words) <= SHORT_QUESTION or _asks(turn, spoken)):
        return frozenset()
    return named


def _asks(turn: TurnView, spoken: Language) -> bool:
    return "?" in turn.form.text or next(spoken.asks.search(turn.words.words), None) is not None


def _says_digits(turn: TurnView) -> bool:
    return turn.clues.digits > 0 or not digit_words(turn.languages).isdisjoint(turn.words.words)


def _goes_on(turn: TurnView) -> bool:
    """Return whether the asker asks again or reads back what he heard, so that a correction may follow."""
    words = turn.words.words
    if not _AGAIN.isdisjoint(words):
        return True
    digits = digit_words(turn.languages)
    return sum(word.isdecimal() or len(word) == 1 or word in digits for word in words) >= _FEWEST_READ_BACK


@cache
def digit_words(codes: tuple[str, ...]) -> frozenset[str]:
    """Return the words for digits in all of the languages that have some here."""
    return frozenset(word for code in codes if code in LANGUAGES for word in load(code).digit_words)


def is_one_sided(view: ConversationView) -> bool:
    """Return whether only one party was recorded, so that every turn may answer a question nobody wrote down."""
    return len(view.turns) > 1 and len({turn.participant for turn in view.conversation.turns}) == 1


def refuses(words: Sequence[str], spoken: Language) -> bool:
    """Return whether a turn says that the answer is not to be had, or asks back."""
    return next(spoken.refusals.search(words), None) is not None
