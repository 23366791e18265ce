"""The dialogs of a vCon: texts, and the calls to which transcripts belong."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.drafts import Draft
from pipeline.sources.format import RecordError
from pipeline.sources.markup import text_of_html
from pipeline.sources.mime_text import text_of_mime
from pipeline.sources.values import Fields

_MAIL = re.compile(r"\s*(?:multipart/|message/)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_COPIED = 0.7  # of the words that were written are words of the transcript
_AS_LONG = 0.5  # of the transcript is written


def media_type(dialog: Fields) -> str:
    """Return a dialog's media type, under its present or its old name."""
    return values.text(dialog, "mediatype") or values.text(dialog, "mimetype") or "text/plain"


def is_mail(dialog: Fields) -> bool:
    """Say whether a text dialog is an e-mail: it has MIME parts or a message id like `<...@...>`."""
    message_id = values.text(dialog, "message_id") or ""
    return bool(_MAIL.match(media_type(dialog))) or (message_id.startswith("<") and "@" in message_id)


def body_of(fields: Fields) -> object:
    """Return a body, decoded where its encoding is base64url.

    Raises:
        RecordError: it is no such code, or holds no text.
    """
    body = fields.get("body")
    if values.text(fields, "encoding") not in {"base64url", "base64"} or not isinstance(body, str):
        return body
    try:
        return urlsafe_b64decode(body.replace("+", "-").replace("/", "_").rstrip("=") + "===").decode()
    except (Base64Error, UnicodeDecodeError, ValueError):
        raise RecordError(RejectReason.BAD_STRUCTURE) from None


def text_of(dialog: Fields, draft: Draft) -> str:
    """Return what a text dialog says; a body that is no text says nothing and is counted."""
    kind = media_type(dialog).strip().lower()
    if not kind.startswith(("text/", "multipart/", "message/")):
        draft.leave("dialog[].body")
        return ""
    body = body_of(dialog)
    if not isinstance(body, str):
        draft.leave("dialog[].body", body is not None)
        return ""
    if kind.startswith("text/html"):
        return text_of_html(body)
    if not _MAIL.match(kind):
        return body
    text, others = text_of_mime(media_type(dialog), body)
    draft.leave("dialog[].body.parts", others)
    return text


def is_copy(written: str, transcript: str) -> bool:
    """Say whether texts beside a transcript are what was said in it, and no messages of their own."""
    words, spoken = _WORD.findall(written.casefold()), _WORD.findall(transcript.casefold())
    if not words or len(words) < _AS_LONG * len(spoken):
        return False
    vocabulary = frozenset(spoken)
    return sum(word in vocabulary for word in words) >= _COPIED * len(words)
