"""Which recognizers a text can wake: most turns hold the words and digits of few of the many that there are.

In: a turn's text in lower case and its number of digits. Out: the recognizers whose needs it meets. Words repeat all
the time, so what each of them wakes is worked out once and remembered; time is linear in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from pipeline.detection.recognizer import Clues, Recognizer

_REMEMBERED: Final = 1 << 15
"""Words and sets of recognizers that are remembered; each takes some hundred bytes."""
_LONGEST_REMEMBERED: Final = 32
"""Characters of a remembered word; longer ones hardly come again."""


class Alarm:
    """Recognizers by what they need. A set of them is the bits of a number: `1 << place` in the order given.

    The bits above say of a word which phrases its end may begin: nearly no turn has to be searched for any.
    """

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        self._recognizers = tuple(recognizers)
        self._wordless = 0
        self._first_phrase = 1 << len(self._recognizers)
        by_word: defaultdict[str, int] = defaultdict(int)
        for place, recognizer in enumerate(self._recognizers):
            for word in recognizer.needs.any_of:
                by_word[word] |= 1 << place
            if not recognizer.needs.any_of:
                self._wordless |= 1 << place
        # No space lies within a word of the text, so that what is needed with one is looked for in all of it.
        self._phrases = tuple((phrase, bits) for phrase, bits in by_word.items() if phrase.split() != [phrase])
        self._heads = tuple(phrase.partition(" ")[0] for phrase, _ in self._phrases)
        self._by_start: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for word in by_word.keys() - dict(self._phrases).keys():
            self._by_start[word[:2]].append((word, by_word[word]))
        self._by_char = {word: by_word[word] for word in self._by_start if len(word) == 1}
        self._by_digits = tuple(map(self._meeting, range(1 + max(each.needs.digits for each in self._recognizers))))
        self._remembered = lru_cache(_REMEMBERED)(self._woken)
        self._chosen = lru_cache(_REMEMBERED)(self._members)

    def of(self, clues: Clues) -> tuple[Recognizer, ...]:
        """Return the recognizers whose needs the text meets, in their order."""
        bits = self._wordless
        for word in clues.lowered.split():
            bits |= self._remembered(word) if len(word) <= _LONGEST_REMEMBERED else self._woken(word)
        possible = self._by_digits[min(clues.digits, len(self._by_digits) - 1)]
        if bits >= self._first_phrase:
            for place, (phrase, woken) in enumerate(self._phrases):
                if self._first_phrase << place & bits and phrase in clues.lowered:
                    bits |= woken
        return self._chosen(bits & possible)

    def _meeting(self, digits: int) -> int:
        """Return the recognizers that so many digits are enough for."""
        return sum(1 << place for place, each in enumerate(self._recognizers) if each.needs.digits <= digits)

    def _woken(self, word: str) -> int:
        """Return the recognizers that need a word which this one holds, and the phrases that may begin with it."""
        bits = 0
        for char in self._by_char.keys() & set(word):
            bits |= self._by_char[char]
        for at in range(len(word) - 1):
            for needed, woken in self._by_start.get(word[at : at + 2], ()):
                if word.startswith(needed, at):
                    bits |= woken
        if word.endswith(self._heads):
            for place, head in enumerate(self._heads):
                bits |= (self._first_phrase << place) * word.endswith(head)
        return bits

    def _members(self, bits: int) -> tuple[Recognizer, ...]:
        return tuple(each for place, each in enumerate(self._recognizers) if bits >> place & 1)
