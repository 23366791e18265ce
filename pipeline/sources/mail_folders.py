"""Mails of an mbox file, one after the other, and which of them belong to one thread."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pipeline.sources.format import HEAD_BYTES, ParseContext
from pipeline.sources.lines import Line, read_lines

SEPARATOR = re.compile(rb"From [^\r\n]{0,300}\d{2}:\d{2}[^\r\n]{0,100}")
"""The line before a mail: `From <address> Mon May  4 09:12:00 2026`. Prose that begins with "From" has no time."""
_ESCAPED = re.compile(rb"^>(>{0,50}From )", re.MULTILINE)


@dataclass(slots=True)
class Stored:
    """One mail's bytes without the line before it: only the first ones if it is too long to be `whole`."""

    data: bytes = field(repr=False)
    size: int
    whole: bool = True


@dataclass(slots=True)
class Threads:
    """Which mails belong together: they name each other's ids, or one that both answer. Held is one number an id."""

    mails: int = 0
    first: list[int] = field(default_factory=list, repr=False)
    by_id: dict[bytes, int] = field(default_factory=dict, repr=False)
    """The number of a mail by the digest of an id that it names."""

    def add(self, ids: tuple[str, ...]) -> None:
        """Add the next mail of the file and the ids that it names."""
        number = self.mails
        self.mails += 1
        self.first.append(number)
        for name in ids:
            digest = hashlib.blake2b(name.encode(errors="surrogateescape"), digest_size=12).digest()
            other = self.root(self.by_id.setdefault(digest, number))
            mine = self.root(number)
            self.first[max(mine, other)] = min(mine, other)

    def root(self, number: int) -> int:
        """Return the number of the first mail of that mail's thread."""
        while self.first[number] != number:
            self.first[number] = self.first[self.first[number]]
            number = self.first[number]
        return number

    def sizes(self) -> Counter[int]:
        """Return how many mails each thread has, by its first mail."""
        return Counter(self.root(number) for number in range(self.mails))


def mails(stream: BinaryIO, context: ParseContext) -> Iterator[Stored]:
    """Yield the mails of an mbox file. What stands before the first line that begins one is a mail, too."""
    mail = _Piece(context.limits.conversation_bytes)
    blank, begun = True, False
    for line in read_lines(stream, context):
        if blank and line.data is not None and SEPARATOR.match(line.data):
            if begun or mail.size:
                yield mail.stored()
            mail, begun = _Piece(context.limits.conversation_bytes), True
            continue
        mail.add(line)
        blank = line.data is not None and not line.data.strip()
    if begun or mail.size:
        yield mail.stored()


@dataclass(slots=True)
class _Piece:
    """The lines of one mail up to a limit in bytes, and its size."""

    limit: int
    lines: list[bytes] = field(default_factory=list, repr=False)
    size: int = 0
    whole: bool = True

    def add(self, line: Line) -> None:
        self.size += line.size
        if self.whole and (line.data is None or self.size > self.limit):
            self.whole = False
            self.lines = [b"".join(self.lines)[:HEAD_BYTES]]
        elif self.whole and line.data is not None:
            self.lines.append(line.data)

    def stored(self) -> Stored:
        return Stored(_ESCAPED.sub(rb"\1", b"".join(self.lines)), self.size, self.whole)
