"""Names that nobody bears, and names that are ordinary words: what a detector must do with names it cannot know."""

from __future__ import annotations

import random
from typing import Any, Final

_ONSETS = """b br c ch d dr f fl g gr h j k kl l m n p ph pl qu r s sch sl st t tr v w x y z zh ts mb nd"""
_NUCLEI = """a e i o u aa ae ai au ea ei eo ia ie io oa oe oo ou ui ya yo"""
_CODAS: Final = ("", "", "", "n", "l", "r", "m", "s", "t", "k", "sh", "nn", "ll", "rd", "lt", "sk", "x")
_WORDS = """
    art autumn bell berry bishop black blue bond bridge brook bush cash castle church clay cliff cloud coal cross
    day dean dove eagle earl east faith farmer finch flint forest forge garden gray green grove hale hall hardy
    harvest heath holly honey hope iris ivory jade journey joy justice king lake lamb law light love major march
    marsh meadow mercy moon moss mount noble north oak ocean park pearl penny piper pond prince rain raven reed
    river robin root rose rush sage sand shade sharp shore silver sky snow south spring star steel storm strong sun
    swan tanner thorn tower trust valley victory walker ward waters weaver west wind winter wise wood yard
"""
_SHORTEST: Final = 3

Labelled = dict[str, Any]


def word_names() -> tuple[str, ...]:
    """Return the ordinary words that stand in for names."""
    return tuple(_WORDS.split())


def made_up(chance: random.Random) -> str:
    """Return a word of two or three syllables that can be spoken."""
    syllables = chance.choice((2, 2, 2, 3))
    return "".join(
        chance.choice(_ONSETS.split()) + chance.choice(_NUCLEI.split()) + chance.choice(_CODAS)
        for _ in range(syllables)
    )


def replaced(record: Labelled, chance: random.Random, *, words: bool) -> Labelled:
    """Return a labelled conversation with other names, the same for the same name, in the same capitals.

    Args:
        record: a conversation in the native format with labels.
        chance: where the names come from.
        words: take ordinary words instead of made-up ones.
    """
    names: dict[str, str] = {}

    def other(word: str) -> str:
        key = word.casefold()
        if key not in names:
            names[key] = chance.choice(_WORDS.split()) if words else made_up(chance)
        return _shaped(names[key], word)

    return record | {"turns": [_turn(turn, other) for turn in record["turns"]]}


def _turn(turn: Labelled, other: Any) -> Labelled:
    pieces: list[str] = []
    labels = []
    read = length = 0
    for label in sorted(turn.get("labels", ()), key=lambda label: label["start"]):
        value = turn["text"][label["start"] : label["end"]]
        if label["entity_type"] == "PERSON" and all(w.isalpha() and len(w) >= _SHORTEST for w in value.split()):
            value = " ".join(other(word) for word in value.split())
        pieces += (turn["text"][read : label["start"]], value)
        start = length + max(0, label["start"] - read)
        length = start + len(value)
        labels.append(label | {"start": start, "end": length})
        read = label["end"]
    return turn | {"text": "".join(pieces) + turn["text"][read:], "labels": labels}


def _shaped(new: str, old: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new.capitalize() if old[0].isupper() else new
