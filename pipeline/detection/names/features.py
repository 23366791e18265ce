"""A word in its turn, described by the names of features: what a person would look at to tell whether it is a name.

In: a turn, what the network thinks of its words, the open question. Out: for each word that might be a name, its place
and its features. Most words are harmless and nobody suspects them: they get no description, which is what makes this
cheap. No feature holds a word itself, so weights learned from one language serve the others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.conversation.name_cues import follows_name_cue, follows_sure_name_cue
from pipeline.detection.language import Language
from pipeline.detection.model.labels import ENTITY_TYPES
from pipeline.detection.model.spans import WordGuess
from pipeline.detection.names import groups
from pipeline.detection.names.brands import branded
from pipeline.detection.names.groups import RARE, Group
from pipeline.detection.names.lexicon import ORDINARY, PLAIN, Lexicon
from pipeline.detection.questions import CLOSED, Slot
from pipeline.detection.turns import FIRST_UNSPACED, TurnView

PERSON: Final = ENTITY_TYPES.index("PERSON")
PLACE: Final = ENTITY_TYPES.index("LOCATION")
BRAND: Final = "brand"
SUSPECTED: Final = 0.05
"""From this score of the network on, even a plain word is described."""

_INITIAL: Final = 0.5
_BINS: Final = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)
_COARSE: Final = (0.05, 0.2, 0.5, 0.9)
_LENGTHS: Final = (1, 2, 3, 5, 8, 13)
_SHORT_ANSWER: Final = 8
_STARTS_SENTENCE = re.compile(r"(?:\A|[.!?:;…\n)\]•*>-])[\s\"'*>¡¿(\[-]*\Z")
_POST = re.compile(r"(?<!\w)[@#][^\W\d_]\w+|\bRT\b")
"""Handles, hashtags: what only a post to everybody holds."""
_POST_SIGNS: Final = ("@", "#", "RT")
"""Without one of these there is none; most turns have none, and searching takes ten times as long."""
_REACH: Final = 8
_CLITICS: Final = frozenset({"s", "t", "m", "d", "ll", "re", "ve", "n"})
_NO_NAME_FOLLOWS: Final = frozenset({"im", "am", "zum", "zur", "ins", "vom", "beim", "ans"})
"""German articles drawn into a preposition: "im Ernst"; nouns have capitals there as names have."""
_HARMLESS: Final = frozenset({PLAIN, "digit"})
_BEFORE_NAMES: Final = frozenset({"greetings", "thanks", "farewells", "introductions"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a turn before its words are looked at."""

    lexicon: Lexicon
    spoken: Language
    slot: Slot = CLOSED
    one_sided: bool = False
    heard: bool = False
    """Whether the text comes from speech recognition, which makes words of parts of names."""

    @property
    def key(self) -> str:
        """Return all of this as one line."""
        types = "+".join(sorted(self.slot.types)) if self.slot.is_open else ""
        return f"{self.lexicon.language} {self.spoken.code} {types} {self.slot.answer} {self.one_sided} {self.heard}"


@dataclass(frozen=True, slots=True)
class Described:
    """A word that might be a name: which of the turn's words, the network's score, its features in groups."""

    index: int
    score: float
    kind: str
    """How common it is (see `lexicon`), or `BRAND` where it belongs to one and is in no list of names."""
    groups: tuple[Group, ...] = field(repr=False)


def describe(turn: TurnView, guesses: Sequence[WordGuess], setting: Setting) -> list[Described]:
    """Return the words of a turn that might be names, in their order."""
    if not _worth_a_look(turn, guesses, setting):
        return []
    look = _Look(turn, guesses, setting)
    return [
        Described(index, look.person[index], look.kind(index), tuple(look.described(index)))
        for index in look.suspects()
    ]


def _worth_a_look(turn: TurnView, guesses: Sequence[WordGuess], setting: Setting) -> bool:
    words = turn.words.words
    if not words:
        return False
    if any(guess.scores[PERSON] >= SUSPECTED for guess in guesses):
        return True
    if _may_answer(setting, len(words)):
        return True
    return not setting.lexicon.harmless.issuperset(words)


