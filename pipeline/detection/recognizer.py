"""The contract of a recognizer file: patterns with what they need, how they are checked, and examples.

A file under `recognizers/` holds one `PLUGIN`. Patterns run on text in normal form, for all languages on every turn.
Their quantifiers are bounded, so that hostile text costs no more than linear time (a shared test says so).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from presidio_analyzer import RecognizerResult

from pipeline.detection.results import result

VALUE = "value"
"""Name of the group that holds the personal data where a pattern also matches the words before it."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the parts of it that must be found. A near miss has none and says why it is none."""

    text: str
    hits: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a text must hold for the patterns to be tried at all: so many digits, and one of these in lower case."""

    digits: int = 0
    any_of: tuple[str, ...] = ()

    def has_words(self, lowered: str) -> bool:
        """Return whether a text in lower case holds one of the words."""
        if not self.any_of:
            return True
        for word in self.any_of:  # noqa: SIM110  # runs for every turn and recognizer; `any` takes half as long again
            if word in lowered:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Clues:
    """A turn's text in normal form and what is counted of it once for all recognizers.

    `languages` are the conversation's own (where known) and then the others the engine reads; they choose
    phone regions, and so does the `country` (ISO 3166, two capitals) where the record names one.
    """

    text: str = field(repr=False)
    lowered: str = field(repr=False)
    digits: int
    languages: tuple[str, ...] = ()
    country: str = ""

    @classmethod
    def of(cls, text: str, languages: tuple[str, ...] = (), country: str = "") -> Clues:
        """Count once."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a few letters grow in lower case, and offsets must not move
            lowered = "".join(char.lower()[0] for char in text)
        if not text.isascii():
            lowered = lowered.replace("\u0131", "i")  # which `re` takes for one where it ignores case
        return cls(text, lowered, len(_DIGIT.findall(text)), languages, country)

    def meet(self, needs: Needs) -> bool:
        """Return whether the text holds what a recognizer needs."""
        return self.digits >= needs.digits and needs.has_words(self.lowered)


@dataclass(frozen=True, slots=True)
class Search:
    """A pattern as it is run.

    One that ignores case and holds no capital finds the same in the text in lower case without ignoring anything, in
    half the time: `re` then passes over alternatives by their first letter.
    """

    pattern: re.Pattern[str] = field(repr=False)
    on_lowered: bool
    group: int

    @classmethod
    def of(cls, pattern: re.Pattern[str]) -> Search:
        """Choose the text for a pattern."""
        group = pattern.groupindex.get(VALUE, 0)
        letters = _NO_LETTERS.sub("", pattern.pattern)
        ignores = pattern.flags & re.IGNORECASE and not pattern.flags & re.ASCII
        if not ignores or letters != letters.lower():
            return cls(pattern, on_lowered=False, group=group)
        exact = re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)
        return cls(exact, on_lowered=True, group=group)

    def spans(self, clues: Clues) -> list[Span]:
        """Return where the pattern matches and what it is after is not empty."""
        text = clues.lowered if self.on_lowered else clues.text
        first = self.pattern.search(text)
        if first is None:  # nearly always
            return []
        found = [match.span(self.group) for match in self.pattern.finditer(text, first.start())]
        return [(start, end) for start, end in found if start < end]


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One kind of personal data, found by patterns or by a function.

    `validate` gets the matched text and decides whether it counts; `checksum` says that passing it is proof enough to
    decide the type where findings overlap. `cue` must match within `reach` characters before the value (or, where
    `cue_after`, also after it), in lower case. `find` replaces `patterns` where code is needed: it yields spans. A
    `fallback` only speaks where no other recognizer and no known value covers what it found.
    """

    name: str
    entity_type: str
    examples: tuple[Example, ...] = field(repr=False)
    patterns: tuple[re.Pattern[str], ...] = field(default=(), repr=False)
    find: Callable[[Clues], Iterable[Span]] | None = None
    validate: Callable[[str], bool] | None = None
    checksum: bool = False
    score: float = 0.6
    needs: Needs = Needs()
    cue: re.Pattern[str] | None = field(default=None, repr=False)
    reach: int = 60
    cue_after: bool = False
    fallback: bool = False
    searches: tuple[Search, ...] = field(init=False, repr=False)
    """`patterns` as they are run."""

    def __post_init__(self) -> None:
        """Choose the quickest way to run each pattern."""
        object.__setattr__(self, "searches", tuple(map(Search.of, self.patterns)))

    def results(self, clues: Clues) -> list[RecognizerResult]:
        """Return what the recognizer finds, as Presidio results with offsets in the text in normal form."""
        return self.matches(clues) if clues.meet(self.needs) else []

    def matches(self, clues: Clues) -> list[RecognizerResult]:
        """Return `results` for a text that is known to hold what the recognizer needs (`awake`)."""
        spans = self.spans(clues)
        return [result(self.entity_type, start, end, self.score, self.name) for start, end in spans] if spans else []

    def spans(self, clues: Clues) -> list[Span]:
        """Return the spans that match, are valid, and have their cue."""
        found = list(self.find(clues)) if self.find else [span for each in self.searches for span in each.spans(clues)]
        return [span for span in found if self._counts(clues, *span)] if found else found

    def _counts(self, clues: Clues, start: int, end: int) -> bool:
        if self.validate is not None and not self.validate(clues.text[start:end]):
            return False
        return self.cue is None or self._has_cue(self.cue, clues.lowered, start, end)

    def _has_cue(self, cue: re.Pattern[str], lowered: str, start: int, end: int) -> bool:
        if cue.search(lowered, max(0, start - self.reach), start):
            return True
        return self.cue_after and cue.search(lowered, end, end + self.reach) is not None


_DIGIT = re.compile(r"[0-9]")
_NO_LETTERS = re.compile(r"\\.|\(\?P")
"""Capitals in an expression that stand for no letter: those of `\\W` and of a group's name."""


def words(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern for whole words or phrases, to be searched in lower case; `*` stands for any ending."""
    choices = "|".join(re.escape(word).replace(r"\*", r"\w{0,12}").replace(r"\ ", r"\s{1,3}") for word in alternatives)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)")
