"""The pass for special categories: every policy says what becomes of a conversation that holds such words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Conversation, ConversationFindings
from pipeline.conversation.normal_form import fold, fold_text
from pipeline.detection.coverage import Coverage
from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.detection.findings import Sieve, to_findings
from pipeline.detection.recognizer import words
from pipeline.detection.results import result
from pipeline.detection.special_categories.lexicon import LANGUAGES, lexicon
from pipeline.detection.turns import SPECIAL, ConversationView, Results, TurnView

_SCORE: Final = 0.8


class SpecialCategoryPass:
    """Words of health, religion, politics, sexuality, ethnicity, union membership and crime.

    A conversation is read in its own language; where that is unknown or has no list, in all that have one.
    """

    name = SPECIAL

    def __init__(self, named: Iterable[str], words_allowed: Iterable[str] = ()) -> None:
        """Look for the named types; what stands inside an allowed phrase, such as a product's name, does not count."""
        self._types = tuple(sorted(SPECIAL_TYPES.intersection(named)))
        allowed = sorted((fold_text(each).replace("*", "") for each in words_allowed), key=len, reverse=True)
        self._allowed = words(*filter(None, allowed)) if any(allowed) else None

    def find(self, view: ConversationView, found: Results) -> Results:  # noqa: ARG002
        """Return the words of the named types in each turn."""
        if not self._types:
            return [[] for _ in view.turns]
        own = view.conversation.language
        languages = (own,) if own in LANGUAGES else LANGUAGES
        look = partial(self._turn, languages=languages)
        name = f"{self.name} {languages}"
        return [list(turn.once(name, look)) for turn in view.turns]

    def _turn(self, turn: TurnView, languages: Iterable[str]) -> list[RecognizerResult]:
        folded = fold(turn.form)
        found = [each for language in languages for each in lexicon(language).find(folded.text, self._types)]
        if not found:
            return []
        spans = (match.span() for match in self._allowed.finditer(folded.text)) if self._allowed else ()
        allowed = Coverage(spans)
        return [
            result(kind, *folded.raw_span(start, end), _SCORE, self.name)
            for kind, start, end in found
            if not allowed.holds(start, end)
        ]


def special_findings(
    conversation: Conversation, languages: Sequence[str], special: SpecialCategoryPass
) -> ConversationFindings:
    """Return what the pass alone finds, for whoever asks for nothing else and needs no model."""
    view = ConversationView.of(conversation, languages)
    return to_findings(view, special.find(view, [[] for _ in view.turns]), Sieve(0.0, {}, frozenset(), {}))
