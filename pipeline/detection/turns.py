"""A conversation as the passes see it: each turn in normal form, cut into words when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Conversation
from pipeline.conversation.normal_form import NormalForm, normalise
from pipeline.detection.coverage import NOTHING, Coverage
from pipeline.detection.known_values import KnownValues
from pipeline.detection.language import Language, language
from pipeline.detection.model.memo import Memo
from pipeline.detection.quantities import quantities
from pipeline.detection.recognizer import Clues
from pipeline.detection.value_search import Words

if TYPE_CHECKING:
    from pipeline.detection.spoken.reading import Reading

T = TypeVar("T")

REMEMBERED_TURNS: Final = 1 << 13
LONGEST_REMEMBERED: Final = 160
"""Characters of a turn, its language and country included, that is remembered."""
KNOWN = "known_value"
DENIED = "deny_list"
RECURRENCE = "recurrence"
FIRST_UNSPACED = "\u2e80"
"""Scripts that put no spaces between words begin here: Chinese, Japanese, Korean."""
RECURRENCE = "recurrence"
SPECIAL = "special_category"
SPOKEN = "spoken"
ANSWER = "question_slot"


class TurnView:
    """One turn: its normal form, what is counted of it for recognizers (`clues`), and its folded words.

    It knows nothing of its neighbors, so that conversations whose turns read the same may share it.
    """

    __slots__ = ("_amounts", "_answers", "clues", "country", "form", "languages", "readings", "words")

    def __init__(self, text: str, languages: tuple[str, ...], country: str = "") -> None:
        self.form: NormalForm = normalise(text)
        self.languages = languages
        self.country = country
        # Every turn needs both; Python 3.11 takes a lock for each `cached_property`.
        self.clues = Clues.of(self.form.text, languages, country)
        self.words = Words.of(self.form)
        self._amounts: Coverage | None = None
        self.readings: dict[str, Reading] = {}
        """The turn as it is read in a language, kept by `Reading.of`: several passes ask for it."""
        self._answers: dict[str, Any] = {}

    @property
    def amounts(self) -> Coverage:
        """Where the text says how much or when."""
        if self._amounts is None:
            self._amounts = Coverage(quantities(self.clues.lowered)) if self.clues.digits else NOTHING
        return self._amounts

    def once(self, name: str, look: Callable[[TurnView], T]) -> T:
        """Return what `look` says of the turn; it looks once, and conversations that share the turn share the answer.

        Args:
            name: whose answer it is and, where it looks in several ways, in which.
            look: its answer depends on the turn and the engine's settings alone, and nobody changes it.
        """
        if name not in self._answers:
            self._answers[name] = look(self)
        answer: T = self._answers[name]
        return answer


@dataclass(frozen=True)
class ConversationView:
    """A conversation with a view of each turn."""

    conversation: Conversation = field(repr=False)
    turns: tuple[TurnView, ...] = field(repr=False)
    spoken: Language = field(repr=False)
    """What its language, or all that the engine reads, gives to the passes."""

    @cached_property
    def known(self) -> KnownValues:
        """What the record says of its people."""
        return KnownValues(self.conversation)

    @classmethod
    def of(cls, conversation: Conversation, languages: Sequence[str]) -> ConversationView:
        """Put every turn into normal form, once."""
        return Views(languages).of(conversation)


class Views:
    """Makes views of conversations for an engine that reads these languages; short turns seen before come from memory.

    Support talk repeats its turns: half of a call center's are ones that the worker has seen.
    """

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = tuple(languages)
        self._memo: Memo[TurnView] = Memo(REMEMBERED_TURNS, LONGEST_REMEMBERED)

    def of(self, conversation: Conversation) -> ConversationView:
        """Put every turn into normal form, once."""
        own = (conversation.language,) if conversation.language else ()
        order = tuple(dict.fromkeys((*own, *self._languages)))
        named = next((value for key, value in conversation.metadata if key == "country"), None)
        country = named if isinstance(named, str) else ""
        setting = f"{conversation.language} {country}\n"
        turns: list[TurnView] = []
        for turn in conversation.turns:
            key = setting + turn.text
            known = self._memo.get(key)
            turns.append(known if known is not None else self._memo.keep(key, TurnView(turn.text, order, country)))
        return ConversationView(conversation, tuple(turns), language(*(own or order)))


Results = list[list[RecognizerResult]]
"""One list a turn, in the order of the turns; offsets in the turn's text in normal form."""
