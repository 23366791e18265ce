"""From words that are names to whole names: first and last name, initials, particles and hyphens between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.conversation.name_cues import follows_sure_name_cue
from pipeline.conversation.words.plain_words import PARTICLES
from pipeline.detection.names.features import Setting
from pipeline.detection.names.lexicon import ORDINARY, PLAIN, Lexicon
from pipeline.detection.turns import TurnView

_JOINER: Final = re.compile(r"[ \-'.]{1,2}")
_SHORTEST_UNKNOWN: Final = 2
_COLON: Final = re.compile(r":\s{0,3}\Z")
_REACH: Final = 4
_SYLLABLE: Final = 2
"""Letters up to which a common word may be half of a name: "Joon-ho"."""
_ORDINARY: Final = frozenset({PLAIN, ORDINARY})
_SURE: Final = 0.5
"""Probability from which on a name takes the unknown words beside it."""
_LONGEST_LINK: Final = 3
"""Words that may stand between two parts of one name: particles and initials ("Juan de la Cruz", "James T Kirk")."""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name at `[start, end)` of the turn's text in normal form, and the probability of its surest word."""

    start: int
    end: int
    score: float


def name_spans(turn: TurnView, sure: Sequence[tuple[int, float]]) -> Iterator[NameSpan]:
    """Yield the names that words make up.

    Args:
        turn: the turn.
        sure: which of the turn's words are names, sorted, each with its probability.
    """
    chosen = dict(sure)
    for group in _groups(turn, [index for index, _ in sure]):
        first, last = _with_initials(turn, group[0], _with_surname(turn, group[-1]))
        score = max(chosen[index] for index in group)
        yield NameSpan(turn.words.spans[first][0], turn.words.spans[last][1], score)


def grown(turn: TurnView, sure: Sequence[tuple[int, float]], setting: Setting) -> list[tuple[int, float]]:
    """Return the words that are names with those beside them that hardly anybody knows, in the same capitals.

    Of "Thanh Hà" and "im odrn soltis" one word is as good a name as the other. Where nothing has capitals, only words
    behind an introduction count. A word with a capital between two names is one of theirs ("Zoltan Spruce Okonkwo"),
    and so is the other half of a name with a hyphen ("Joon-ho").
    """
    chosen = dict(sure)
    chosen |= {place: chosen[place - 1] for place in _gaps(turn, chosen, setting.lexicon)}
    chosen |= {place: chosen[place + 1] for place in _beginnings(turn, chosen, setting.lexicon)}
    chosen |= dict(_hyphenated(turn, chosen, setting.lexicon))
    flat = not any(map(str.isupper, turn.form.text))
    introduced = (
        set()
        if not flat
        else {
            end
            for _, end, meaning in setting.spoken.around_names.search(turn.words.words)
            if meaning == "introductions"
        }
    )
    for index, probability in sure:
        if index not in introduced if flat else probability < _SURE:
            continue
        for step in (1, -1):
            place = index + step
            while 0 <= place < len(turn.words.words) and place not in chosen and _touch(turn, min(place, place - step)):
                if not _goes_with(turn, place, index, setting.lexicon, flat=flat):
                    break
                chosen[place] = probability
                place += step
    return sorted(chosen.items())


def _gaps(turn: TurnView, chosen: Mapping[int, float], lexicon: Lexicon) -> list[int]:
    """Return the places of single words between two names, all three with a capital and nothing but spaces between."""
    text, words = turn.form.text, turn.words
    return [
        place
        for before in chosen
        if (place := before + 1) not in chosen
        and place + 1 in chosen
        and all(text[start:end].istitle() for start, end in words.spans[before : place + 2])
        and lexicon.kind(words.words[place])[0] not in _ORDINARY
        and _touch(turn, before)
        and _touch(turn, place)
    ]


def _beginnings(turn: TurnView, chosen: Mapping[int, float], lexicon: Lexicon) -> list[int]:
    """Return the places of words with a capital between a cue and a name with one: "Driver: Spruce Okonkwo"."""
    text, words = turn.form.text, turn.words
    return [
        index - 1
        for index in chosen
        if index > 0
        and index - 1 not in chosen
        and _is_announced(text, words.spans[index - 1][0])
        and all(text[start:end].istitle() for start, end in words.spans[index - 1 : index + 1])
        and lexicon.kind(words.words[index - 1])[0] != PLAIN
        and _touch(turn, index - 1)
    ]


