"""`mask`: every character becomes another one, except at most the last two. It shows how long the text was."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints

from pipeline.anonymization.operator import (
    LOCKED_TYPES,
    Mention,
    OperatorExample,
    OperatorParameters,
    OperatorPlugin,
    PlanContext,
    PlanOperator,
    Strictness,
)

# A text must be this many times as long as what is kept of it: the last two characters of a name of three are the name.
LENGTH_PER_KEPT = 4


class MaskParameters(OperatorParameters):
    """`char`: what is written (no letter or digit). `keep_last`: how many characters at the end stay, 0 to 2."""

    locked_types: ClassVar[frozenset[str]] = LOCKED_TYPES
    free: ClassVar[frozenset[str]] = frozenset({"char"})

    char: Annotated[str, StringConstraints(pattern=r"^[*#\u2022_.x-]$")] = "*"
    keep_last: Annotated[int, Field(ge=0, le=2)] = 0

    @property
    def strictness(self) -> Strictness:
        """Weakest of the operators that hide: length and ending may show."""
        return Strictness.MASK

    def _no_looser(self, name: str, other: Self) -> bool:
        return name == "keep_last" and self.keep_last <= other.keep_last

    def meaning(self, entity_type: str) -> str:
        """Return what can still be seen: the length, and perhaps the end."""
        del entity_type
        kept = f", except the last {self.keep_last}" if self.keep_last else ""
        return f"has every character replaced by {self.char}{kept}; its length shows"


class Mask(PlanOperator):
    """Writes one character for each character of the text."""

    name = "mask"

    def __init__(self, parameters: MaskParameters, context: PlanContext) -> None:
        super().__init__(parameters, context)
        self._char = parameters.char
        self._keep_last = parameters.keep_last

    def write(self, mention: Mention) -> str:
        """Return the masked text, of the same length."""
        length = len(mention.text)
        kept = self._keep_last if length >= LENGTH_PER_KEPT * self._keep_last else 0
        return self._char * (length - kept) + mention.text[length - kept :]


PLUGIN = OperatorPlugin(
    name=Mask.name,
    parameters=MaskParameters,
    operator=Mask,
    examples=(
        OperatorExample("USERNAME", "anaduarte", "*********"),
        OperatorExample("ORDER_ID", "AB-1234-99", "########99", {"char": "#", "keep_last": 2}),
        OperatorExample("USERNAME", "ana", "***", {"keep_last": 2}, reason="too short to show anything of it"),
    ),
    shows_digits=True,
    shows_length=True,
)
