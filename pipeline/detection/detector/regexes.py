"""Regular expressions that somebody else wrote: tried on hostile text when read, held to a budget when run.

Presidio skips a pattern that takes too long, with a warning, as if it had found nothing. Here the record fails.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Final

import regex

from pipeline.errors import DetectionTimedOut

FLAGS: Final = regex.DOTALL | regex.MULTILINE | regex.IGNORECASE
"""As Presidio compiles patterns."""

WINDOW: Final = 1_000
"""Characters that a pattern is shown at once."""

_SECONDS: Final = 2.0
_SECONDS_A_CHARACTER: Final = 1 / 20_000
_PROBE_SECONDS: Final = 0.2
_PIECES: Final = ("a", "1", " ", "-", ".", "@", "a ", "1 ", "a.", "a1", "1-", "a,", "a@", "a:", "\n")
_ENDS: Final = ("!", "")
_LITERAL: Final = regex.compile(r"(?<!\\)[^\W_]")


def fault_of_regex(pattern: str) -> str:
    """Return why a pattern may not be used, or an empty text.

    It must compile, must not match an empty text, and must not take long on text that is made to delay it: pieces of
    common text, and the pattern's own letters, over and over.
    """
    try:
        compiled = regex.compile(pattern, FLAGS)
    except regex.error as error:
        return f"is no regular expression: {error.msg} at character {(error.pos or 0) + 1}"
    if compiled.fullmatch(""):
        return "also matches an empty text"
    own = "".join(dict.fromkeys(_LITERAL.findall(pattern)))[:20]
    for piece in (*_PIECES, *own, own):
        for end in _ENDS if piece else ():
            if _takes_long(compiled, (piece * WINDOW)[: WINDOW - len(end)] + end):
                return "takes too long on text made to delay it: bound its repetitions and nest none in another"
    return ""


def _takes_long(compiled: regex.Pattern[str], probe: str) -> bool:
    try:
        for _ in compiled.finditer(probe, timeout=_PROBE_SECONDS):
            pass
    except TimeoutError:
        return True
    return False


class Budget:
    """The processor time that one turn may take, in all recognizers of the detector file together."""

    def __init__(self) -> None:
        self._until = 0.0

    def start(self, characters: int) -> None:
        """Begin a turn of so many characters."""
        self._until = time.process_time() + _SECONDS + characters * _SECONDS_A_CHARACTER

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            DetectionTimedOut: none are.
        """
        seconds = self._until - time.process_time()
        if seconds <= 0:
            raise DetectionTimedOut("the detector file's recognizers took too long on a turn")
        return seconds


class BoundedRegex:
    """A compiled pattern as Presidio calls it. It raises where Presidio would go on without a result."""

    def __init__(self, pattern: str, flags: int, budget: Budget) -> None:
        self._compiled = regex.compile(pattern, flags)
        self._budget = budget

    def finditer(self, text: str, **_: Any) -> Iterator[regex.Match[str]]:
        """Yield the matches within what is left of the turn's budget."""
        try:
            yield from self._compiled.finditer(text, timeout=self._budget.left())
        except TimeoutError:
            raise DetectionTimedOut("the detector file's recognizers took too long on a turn") from None
