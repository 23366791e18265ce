"""The ways in which a known name is written, beside the full one: parts, initials with surname, nicknames, plurals.

In: a name as the record says it. Out: values to search for. What is a guess ("Bill" of William, "Duartes") counts by
the weak rule of name parts, and never where it is a word of its own in the language.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from pipeline.conversation.names.short_forms import other_forms
from pipeline.conversation.words import common_words
from pipeline.conversation.words.frequencies import frequencies
from pipeline.conversation.words.plain_words import PARTICLES
from pipeline.detection.value_search import Rule, Value, folded_words, squeeze

SHORTEST_NAME_PART: Final = 2
SHORTEST_SURE_PART: Final = 3
_SHORTEST_WITH_INITIAL: Final = 3
_SHORTEST_PLURAL: Final = 4
_PARTICLES: Final = PARTICLES | {"i"}
_ONE_LETTER_WORDS: Final = frozenset("acdeijlmnostuy")
"""Letters that stand alone in some language, often behind a name: "Ana a les 5", "Marie d'abord", "Ana's"."""


def name_values(name: str, language: str | None) -> Iterator[Value]:
    """Yield all values that a name is searched for as.

    The full name in both orders always counts; its words are weak values; glued words ("o'brien") also as one.
    """
    words = folded_words(name)
    if len(words) > 1:
        yield Value("".join(words), "PERSON")
        yield Value("".join((words[-1], *words[:-1])), "PERSON")
        yield from _outer_words(words)
        yield from _with_particle(name, language)
        yield from _with_initial(words, language)
    parts = (*words, *(squeeze(part) for part in name.split()))
    for part in dict.fromkeys(parts):
        if len(part) >= SHORTEST_NAME_PART:
            yield Value(part, "PERSON", Rule.NAME)
    yield from _guesses(parts, given_words(name), language)


def given_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name that may be given names: all but the last, or those behind a comma."""
    _, comma, given = name.partition(",")
    words = folded_words(given if comma else name)
    return words if comma or len(words) == 1 else words[:-1]


def surname(name: str) -> str:
    """Return the folded last word of a name of two words or more, or the one before a comma; else nothing."""
    family, comma, _ = name.partition(",")
    words = folded_words(family if comma else name)
    return words[-1] if words and (comma or len(words) > 1) else ""


def _outer_words(words: tuple[str, ...]) -> Iterator[Value]:
    """Yield first and last word alone, which people with middle names go by."""
    if len(words) > 2:  # noqa: PLR2004  # there are words between
        yield Value(words[0] + words[-1], "PERSON")
        yield Value(words[-1] + words[0], "PERSON")


def _with_particle(name: str, language: str | None) -> Iterator[Value]:
    """Yield a surname of several words: "De Santis", "Puig i Vila"; not one of common words alone ("de la Cruz")."""
    before, comma, _ = name.partition(",")
    family = folded_words(before if comma else " ".join(name.split()[1:]))
    first = next((at for at, word in enumerate(family) if word in _PARTICLES), None)
    if first is None or common_words(language).issuperset(set(family) - _PARTICLES):
        return
    yield Value("".join(family), "PERSON")
    if len(family) - first > 1:
        yield Value("".join(family[first:]), "PERSON")


def _with_initial(words: tuple[str, ...], language: str | None) -> Iterator[Value]:
    """Yield "J. Duarte" and "jduarte", "Ana D.", and both glued.

    Where the long word is a common one, only the glued form says anything: "a May evening".
    """
    common, known = common_words(language), frequencies(language)
    for first, last in ((words[0], words[-1]), (words[-1], words[0])):
        initial = first[0]
        if len(last) < _SHORTEST_WITH_INITIAL:
            continue
        yield from _by_use(initial + last, known, only_glued=last in common)
        yield from _by_use(last + initial, known, only_glued=last in common or initial in _ONE_LETTER_WORDS)


def _by_use(key: str, known: Container[str], *, only_glued: bool) -> Iterator[Value]:
    if not only_glued:
        yield Value(key, "PERSON", Rule.APART)
    if key not in known:
        yield Value(key, "PERSON", Rule.GLUED)


def _guesses(parts: tuple[str, ...], given: tuple[str, ...], language: str | None) -> Iterator[Value]:
    known = frequencies(language)
    for part in given:
        for form in sorted(other_forms(part, language)):
            yield Value(form, "PERSON", Rule.NAME)
    for part in parts:
        if len(part) >= _SHORTEST_PLURAL and f"{part}s" not in known:
            yield Value(f"{part}s", "PERSON", Rule.NAME)