def _hyphenated(turn: TurnView, chosen: Mapping[int, float], lexicon: Lexicon) -> Iterator[tuple[int, float]]:
    """Yield the words that a hyphen joins to a name, with its probability, but for common words."""
    text, words = turn.form.text, turn.words
    for index, probability in chosen.items():
        for place in (index - 1, index + 1):
            if place in chosen or not 0 <= place < len(words.words):
                continue
            first, second = min(index, place), max(index, place)
            joined = text[words.spans[first][1] : words.spans[second][0]] == "-"
            if joined and _may_be_half(words.words[place], lexicon):
                yield place, probability


def _may_be_half(word: str, lexicon: Lexicon) -> bool:
    band = lexicon.kind(word)[0]
    return word.isalpha() and band != PLAIN and (band != ORDINARY or len(word) <= _SYLLABLE)


def _is_announced(text: str, start: int) -> bool:
    """Return whether a colon or a sure cue ("Mr.", "my name is") stands before a place."""
    colon = _COLON.search(text, max(0, start - _REACH), start)
    return colon is not None or follows_sure_name_cue(text, start)


def _goes_with(turn: TurnView, place: int, index: int, lexicon: Lexicon, *, flat: bool) -> bool:
    """Return whether a word beside a name is one that hardly anybody knows; where there are capitals, both have one."""
    word, text = turn.words.words[place], turn.form.text
    if not word.isalpha() or len(word) < _SHORTEST_UNKNOWN or lexicon.kind(word)[0] not in {"rare", "unknown"}:
        return False
    beginnings = (turn.words.spans[each][0] for each in (place, index))
    return flat or all(text[start].isupper() for start in beginnings)


def _groups(turn: TurnView, indices: Iterable[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for index in indices:
        if group and not _belong_together(turn, group[-1], index):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _belong_together(turn: TurnView, one: int, other: int) -> bool:
    if other - one > _LONGEST_LINK:
        return False
    between = turn.words.words[one + 1 : other]
    if not all(word in PARTICLES or len(word) == 1 for word in between):
        return False
    return all(_touch(turn, index) for index in range(one, other))


def _touch(turn: TurnView, index: int) -> bool:
    """Return whether nothing but a space, a hyphen, an apostrophe or an initial's dot stands behind a word."""
    _, end = turn.words.spans[index]
    start = turn.words.spans[index + 1][0]
    between = turn.form.text[end:start]
    if not _JOINER.fullmatch(between):
        return False
    return "." not in between or len(turn.words.words[index]) == 1


def _with_surname(turn: TurnView, last: int) -> int:
    """Take in a capitalized word behind particles: "Gabriel de Arriba", whatever the word means."""
    place = last + 1
    while place < len(turn.words.words) and turn.words.words[place] in PARTICLES and _touch(turn, place - 1):
        place += 1
    if last + 1 < place < len(turn.words.words) and _touch(turn, place - 1):
        start, end = turn.words.spans[place]
        if turn.form.text[start:end].istitle():
            return place
    return last


def _with_initials(turn: TurnView, first: int, last: int) -> tuple[int, int]:
    """Take in the initials beside a name: "J. Miller", "k p gegival"; vowels, which may be words, with a dot only."""
    while first > 0 and _is_initial(turn, first - 1) and _touch(turn, first - 1):
        first -= 1
    while last + 1 < len(turn.words.words) and _is_initial(turn, last + 1) and _touch(turn, last):
        last += 1
    return first, last


def _is_initial(turn: TurnView, index: int) -> bool:
    word = turn.words.words[index]
    if len(word) != 1 or not word.isalpha():
        return False
    start, end = turn.words.spans[index]
    if "'" in (turn.form.text[max(0, start - 1) : start], turn.form.text[end : end + 1]):
        return False  # what an apostrophe cut off, before or behind: "m'a dit"
    if index > 0 and turn.form.text[max(0, start - 2) : start] == f"{turn.form.text[start - 2]}." and word in "ao":
        return len(turn.words.words[index - 1]) == 1  # "M.ª Dolores"
    dotted = turn.form.text[end : end + 1] == "."
    return dotted or (word not in "aeiouyi" and not turn.form.text[start].isdigit())
