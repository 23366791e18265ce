"""mbox: many e-mails in one file, as mail servers, Thunderbird and Google Takeout export them.

Mails that name each other's ids are one conversation. They may stand anywhere in the file, so it is read twice: first
the headers, then each thread as soon as its last mail was met. Held are one number an id and the threads that are open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.errors import UnreadableInput
from pipeline.sources import mail_threads
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.lines import BOM
from pipeline.sources.mail import Mail, ids_of, read_mail
from pipeline.sources.mail_folders import SEPARATOR, Stored, Threads, mails


@dataclass(slots=True)
class _Open:
    """A thread of which mails are still to come. `fault` says why it cannot be used; nothing is held of it then."""

    mails: list[Mail] = field(default_factory=list, repr=False)
    met: int = 0
    size: int = 0
    fault: RejectReason | None = None

    def add(self, stored: Stored, context: ParseContext) -> None:
        self.met += 1
        self.size += stored.size
        if self.fault is None and not (stored.whole and self.size <= context.limits.conversation_bytes):
            self.fault = RejectReason.TOO_LARGE
        if self.fault is None:
            try:
                self.mails.append(read_mail(stored.data))
            except RecordError as bad:
                self.fault = bad.reason
        if self.fault:
            self.mails.clear()


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every thread, in the order of their last mails; its ordinal is its first mail's.

    A mail that cannot be read rejects its thread: without it the others would lack what they answer.
    """
    threads, broken = _threads(stream, context)
    sizes = threads.sizes()
    stream.seek(0)
    open_threads: dict[int, _Open] = {}
    for number, stored in enumerate(islice(mails(stream, context), threads.mails)):
        first = threads.root(number)
        thread = open_threads.setdefault(first, _Open())
        thread.add(stored, context)
        if thread.met == sizes[first]:
            yield _parsed(open_threads.pop(first), context, first)
    if broken:
        raise broken


def sniff(head: Head) -> float:
    """Return 0.95 if the file begins with the line before a mail, and a header after it."""
    lines = head.lines(2)
    begins = bool(lines) and head.data.removeprefix(BOM).startswith(b"From ") and SEPARATOR.match(lines[0]) is not None
    return 0.95 if begins and b":" in lines[-1].split(b" ")[0] else 0.0


def _threads(stream: BinaryIO, context: ParseContext) -> tuple[Threads, UnreadableInput | None]:
    """Read the headers of the file's mails; return what was found and why the file was not read to its end."""
    threads = Threads()
    try:
        for stored in mails(stream, context):
            threads.add(ids_of(stored.data))
    except UnreadableInput as error:
        return threads, error
    return threads, None


def _parsed(thread: _Open, context: ParseContext, first: int) -> Parsed:
    if thread.fault:
        return context.reject(first, thread.fault)
    return mail_threads.record(thread.mails, context, first, thread.size)


_THREAD = b"""From ana@example.com Mon May  4 09:12:00 2026
From: Ana Duarte <ana@example.com>
To: support@example.net
Subject: Refund
Date: Mon, 4 May 2026 09:12:00 +0200
Message-ID: <1@example.com>

Where is my refund?

From bo@example.org Mon May  4 09:30:00 2026
From: Bo <bo@example.org>
To: support@example.net
Subject: Invoice
Date: Mon, 4 May 2026 09:30:00 +0200
Message-ID: <3@example.org>

>From my side nothing is open.

From support@example.net Mon May  4 10:00:00 2026
From: Example Support <support@example.net>
To: Ana Duarte <ana@example.com>
Subject: Re: Refund
Date: Mon, 4 May 2026 10:00:00 +0200
Message-ID: <2@example.net>
In-Reply-To: <1@example.com>

It is on its way.

On Mon, 4 May 2026 at 09:12, Ana Duarte <ana@example.com> wrote:
> Where is my
> refund?
"""

PLUGIN = Format(
    name="mbox",
    title="E-mails of a mailbox, by thread",
    suffixes=(".mbox", ".mbx"),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("two threads mixed", _THREAD, conversations=(("example#1", 2), ("example#0", 3))),
        FormatExample(
            "a mail without any header",
            _THREAD + b"\nFrom x@example.com Mon May  4 09:12:00 2026\n\nonly a text\n",
            conversations=(("example#1", 2), ("example#0", 3)),
            rejects=(RejectReason.BAD_STRUCTURE,),
        ),
        FormatExample(
            "no date, two mails that answer one that is missing",
            b"From - Mon May  4 09:12:00 2026\r\nFrom: a@example.com\r\nReferences: <0@example.com>\r\n\r\none\r\n\r\n"
            b"From - Mon May  4 09:12:00 2026\r\nFrom: b@example.com\r\nReferences: <0@example.com>\r\n\r\ntwo\r\n",
            conversations=(("example#0", 2),),
        ),
    ),
)
