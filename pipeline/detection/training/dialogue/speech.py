"""How a language says numbers, letters, signs and dates aloud, from the same words that detection reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Final

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.spoken.compounds import compounds
from pipeline.detection.spoken.word_file import COMMON, CommonFile, WordFile, listed, read
from pipeline.synthesis.chance import happens, weighted

_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_THIS_CENTURY: Final = 20
_RARER: Final = 0.3
"""How often another word than the usual one is said."""
_SPELLINGS: Final = (("apart", 0.45), ("hyphens", 0.13), ("code words", 0.14), ("explained", 0.12), ("scraps", 0.16))
_LINKED: Final = MappingProxyType({"es": "y", "pt": "e"})
"""What stands between tens and units where the language writes them apart."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What a language says: words by value, by letter, by sign."""

    language: str
    forms: Mapping[int, tuple[str, ...]] = field(repr=False)
    glued: Mapping[int, str] = field(repr=False)
    teens_after: frozenset[int]
    letters: Mapping[str, tuple[str, ...]] = field(repr=False)
    alphabet: Mapping[str, tuple[str, ...]] = field(repr=False)
    nato: Mapping[str, tuple[str, ...]] = field(repr=False)
    explained_by: tuple[str, ...]
    signs: Mapping[str, tuple[str, ...]] = field(repr=False)
    twice: tuple[str, ...]
    months: tuple[str, ...]
    fillers: tuple[str, ...]

    def digit(self, char: str, chance: Random) -> str:
        """Return a word for a digit."""
        words = self.forms[int(char)]
        return chance.choice(words) if happens(chance, _RARER) else words[0]

    def number(self, value: int) -> str:
        """Return the words of a number below 10,000."""
        if value - value % _TEN - _TEN in self.teens_after:  # "soixante douze"
            tens = value - value % _TEN - _TEN
            return f"{self.forms[tens][0]} {self.forms[value - tens][0]}"
        if value in self.forms:
            return self.forms[value][0]
        if value in self.glued:
            return self.glued[value]
        for size in (_THOUSAND, _HUNDRED):
            if value >= size:
                return self._large(value, size)
        tens = max(known for known in self.forms if known <= value)
        link = _LINKED.get(self.language, "")
        return " ".join(filter(None, (self.forms[tens][0], link, self.number(value - tens))))

    def _large(self, value: int, size: int) -> str:
        count, rest = divmod(value, size)
        if count * size in self.forms and size == _HUNDRED:
            head = self.forms[count * size][0]
        else:
            head = self.forms[size][0] if count == 1 else f"{self.number(count)} {self.forms[size][0]}"
        return f"{head} {self.number(rest)}" if rest else head

    def year(self, value: int) -> str:
        """Return a year as people say it: in English by its halves."""
        century, rest = divmod(value, _HUNDRED)
        if self.language != "en" or not rest or century == _THIS_CENTURY:
            return self.number(value)
        return f"{self.number(century)} {self.number(rest) if rest >= _TEN else f'oh {self.number(rest)}'}"


def _by_letter(words: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in words.split():
        word, _, letter = entry.partition("=")
        letter = letter or word[0]
        if len(letter) == 1:
            found.setdefault(fold_text(letter), []).append(word)
    return MappingProxyType({letter: tuple(names) for letter, names in found.items()})


def _glued(file: WordFile, forms: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    """Yield the compounds, the first word of a number last, so that a mapping keeps it."""
    folded = {value: tuple(map(fold_text, words)) for value, words in forms.items()}
    for word, value in reversed(compounds(file.glue, folded).items()):
        yield value, word


@cache
def speech(language: str) -> Speech:
    """Return what a language of `spoken/data` says."""
    file, common = WordFile.model_validate(read(language)), CommonFile.model_validate(read(COMMON))
    forms = {value: listed(words) for value, words in file.numbers.items()}
    return Speech(
        language=language,
        forms=MappingProxyType(forms),
        glued=MappingProxyType(dict(_glued(file, forms))),
        teens_after=frozenset(map(int, file.teens_after.split())),
        letters=MappingProxyType({letter: listed(names) for letter, names in file.letter_names.items()}),
        alphabet=_by_letter(f"{file.alphabet} {file.explaining_words}"),
        nato=_by_letter(common.alphabet),
        explained_by=listed(file.explained_by),
        signs=MappingProxyType({sign: listed(words) for sign, words in file.signs.items()}),
        twice=listed(file.multipliers[2]),
        months=tuple(listed(names)[0] for names in file.months),
        fillers=listed(file.fillers),
    )


def spelled(name: str, how: Speech, chance: Random) -> str:
    """Return a name as its bearer spells it: letters apart, code words, code words that explain, or in scraps."""
    kind = weighted(chance, _SPELLINGS)
    letters = [char for char in name if char.isalpha() or char == " "]
    if kind == "apart":
        return _apart(letters, how, chance)
    if kind == "hyphens":
        return "-".join(char.upper() for char in letters if char != " ")
    words = how.nato if happens(chance, 0.5) else how.alphabet
    if kind == "scraps":
        return _scraps(letters, 0.45, chance)
    if kind == "code words":
        return " ".join(_code_word(char, words, chance) for char in letters if char != " ")
    link = chance.choice(how.explained_by)
    parts = [f"{char} {link} {_code_word(char, words, chance)}" for char in letters if char != " "]
    return chance.choice((" ", ", ")).join(parts)


def _apart(letters: list[str], how: Speech, chance: Random) -> str:
    case = str.upper if happens(chance, 0.3) else str.lower
    parts: list[str] = []
    for char in letters:
        if char == " ":
            continue
        names = how.letters.get(char.lower())
        if parts and parts[-1] == case(char) and happens(chance, 0.4):
            parts[-1] = f"{chance.choice(how.twice)} {case(char)}"
        elif names and happens(chance, 0.3):
            parts.append(chance.choice(names))
        else:
            parts.append(case(char))
    return chance.choice((" ", " ", ". ", ", ")).join(parts)


def _code_word(char: str, words: Mapping[str, tuple[str, ...]], chance: Random) -> str:
    return chance.choice(words.get(fold_text(char), (char,)))


def _scraps(chars: Iterable[str], share: float, chance: Random) -> str:
    return "".join(char + (" " if happens(chance, share) else "") for char in chars).strip()


def dictated(code: str, how: Speech, chance: Random) -> str:
    """Return digits, letters and signs of a number as they are said: one by one, in pairs, "double five"."""
    pairs, as_words = happens(chance, 0.3), happens(chance, 0.15)
    parts: list[str] = []
    place = 0
    while place < len(code):
        char, after = code[place], code[place + 1 : place + 2]
        place += 1
        if char.isdecimal() and pairs and char != "0" and after.isdecimal():
            parts.append(how.number(int(char + after)))
            place += 1
        elif char.isdecimal() and after == char and happens(chance, 0.25):
            parts.append(f"{chance.choice(how.twice)} {how.digit(char, chance)}")
            place += 1
        elif char.isdecimal():
            parts.append(how.digit(char, chance))
        elif char.isalpha():
            parts.append(_code_word(char, how.nato, chance) if as_words else char.lower())
        elif char in how.signs and happens(chance, 0.4):
            parts.append(chance.choice(how.signs[char]))
    return " ".join(parts)


def chopped(code: str, chance: Random) -> str:
    """Return letters and digits as a recognizer writes them, parted at random places."""
    return _scraps((char for char in code if char.isalnum()), 0.3, chance)
