"""One e-mail out of its bytes: who wrote to whom and when, and its text. Nothing else of its headers is kept.

The library's own reading of a header costs the square of its length, so headers of structure are cut to what a real one
needs, and the others are read by its older functions, which are linear. A body's plain text counts; HTML only where
there is none. Attachments are dropped and counted.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
from pipeline.sources.format import RecordError
from pipeline.sources.markup import text_of_html

MOST_LINES = 1_000_000
MOST_BOUNDARIES = 100
MOST_PARTS = 500
DEEPEST = 20
CHARSET = "charset"
"""The name under which a text in another character set than it says is counted as repaired."""
_LONGEST_STRUCTURE, _LONGEST_HEADER = 1_000, 64 * 1024
_EARLIEST, _LATEST = 1980, 2100
_ID = re.compile(r"<([^<>\s]{1,500})>")
_USED = frozenset({"from", "reply-to", "to", "cc", "subject", "date", "message-id", "references", "in-reply-to"})
_STRUCTURE = frozenset({"content-type", "content-transfer-encoding", "content-disposition", "mime-version"})
_READ = frozenset({"text/plain", "text/html"})
# Where parts cannot be told apart, their headers are text, file names among them: such a body is not read.
_PART_HEADER = re.compile(rb"^content-[a-z-]{1,40}:", re.IGNORECASE | re.MULTILINE)
# Not encodings of mail: some cost the square of the text, others turn text into what nobody wrote.
_ODD_CODECS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"})
_LIBRARY_ERRORS = (
    ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError, OverflowError, MessageError,
)  # fmt: skip


class _BoundedPolicy(EmailPolicy):
    """The default policy with headers cut: those of structure, which it reads itself, to a short length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        longest = _LONGEST_STRUCTURE if name.lower().startswith("content-") else _LONGEST_HEADER
        return name, value[:longest]


_PARSER = BytesParser(policy=_BoundedPolicy())


@dataclass(frozen=True, slots=True)
class Address:
    """One person of a header; either may be empty."""

    name: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(slots=True)
class Mail:
    """What is kept of one e-mail. `links` are the ids of the mails that it answers, its own not among them."""

    message_id: str | None = field(default=None, repr=False)
    links: tuple[str, ...] = field(default=(), repr=False)
    at: datetime | None = None
    senders: tuple[Address, ...] = field(default=(), repr=False)
    reply_to: tuple[Address, ...] = field(default=(), repr=False)
    to: tuple[Address, ...] = field(default=(), repr=False)
    cc: tuple[Address, ...] = field(default=(), repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    enclosed: list[Address] = field(default_factory=list, repr=False)
    """The people of messages that were attached and whose text is part of this one's."""
    dropped: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)


def read_mail(data: bytes) -> Mail:
    """Return what is kept of a mail.

    Raises:
        RecordError: it is none, or is too deep or too long to be read.
    """
    if data.count(b"\n") > MOST_LINES or data.lower().count(b"boundary") > MOST_BOUNDARIES:
        raise RecordError(RejectReason.TOO_LARGE)  # the library looks for each open boundary on every line
    try:
        message = _PARSER.parsebytes(data)
        mail = _headers(message)
        mail.text = "\n\n".join(text for text in _texts(message, mail, 0) if text.strip())
    except _LIBRARY_ERRORS:
        raise RecordError(RejectReason.BAD_STRUCTURE) from None
    if not (mail.senders or mail.to or mail.subject or mail.message_id or mail.at):
        raise RecordError(RejectReason.BAD_STRUCTURE)
    return mail


def ids_of(data: bytes) -> tuple[str, ...]:
    """Return the ids in the headers of a mail by which it belongs to a thread: its own, then those it answers.

    A mail whose headers cannot be read has none; `read_mail` says why.
    """
    head = re.split(rb"\r?\n\r?\n", data[: 4 * _LONGEST_HEADER], maxsplit=1)[0]
    try:
        headers = _headers(_PARSER.parsebytes(head, headersonly=True))
    except _LIBRARY_ERRORS:
        return ()
    return (*filter(None, [headers.message_id]), *headers.links)


def _headers(message: Message) -> Mail:
    mail = Mail()
    raw: dict[str, str] = {}
    for name, value in message.raw_items():
        lowered = name.lower()
        if lowered in _USED and lowered not in raw:
            raw[lowered] = _unfolded(str(value))
        elif lowered not in _STRUCTURE:
            mail.dropped[assemble.dropped_path("headers.", name)] += 1
    own = _ID.findall(raw.get("message-id", ""))
    mail.message_id = own[0] if own else None
    mail.links = tuple(_ID.findall(raw.get("references", "") + raw.get("in-reply-to", "")))
    mail.at = _moment(raw.get("date"), mail)
    mail.senders, mail.reply_to, mail.to, mail.cc = (
        _addresses(raw.get(key, ""), mail) for key in ("from", "reply-to", "to", "cc")
    )
    mail.subject = decoded(raw.get("subject", ""))
    return mail


