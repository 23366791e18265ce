"""The text of a MIME body: its plain part, else its HTML part as text. Attachments and twins are counted."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_string
from email.errors import MessageError
from email.message import Message

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError
from pipeline.sources.markup import text_of_html

_PLAIN, _HTML = "text/plain", "text/html"


def text_of_mime(media_type: str, body: str) -> tuple[str, int]:
    """Return the text of a body and how many further parts it has.

    Args:
        media_type: The body's Content-Type with its parameters, such as the boundary of its parts.
        body: What stands behind the headers, or a whole message where the type is message/rfc822.

    Raises:
        RecordError: it cannot be read.
    """
    try:
        message = message_from_string(f"Content-Type: {' '.join(media_type.split())}\n\n{body}")
        parts = [part for part in message.walk() if not part.is_multipart()]
        chosen = next(_of_type(parts, _PLAIN), None) or next(_of_type(parts, _HTML), None)
        if chosen is None:
            return "", len(parts)
        text = _decoded(chosen)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise RecordError(RejectReason.BAD_STRUCTURE) from None
    return (text_of_html(text) if chosen.get_content_type() == _HTML else text), len(parts) - 1


def _of_type(parts: list[Message], content_type: str) -> Iterator[Message]:
    return (part for part in parts if part.get_content_type() == content_type and not part.get_filename())


def _decoded(part: Message) -> str:
    """Return a part's text. JSON has decoded what was not encoded for transport."""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in {"base64", "quoted-printable"}:
        return str(part.get_payload())
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode(part.get_content_charset("utf-8"), "replace")
