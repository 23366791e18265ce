"""The names in a turn: described, judged, put together."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from pipeline.detection.language import words_of_all
from pipeline.detection.model.spans import WordGuess
from pipeline.detection.names.features import BRAND, Described, Setting, describe
from pipeline.detection.names.judge import judge
from pipeline.detection.names.lexicon import ORDINARY, PLAIN, SLIP
from pipeline.detection.names.spans import NameSpan, grown, name_spans
from pipeline.detection.questions import Slot
from pipeline.detection.turns import TurnView

SURE: Final = 0.9
SURE_OF_A_COMMON_WORD: Final = 0.99
"""From these scores of the network on, a word is a name whatever the judge thinks."""
DOUBTED: Final = MappingProxyType({BRAND: 0.9, PLAIN: 0.4})
"""From these probabilities on, words that are hardly ever a name are one; other words from the threshold on."""
_COMMON: Final = frozenset({PLAIN, ORDINARY, SLIP, BRAND})
LONGEST_ANSWER: Final = 5
"""Words of a turn that is nothing but the answer to a question for a name."""

Sure = Sequence[tuple[int, float]]
"""Which of a turn's words are names, sorted, each with its probability."""


_LONGEST_SPELLED: Final = 10
"""The same for one that is spelled, of which every letter belongs to the name."""
_SHORTEST_SENTENCE: Final = 4
"""Words up to which an answer says the name and hardly anything else."""


class Namer:
    """Finds names; `threshold` is the probability from which a word counts."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._judge = judge()

    def find(self, turn: TurnView, guesses: Sequence[WordGuess], setting: Setting) -> Sequence[NameSpan]:
        """Return the names in a turn.

        Args:
            turn: the turn.
            guesses: what the network thinks of its words, which depends on its text alone.
            setting: language, question and sides, on which the answer depends as well.
        """
        judged = [(each, self._probability(each)) for each in describe(turn, guesses, setting)]
        sure = [(each.index, probability) for each, probability in judged if probability >= self._least(each)]
        if len(sure) > 1:
            sure = [(index, probability) for index, probability in sure if not _leads_in(turn, index, setting)]
        if sure and setting.heard and _is_answer(turn, setting.slot):
            return [_whole_answer(turn, setting, sure)]
        return list(name_spans(turn, grown(turn, sure, setting) if sure else sure))

    def _least(self, word: Described) -> float:
        return max(self._threshold, DOUBTED.get(word.kind, 0.0))

    def _probability(self, word: Described) -> float:
        """Return what the judge thinks, unless the network is sure: a name that it knows must not leak."""
        judged = self._judge.probability(word.groups)
        sure = SURE_OF_A_COMMON_WORD if word.kind in _COMMON else SURE
        return max(judged, word.score) if word.score >= sure else judged


def _leads_in(turn: TurnView, index: int, setting: Setting) -> bool:
    """Return whether a word in lower case only leads to the name or accepts: "its okonkwo", "yes okonkwo"."""
    word, start = turn.words.words[index], turn.words.spans[index][0]
    return word in setting.spoken.yes | setting.spoken.leads and turn.form.text[start].islower()


def _is_answer(turn: TurnView, slot: Slot) -> bool:
    if not slot.is_open or slot.types != {"PERSON"}:
        return False
    words = turn.words.words
    return len(words) <= (_LONGEST_SPELLED if _is_spelled(words) else LONGEST_ANSWER)


def _is_spelled(words: Sequence[str]) -> bool:
    return sum(len(word) == 1 for word in words) > 1


def _whole_answer(turn: TurnView, setting: Setting, sure: Sure) -> NameSpan:
    """Return all of a short answer that holds a name, but for what leads in and thanks: "Charles we've" is one name.

    In a few words only what nothing else is heard as leads in: "great Okonkwo" may be "Greg Okonkwo".
    """
    spoken, words, spans = setting.spoken, turn.words.words, turn.words.spans
    first, last = sure[0][0], sure[-1][0] + 1
    lead = max((end for start, end, _ in spoken.empty.search(words) if end <= first and end - start > 1), default=0)
    short = len(words) <= _SHORTEST_SENTENCE
    accepts = words_of_all("unmistakable") if short else spoken.yes
    leads = {word for word in spoken.leads if len(word) > 1} if short or _is_spelled(words) else spoken.leads
    begin = next((index for index in range(lead, first) if words[index] not in accepts | leads), first)
    end = next((index for index in range(len(words), last, -1) if words[index - 1] not in accepts), last)
    return NameSpan(spans[begin][0], spans[end - 1][1], max(probability for _, probability in sure))
