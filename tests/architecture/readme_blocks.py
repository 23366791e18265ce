"""The README as its readers use it: sections and fenced blocks, found by what stands in them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tests.conftest import ROOT

FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its content without indentation, and the line of its fence, from 1."""

    language: str
    body: str
    line: int


def text() -> str:
    """Return the README."""
    return (ROOT / "README.md").read_text(encoding="utf-8")


@cache
def blocks() -> tuple[Block, ...]:
    """Return all blocks in their order."""
    readme = text()
    return tuple(
        Block(found["language"], textwrap.dedent(found["body"]), readme.count("\n", 0, found.start()) + 1)
        for found in FENCE.finditer(readme)
    )


def of_language(language: str) -> list[Block]:
    """Return the blocks of a language, in their order."""
    return [block for block in blocks() if block.language == language]


def holding(words: str, language: str = "text") -> Block:
    """Return the one block that holds these words."""
    (block,) = (block for block in of_language(language) if words in block.body)
    return block


def under(heading: str) -> list[Block]:
    """Return the blocks of the section with that heading."""
    before, _, after = text().partition(f"\n## {heading}\n")
    section, _, _ = after.partition("\n## ")
    first = before.count("\n") + 2
    return [block for block in blocks() if first < block.line <= first + section.count("\n")]


def headings() -> Sequence[str]:
    """Return the headings of the second level, in their order. Comments of shell blocks are none."""
    return re.findall(r"^## (.+)$", FENCE.sub("", text()), re.MULTILINE)
