"""The pass for special categories: only the types that a policy names, so that no other policy hides such words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.normal_form import fold
from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.detection.results import result
from pipeline.detection.special_categories.lexicon import LANGUAGES, lexicon
from pipeline.detection.turns import SPECIAL, ConversationView, Results, TurnView

_SCORE: Final = 0.8


class SpecialCategoryPass:
    """Words of health, religion, politics, sexuality, ethnicity, union membership and crime.

    A conversation is read in its own language; where that is unknown or has no list, in all that have one.
    """

    name = SPECIAL

    def __init__(self, named: Iterable[str]) -> None:
        self._types = tuple(sorted(SPECIAL_TYPES.intersection(named)))

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the words of the named types in each turn."""
        if not self._types:
            return [[] for _ in view.turns]
        own = view.conversation.language
        languages = (own,) if own in LANGUAGES else LANGUAGES
        return [list(self._turn(turn, languages)) for turn in view.turns]

    def _turn(self, turn: TurnView, languages: Iterable[str]) -> Iterator[RecognizerResult]:
        folded = fold(turn.form)
        for language in languages:
            for kind, start, end in lexicon(language).find(folded.text, self._types):
                yield result(kind, *folded.raw_span(start, end), _SCORE, self.name)