def _may_answer(setting: Setting, length: int) -> bool:
    return length <= _SHORT_ANSWER and setting.slot.is_open and "PERSON" in setting.slot.types


class _Look:
    """All that is computed once a turn."""

    def __init__(self, turn: TurnView, guesses: Sequence[WordGuess], setting: Setting) -> None:
        self.text = turn.form.text
        self.words, self.spans = turn.words.words, turn.words.spans
        self.setting = setting
        self.person, self.place, self.other = _scores(self.spans, guesses)
        self.kinds = [setting.lexicon.kind(word) if word.isalpha() else ("digit", "none") for word in self.words]
        self.upper = self.text.isupper()
        self.cased = self.text != self.text.lower() and not self.upper
        self.post = any(map(self.text.__contains__, _POST_SIGNS)) and _POST.search(self.text) is not None
        self.length = len(self.words) - sum(map(_CLITICS.__contains__, self.words))
        self.size = bisect_right(_LENGTHS, self.length - 1)
        self.asked = self._asked()
        self.may_answer = _may_answer(setting, self.length)
        self.brand = branded(self.words)
        self.before = [""] * (len(self.words) + 1)
        for _, end, meaning in setting.spoken.around_names.search(self.words):
            self.before[end] = meaning

    def kind(self, index: int) -> str:
        band, name = self.kinds[index]
        return BRAND if index in self.brand and name == "none" else band

    def suspects(self) -> list[int]:
        """Return which words might be names; at the letters of most, which are harmless, nobody looks."""
        return [
            index
            for index, (band, _) in enumerate(self.kinds)
            if (band not in _HARMLESS or self.may_answer or self.person[index] >= SUSPECTED) and self._is_suspect(index)
        ]

    def _is_suspect(self, index: int) -> bool:
        hunch = self.person[index] >= SUSPECTED or self.may_answer
        return not self._is_no_name(index) and (hunch or self._looks_like_one(index))

    def _is_no_name(self, index: int) -> bool:
        word, band = self.words[index], self.kinds[index][0]
        if band == "digit" or self._is_clitic(index) or is_unspaced(word):
            return True
        if len(word) == 1:
            return not self._is_initial(index)
        german = self.setting.lexicon.language == "de" and band not in RARE
        return german and index > 0 and self.words[index - 1] in _NO_NAME_FOLLOWS

    def _is_initial(self, index: int) -> bool:
        """Return whether a single letter is a dotted capital that the network takes for a name: "Sr. D. R."."""
        start, end = self.spans[index]
        return self.person[index] >= _INITIAL and self.text[start].isupper() and self.text[end : end + 1] == "."

    def _looks_like_one(self, index: int) -> bool:
        band, name = self.kinds[index]
        shape = self._shape(index)
        if band in {PLAIN, ORDINARY}:
            return band == ORDINARY and shape == "Title" and self.setting.lexicon.language != "de"
        # Whoever writes capitals writes them in names; only a cue or a hunch of the network speaks against that.
        if shape == "lower" and self.cased and self.person[index] < _BINS[0]:
            return self.before[index] in _BEFORE_NAMES
        return name != "none" or band in RARE or shape == "Title"

    def described(self, index: int) -> Iterator[Group]:
        """Yield the word's features in groups; each group is made once for the few things that it depends on."""
        band, name = self.kinds[index]
        shape, rarity = self._shape(index), "rare" if band in RARE else band
        score, coarse = _bin(self.person[index], _BINS), _bin(self.person[index], _COARSE)
        place, other = _bin(self.place[index], _COARSE), _bin(self.other[index], _COARSE)
        yield groups.of_word(band, name, shape, score, coarse, place, other)
        yield groups.of_neighbor("b", self._before(index), rarity, name, coarse, shape)
        yield groups.of_neighbor("a", self._after(index), rarity, name, coarse, shape)
        yield groups.of_question(self.asked, self.size, rarity, name, coarse, shape)
        yield groups.of_place(
            index == 0,
            index == len(self.words) - 1,
            _bin(max(self._score(index - 1), self._score(index + 1)), _COARSE),
            rarity,
            coarse,
        )
        if self.setting.lexicon.language != "en":
            yield groups.of_language(self.setting.lexicon.language or "any", shape, name, rarity, coarse)
        if self.post:
            yield groups.of_post(shape, name, rarity, coarse)
        if index in self.brand:
            yield groups.of_brand(shape, name, rarity, coarse)
        if not self.cased:
            yield groups.of_flat(name, rarity, coarse)
        cue = self._cue(index)
        if cue:
            yield groups.of_cue(cue, rarity, shape)

    def _asked(self) -> str:
        slot = self.setting.slot
        if slot.is_open:
            return f"person{min(slot.answer, 3)}" if "PERSON" in slot.types else "other"
        return "onesided" if self.setting.one_sided else "no"

    def _cue(self, index: int) -> str:
        start = self.spans[index][0]
        if follows_sure_name_cue(self.text, start):
            return "sure"
        return "cue" if follows_name_cue(self.text, start) else ""

    def _score(self, index: int) -> float:
        return self.person[index] if 0 <= index < len(self.words) else 0.0

    def _before(self, index: int) -> str:
        if index == 0:
            return "start"
        sign = self._sign(index - 1)
        if self.before[index]:
            return self.before[index] if sign in {"", ","} else f"{self.before[index]}."
        if self._is_clitic(index - 1):
            return "clitic"
        return sign + self._neighbor(index - 1)

    def _after(self, index: int) -> str:
        if index == len(self.words) - 1:
            return "end"
        if self._is_clitic(index + 1):
            return "clitic"
        return self._sign(index) + self._neighbor(index + 1)

    def _neighbor(self, index: int) -> str:
        word, (band, name) = self.words[index], self.kinds[index]
        closed = self.setting.spoken.closed.get(word)
        if closed:
            return closed
        if band == "digit":
            return "digit"
        if len(word) == 1:
            return "letter"
        if self.person[index] >= _COARSE[1] or (name != "none" and band not in {PLAIN, ORDINARY, "often"}):
            return "name"
        return "plain" if band in {PLAIN, ORDINARY, "often"} else "odd"

    def _sign(self, index: int) -> str:
        """Return what stands between a word and the next: "" for a space, else the sign that says most."""
        between = self.text[self.spans[index][1] : self.spans[index + 1][0]]
        if between == " ":
            return ""
        return next((sign for sign in "\n.!?:;,-'@/" if sign in between), "_")

    def _is_clitic(self, index: int) -> bool:
        if self.words[index] not in _CLITICS or index == 0:
            return False
        return self.text[self.spans[index][0] - 1] == "'"

    def _shape(self, index: int) -> str:
        start, end = self.spans[index]
        word = self.text[start:end]
        if word.islower():
            return "lower"
        if word.isupper() and len(word) > 1:
            return "UP" if self.upper else "CAPS"
        if not word[0].isupper() or not word[1:].islower():
            return "mixed"
        starts = _STARTS_SENTENCE.search(self.text, max(0, start - _REACH), start)
        return "First" if starts else "Title"


def is_unspaced(word: str) -> bool:
    """Return whether a run of letters holds a script without spaces between words, so that it is no single word."""
    return not word.isascii() and any(char >= FIRST_UNSPACED for char in word)


def _scores(
    spans: Sequence[tuple[int, int]], guesses: Sequence[WordGuess]
) -> tuple[list[float], list[float], list[float]]:
    """Return, for each word, the network's scores for a person, a place and any other direct identifier."""
    person, place, other = [0.0] * len(spans), [0.0] * len(spans), [0.0] * len(spans)
    at = 0
    for guess in guesses:
        while at < len(spans) and spans[at][1] <= guess.start:
            at += 1
        index = at
        while index < len(spans) and spans[index][0] < guess.end:
            person[index] = max(person[index], guess.scores[PERSON])
            place[index] = max(place[index], guess.scores[PLACE])
            other[index] = max(other[index], guess.direct - guess.scores[PERSON])
            index += 1
    return person, place, other


def _bin(score: float, bounds: Sequence[float]) -> int:
    return bisect_right(bounds, score)
