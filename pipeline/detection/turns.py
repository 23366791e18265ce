"""A conversation as the passes see it: each turn in normal form, cut into words when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Conversation
from pipeline.conversation.normal_form import NormalForm, normalise
from pipeline.detection.coverage import NOTHING, Coverage
from pipeline.detection.language import Language, language
from pipeline.detection.quantities import quantities
from pipeline.detection.recognizer import Clues
from pipeline.detection.value_search import Words

KNOWN = "known_value"
DENIED = "deny_list"
RECURRENCE = "recurrence"
FIRST_UNSPACED = "\u2e80"
"""Scripts that put no spaces between words begin here: Chinese, Japanese, Korean."""


class TurnView:
    """One turn: its normal form, what is counted of it, and its folded words."""

    def __init__(self, text: str, languages: tuple[str, ...]) -> None:
        self.form: NormalForm = normalise(text)
        self.languages = languages

    @cached_property
    def clues(self) -> Clues:
        """What recognizers need to know before they look."""
        return Clues.of(self.form.text, self.languages)

    @cached_property
    def amounts(self) -> Coverage:
        """Where the text says how much or when."""
        return Coverage(quantities(self.form.text)) if self.clues.digits else NOTHING

    @cached_property
    def words(self) -> Words:
        """The folded words."""
        return Words.of(self.form)


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with a view of each turn."""

    conversation: Conversation = field(repr=False)
    turns: tuple[TurnView, ...] = field(repr=False)
    spoken: Language = field(repr=False)
    """What its language, or all that the engine reads, gives to the passes."""

    @classmethod
    def of(cls, conversation: Conversation, languages: Sequence[str]) -> ConversationView:
        """Put every turn into normal form, once."""
        own = (conversation.language,) if conversation.language else ()
        order = tuple(dict.fromkeys((*own, *languages)))
        turns = tuple(TurnView(turn.text, order) for turn in conversation.turns)
        return cls(conversation, turns, language(*(own or order)))


Results = list[list[RecognizerResult]]
"""One list a turn, in the order of the turns; offsets in the turn's text in normal form."""
