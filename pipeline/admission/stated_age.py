"""How old people say they are, in seven languages: "i'm 14", "ich bin vierzehn", "j'ai 13 ans".

Only what somebody says of themselves counts. "My son is 14" is no reason to refuse: the customer is his parent, and the
age is hidden in the text like any other. Neither is a number that something else follows ("i'm 14 minutes late").
Languages are told apart by their words, not by what the record says, since a German chat may hold an English line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

import yaml

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.repeated import remembered

FIRST_NUMBER: Final = 6  # nobody younger writes to support; "I'm 1 of 3" is not an age
_MOST_ANSWERED: Final = 40
_BEFORE: Final = r"(?<![\w'])"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # with libyaml it takes a tenth of the time
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_SPACE: Final = r"[ ,:\n]{1,3}"
_END: Final = r"(?=\s{0,3}(?:$|[!?;)\"\n]|[.,](?!\d)|[-(]\s|/[fm]\b|\s(?:%s)(?![\w'])))"
_ANSWER: Final = r"\W{0,3}(?:\w{1,4}[ ,.]{1,3})?(?:(?:%s)%s)?(?P<n>%s)(?:[ -]?(?:%s))?\W{0,3}\Z"


@dataclass(frozen=True, slots=True)
class _Language:
    """The patterns of one language; each has the number as `n`."""

    statements: tuple[re.Pattern[str], ...] = field(repr=False)
    answer: re.Pattern[str] = field(repr=False)
    numbers: Mapping[str, int] = field(repr=False)

    def age(self, match: re.Match[str]) -> int:
        """Return the age that a statement or answer gives."""
        written = match["n"]
        return int(written) if written.isdigit() else self.numbers[written]


@remembered
def states_age_under(text: str, minimum: int, *, answers: bool = False) -> bool:
    """Return whether somebody says in a turn to be younger than `minimum`.

    Args:
        text: the raw turn.
        minimum: in years.
        answers: the turn follows the question how old they are, so a bare number counts.
    """
    folded = fold_text(text)
    if _numbers().isdisjoint(_WORD.findall(folded)):
        return False
    for language in _languages():
        found = [match for statement in language.statements for match in statement.finditer(folded)]
        if answers and len(folded) <= _MOST_ANSWERED and (answer := language.answer.match(folded)):
            found.append(answer)
        if any(FIRST_NUMBER <= language.age(match) < minimum for match in found):
            return True
    return False


@remembered
def asks_for_age(text: str) -> bool:
    """Return whether a turn asks how old somebody is."""
    return _question().search(fold_text(text)) is not None


@cache
def _numbers() -> frozenset[str]:
    """Return every word that could be an age: nearly all turns hold none, and end there."""
    words = {part for each in _languages() for word in each.numbers for part in word.split("-")}
    return frozenset(words.union(map(str, range(FIRST_NUMBER, 100))))


@cache
def _question() -> re.Pattern[str]:
    asks = (re.escape(ask) for words in _written().values() for ask in words["asks"])
    return re.compile(rf"{_BEFORE}(?:{_any(asks)})\b")


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(map(_compiled, _written().values()))


@cache
def _written() -> Mapping[str, Mapping[str, Sequence[str]]]:
    source = resources.files(__package__) / "stated_age.yaml"
    written: Mapping[str, Mapping[str, Sequence[str]]] = yaml.load(
        source.read_text(encoding="utf-8"),
        Loader=_LOADER,  # noqa: S506  # a SafeLoader
    )
    return written


def _compiled(words: Mapping[str, Sequence[str]]) -> _Language:
    numbers = {
        word: value for value, words_of in enumerate(words["numbers"], FIRST_NUMBER) for word in words_of.split("|")
    }
    number = rf"(?:\d{{1,2}}(?!\d)|(?:{_any(numbers)})(?![a-z]))"
    units = _any(re.escape(unit) for unit in words["units"])
    tail = rf"(?:[ -](?:{_any(words['half'])}))?"
    end = _END % _any(words["goes_on"])
    needed = set(words["units_needed"])
    says = [*words["says"], *words["age_is"]]
    between = rf"(?:(?:{_any(words['between'])}) ){{0,2}}"

    def statement(cues: Iterable[str], unit: str) -> str:
        return rf"{_BEFORE}(?:{_any(cues)}){_SPACE}{between}(?P<n>{number}){tail}{unit}{end}"

    bare = statement((cue for cue in says if cue not in needed), rf"(?:[ -]?(?:{units}))?")
    with_unit = statement((cue for cue in says if cue in needed), rf"[ -]?(?:{units})")
    return _Language(
        statements=(re.compile(bare), re.compile(with_unit)),
        answer=re.compile(_ANSWER % (_any(words["says"]), _SPACE, number, units)),
        numbers=numbers,
    )


def _any(entries: Iterable[str]) -> str:
    """Return the alternatives of a pattern, the longest first."""
    return "|".join(sorted(entries, key=len, reverse=True)) or r"(?!)"
