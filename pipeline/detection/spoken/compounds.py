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


_ONE: Final = {"german": "ein", "dutch": "een"}
_GLUED: Final[Mapping[str, Callable[[Forms], Iterator[tuple[str, int]]]]] = {
    "german": lambda forms: _joined_with("und", forms, _ONE["german"]),
    "dutch": lambda forms: _joined_with("en", forms, _ONE["dutch"]),
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
    if glue in _ONE:
        heads |= {_ONE[glue] + hundred: 100, _ONE[glue] + thousand: 1000}
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
    simple = {word: value for value, words in forms.items() for word in words}
    said: dict[int, list[str]] = {}
    for word, value in {**simple, **compounds(glue, forms)}.items():
        said.setdefault(value, []).append(word)
    found: dict[str, int] = {}
    for day in range(1, _LAST_DAY + 1):
        if glue != "german":
            found |= {f"{day}{suffix}": day for suffix in suffixes}
        for phrase in _ordinal(day, glue, forms, given, said.get(day, [])):
            for suffix in suffixes if glue == "german" else ("",):
                found[fold_text(phrase + suffix)] = day
    return found


def _ordinal(day: int, glue: Glue, forms: Forms, given: Mapping[int, str], said: list[str]) -> Iterator[str]:
    """Yield the ordinals of a day, in German without their ending; `said` are its cardinals in one word."""
    small = day < _FIRST_STEM_IN_ST
    if day in given:
        yield given[day]
    elif glue == "german":
        yield from (f"{word}{'t' if small else 'st'}" for word in said)
    elif glue == "dutch":
        yield from (f"{word}{'de' if small else 'ste'}" for word in said)
    elif day > _FIRST_STEM_IN_ST and day % 10 in given:
        yield from (f"{tens} {given[day % 10]}" for tens in forms[day - day % 10])
