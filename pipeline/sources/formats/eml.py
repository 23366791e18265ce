"""One e-mail a file, as mail programs save it: a conversation of one turn, with its subject before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import mail_threads
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.lines import BOM
from pipeline.sources.mail import read_mail

_KEY = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,75}):(?:[ \t]|\r?$)")
_USUAL = frozenset({b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"content-type"})
FEWEST = 3
"""Of the usual headers a mail has so many at least, the writer's among them."""


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield the one record of the file, or its reject; nothing for an empty file."""
    limit = context.limits.conversation_bytes
    data = stream.read(limit + 1)
    if not data.strip():
        return
    if len(data) > limit:
        yield context.reject(0, RejectReason.TOO_LARGE)
        return
    try:
        mail = read_mail(data.removeprefix(BOM).lstrip(b"\r\n"))
    except RecordError as bad:
        yield context.reject(0, bad.reason)
        return
    yield mail_threads.record([mail], context, 0, len(data))


def sniff(head: Head) -> float:
    """Return 0.9 if the file begins with a block of headers, the usual ones among them."""
    keys: set[bytes] = set()
    for line in head.data.removeprefix(BOM).lstrip(b"\r\n").split(b"\n"):
        if not line.strip():
            break
        key = _KEY.match(line)
        if key:
            keys.add(key[1].lower())
        elif not keys or line[:1] not in {b" ", b"\t"}:
            return 0.0
    return 0.9 if b"from" in keys and len(keys & _USUAL) >= FEWEST else 0.0


_PLAIN = b"""Received: from mail.example.com ([192.0.2.7]) by mx.example.net; Mon, 4 May 2026 09:12:00 +0200
From: Ana Duarte <ana.duarte@example.com>
To: Example Support <support@example.net>
Subject: Refund
Date: Mon, 4 May 2026 09:12:00 +0200
Message-ID: <1@example.com>

Where is my refund?

Kind regards,
Ana Duarte
+49 30 901820
"""
_MIXED = b"""From: =?utf-8?q?Ana_Duarte?= <ana@example.com>
To: support@example.net
Date: not a date
Subject: Receipt
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=x-unknown
Content-Transfer-Encoding: quoted-printable

The receipt is attached. Gr=C3=BC=C3=9Fe
--b2
Content-Type: text/html

<p>The receipt is attached.<span style="display:none">tracking</span></p>
--b2--
--b1
Content-Type: application/pdf; name="receipt-ana.pdf"
Content-Disposition: attachment; filename="receipt-ana.pdf"

JVBERi0=
--b1--
"""

PLUGIN = Format(
    name="eml",
    title="E-mail, one message a file",
    suffixes=(".eml",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("a subject, a text, a signature", _PLAIN, conversations=(("example#0", 2),)),
        FormatExample("two forms of one text, an attachment", _MIXED, conversations=(("example#0", 2),)),
        FormatExample(
            "no header at all", b"Hello,\n\nthis is prose.\n", rejects=(RejectReason.BAD_STRUCTURE,), sniffed=False
        ),
    ),
)
