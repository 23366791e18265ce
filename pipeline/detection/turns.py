"""A conversation as the passes see it: each turn in normal form, cut into words when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Conversation
from pipeline.conversation.normal_form import NormalForm, normalise
from pipeline.detection.recognizer import Clues
from pipeline.detection.value_search import Words

KNOWN = "known_value"
DENIED = "deny_list"
RECURRENCE = "recurrence"
SPECIAL = "special_category"


class TurnView:
    """One turn: its normal form, what is counted of it, and its folded words."""

    def __init__(self, text: str, languages: tuple[str, ...], country: str = "") -> None:
        self.form: NormalForm = normalise(text)
        self.languages = languages
        self.country = country

    @cached_property
    def clues(self) -> Clues:
        """What recognizers need to know before they look."""
        return Clues.of(self.form.text, self.languages, self.country)

    @cached_property
    def words(self) -> Words:
        """The folded words."""
        return Words.of(self.form)


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation with a view of each turn."""

    conversation: Conversation = field(repr=False)
    turns: tuple[TurnView, ...] = field(repr=False)

    @classmethod
    def of(cls, conversation: Conversation, languages: Sequence[str]) -> ConversationView:
        """Put every turn into normal form, once."""
        own = (conversation.language,) if conversation.language else ()
        order = tuple(dict.fromkeys((*own, *languages)))
        named = dict(conversation.metadata).get("country")
        country = named if isinstance(named, str) else ""
        return cls(conversation, tuple(TurnView(turn.text, order, country) for turn in conversation.turns))


Results = list[list[RecognizerResult]]
"""One list a turn, in the order of the turns; offsets in the turn's text in normal form."""