def _unfolded(value: str) -> str:
    return " ".join(value.split())


def _moment(value: str | None, mail: Mail) -> datetime | None:
    """Return a mail's date; one that says `-0000` is in UTC. One that cannot be read is dropped and counted."""
    if not value:
        return None
    try:
        read = parsedate_to_datetime(value[:100])
        if _EARLIEST <= read.year < _LATEST:
            return read if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    mail.dropped["headers.Date"] += 1
    return None


def _addresses(value: str, mail: Mail) -> tuple[Address, ...]:
    try:
        found = getaddresses([value])
    except (RecursionError, IndexError, ValueError):
        mail.dropped["headers.addresses"] += 1
        return ()
    pairs = ((decoded(name).strip(" '\""), email.strip()) for name, email in found)
    return tuple(Address(name, email if "@" in email else "") for name, email in pairs if name or "@" in email)


def decoded(value: str) -> str:
    """Return a header's text, its encoded words and raw bytes decoded as far as they can be."""
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError):
        pieces = [(value, None)]
    texts = [
        piece if isinstance(piece, str) else _text(piece, charset or "utf-8")[0]
        for piece, charset in pieces
    ]  # fmt: skip
    joined = "".join(texts)
    return _text(joined.encode("utf-8", "surrogateescape"), "utf-8")[0].replace("\0", "")


def _texts(message: Message, mail: Mail, depth: int) -> list[str]:
    """Return the texts of a message's parts in their order."""
    kind = message.get_content_type()
    if depth > DEEPEST:
        mail.dropped["parts"] += 1
        return []
    if not message.is_multipart():
        return _leaf(message, mail)
    parts = [part for part in message.get_payload() if isinstance(part, Message)][:MOST_PARTS]
    if kind == "message/rfc822":
        return [text for part in parts for text in _enclosed(part, mail, depth)]
    if kind.startswith("message/"):
        mail.dropped["attachments"] += 1
        return []
    if kind == "multipart/alternative":
        return _alternative(parts, mail, depth)
    return [text for part in parts for text in _texts(part, mail, depth + 1)]


def _enclosed(message: Message, mail: Mail, depth: int) -> list[str]:
    """Return the texts of a message that was attached as one; its people are noted, its headers dropped."""
    inner = _headers(message)
    mail.enclosed.extend((*inner.senders, *inner.reply_to, *inner.to, *inner.cc))
    mail.dropped["headers.enclosed"] += 1
    return _texts(message, mail, depth + 1)


def _alternative(parts: list[Message], mail: Mail, depth: int) -> list[str]:
    """Return one of several forms of the same: the plain one, unless it says nothing."""
    plain_first = sorted(parts, key=lambda part: part.get_content_type() != "text/plain")
    for part in plain_first:
        texts = _texts(part, mail, depth + 1)
        if any(text.strip() for text in texts):
            mail.dropped["alternatives"] += len(parts) - 1
            return texts
    return []


def _leaf(message: Message, mail: Mail) -> list[str]:
    named = message.get_filename() is not None or message.get_content_disposition() == "attachment"
    payload = message.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    broken = message.get_content_maintype() == "multipart" and not _PART_HEADER.search(data)
    if named or not (broken or message.get_content_type() in _READ):
        mail.dropped["attachments"] += 1
        return []
    text, repaired = _text(data, message.get_content_charset() or "us-ascii")
    mail.repaired[CHARSET] += repaired
    mail.repaired["nul"] += "\0" in text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return [text_of_html(text) if message.get_content_subtype() == "html" else text]


def _text(data: bytes, charset: str) -> tuple[str, bool]:
    """Return bytes as text, and whether they are in another character set than they should be."""
    tried = charset if _is_text_codec(charset) else "utf-8"
    for number, codec in enumerate((tried, "utf-8", "cp1252")):
        try:
            return data.decode(codec), number > 0 or tried != charset
        except (UnicodeError, ValueError):
            continue
    return data.decode("latin-1"), True


def _is_text_codec(charset: str) -> bool:
    try:
        found = codecs.lookup(charset)
    except (LookupError, ValueError):
        return False
    return found.name.replace("-", "_") not in _ODD_CODECS and getattr(found, "_is_text_encoding", True)
