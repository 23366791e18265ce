"""Number words that a language writes as one word ("einundzwanzig", "ventotto"), and its ordinals, spelled out once.

In: the simple number words of a language. Out: word or phrase to value. Folded words on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from pipeline.conversation.normal_form import fold_text

Glue = Literal["none", "german", "dutch", "italian"]
Forms = Mapping[int, tuple[str, ...]]
"""Value to the words that say it, the usual one first."""

_LAST_DAY: Final = 31
_FIRST_STEM_IN_ST: Final = 20
_ELISIONS: Final = (1, 8)  # "vent|uno", "vent|otto"


def compounds(glue: Glue, forms: Forms) -> dict[str, int]:
    """Return the glued numbers from 21 to 2099 that are said in one word."""
    if glue == "none":
        return {}
    below = dict(_GLUED[glue]({value: words for value, words in forms.items() if value < 100}))  # noqa: PLR2004
    simple = {word: value for value, words in forms.items() if 0 < value < 100 for word in words}  # noqa: PLR2004
    words = dict(below)
    words.update(_hundreds(glue, forms, {**simple, **below}))
    return words


def _joined_with(link: str, forms: Forms, one: str) -> Iterator[tuple[str, int]]:
    """Unit first: "ein|und|zwanzig", "een|en|twintig"."""
    for tens in range(20, 100, 10):
        for unit in range(1, 10):
            for word in (one,) if unit == 1 else forms[unit]:
                for ten in forms[tens]:
                    yield fold_text(word + link + ten), tens + unit


def _elided(forms: Forms) -> Iterator[tuple[str, int]]:
    """Tens first, without their last vowel before another: "vent|uno", "quaranta|due"."""
    for tens in range(20, 100, 10):
        for unit in range(1, 10):
            ten, word = forms[tens][0], forms[unit][0]
            yield (ten[:-1] if unit in _ELISIONS else ten) + word, tens + unit


_GLUED: Final[Mapping[str, Callable[[Forms], Iterator[tuple[str, int]]]]] = {
    "german": lambda forms: _joined_with("und", forms, "ein"),
    "dutch": lambda forms: _joined_with("en", forms, "een"),
    "italian": _elided,
}
_HUNDRED_LINKS: Final = {"german": ("", "und"), "dutch": ("", "en"), "italian": ("",)}


def _hundreds(glue: str, forms: Forms, below: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Whole hundreds with what may follow, as in amounts and years: "zweihundertfünf", "negentienhonderdtachtig"."""
    hundred, thousand = forms[100][0], forms[1000][0]
    heads = {hundred: 100, thousand: 1000}
    for word, value in below.items():
        if value < 20 and value != 1:  # noqa: PLR2004  # up to nineteen hundred
            heads[word + hundred] = value * 100
    for one in ("ein", "een"):
        heads[one + hundred] = 100
        heads[one + thousand] = 1000
    for two in forms[2]:
        heads[two + forms[1000][-1]] = 2000
    if glue == "italian":
        heads |= {f"{thousand}{head}": 1000 + value for head, value in list(heads.items()) if 0 < value < 1000}  # noqa: PLR2004
    for head, value in heads.items():
        yield head, value
        for link in _HUNDRED_LINKS[glue]:
            for word, rest in below.items():
                yield head + link + word, value + rest
                if glue == "italian" and word[0] == "o":
                    yield head[:-1] + word, value + rest  # "cent|ottanta"


def ordinals(glue: Glue, forms: Forms, given: Mapping[int, str], suffixes: tuple[str, ...]) -> dict[str, int]:
    """Return ordinal words and phrases from 1 to 31, and their written forms ("23rd") where suffixes are Latin letters.

    Args:
        glue: how the language builds compounds.
        forms: its number words.
        given: irregular ordinals; in German their stems.
        suffixes: endings of words (German, Dutch) and of written days (other languages, Dutch).
    """
    found: dict[str, int] = {}
    one_word: dict[int, list[str]] = {}
    for word, value in {**{w: v for v, words in forms.items() for w in words}, **compounds(glue, forms)}.items():
        one_word.setdefault(value, []).append(word)
    for day in range(1, _LAST_DAY + 1):
        stems = [given[day]] if day in given else one_word.get(day, [])
        if glue == "german":
            letter = "" if day in given else "t" if day < _FIRST_STEM_IN_ST else "st"
            found |= {fold_text(f"{stem}{letter}{suffix}"): day for stem in stems for suffix in suffixes}
            continue
        if day in given:
            found[fold_text(given[day])] = day
        elif glue == "dutch":
            ending = "de" if day < _FIRST_STEM_IN_ST else "ste"
            found |= {fold_text(stem + ending): day for stem in stems}
        elif glue == "none" and day % 10 in given and day > _FIRST_STEM_IN_ST:
            found |= {fold_text(f"{tens} {given[day % 10]}"): day for tens in forms[day - day % 10]}
        found |= {f"{day}{suffix}": day for suffix in suffixes}
    return found
