"""Slack exports: the messages of one channel and day. A thread is a conversation, and so is a message without replies.

A thread goes on in the files of later days; what stands in each file is a conversation of its own, named by the file
and the thread. Who a user is stands in another file of the export: their ids are searched for, and no role is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import values
from pipeline.sources.documents import Document, documents
from pipeline.sources.drafts import Draft, drafted, objects, optional_id
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

PAGES = ("messages",)
_TS = re.compile(rb'"(?:thread_)?ts"\s{0,9}:\s{0,9}"\d{9,10}\.\d{6}"')
_SAID = frozenset({"", "bot_message", "thread_broadcast", "reply_broadcast", "me_message", "file_share"})
"""Subtypes of messages that somebody wrote; the others say that somebody joined, or that a topic was set."""
_EVENTS = frozenset({"channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name"}).union((
    "channel_archive",
    "channel_unarchive",
    "group_join",
    "group_leave",
    "pinned_item",
    "tombstone",
    "reminder_add",
))
_MESSAGE = frozenset({"type", "subtype", "text", "user", "bot_id", "username", "ts", "thread_ts", "user_profile"})
_PROFILE = frozenset({"real_name", "display_name", "first_name", "name", "email", "phone"})
_TOKEN = re.compile(r"<(![^<>|\n]+|[^<>|\s]+)(?:\|([^<>\n]*))?>")


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every thread; its ordinal is that of its first message in the file.

    Threads mix, so that all messages of a file are held: a file beyond the limit of a conversation is rejected.
    """
    threads: dict[str, list[Document]] = {}
    size = 0
    for found in documents(stream, context, PAGES):
        if isinstance(found, Reject):
            yield found
            continue
        size += found.size
        if size > context.limits.conversation_bytes:
            yield context.reject(found.ordinal, RejectReason.TOO_LARGE)
            return
        thread = found.fields.get("thread_ts") or found.fields.get("ts")
        if isinstance(thread, str):
            threads.setdefault(thread, []).append(found)
        else:
            yield context.reject(found.ordinal, RejectReason.MISSING_FIELD)
    for name, messages in threads.items():
        whole = {"thread": name, "messages": [message.fields for message in messages]}
        yield drafted(whole, context, messages[0].ordinal, sum(message.size for message in messages), _fill)


def sniff(head: Head) -> float:
    """Return 0.9 for texts with Slack's times, which are texts of seconds and six decimals."""
    return 0.9 if holds_keys(head, "text") and _TS.search(head.data) else 0.0


def _fill(whole: Fields, draft: Draft) -> None:
    channel = draft.context.default_channel or Channel.CHAT
    draft.fields |= {"id": f"{draft.context.relative_path}#{whole['thread']}", "channel": channel.value}
    for message in objects(whole, "messages"):
        _add_message(message, draft)


def _add_message(message: Fields, draft: Draft) -> None:
    kind = values.text(message, "subtype") or ""
    key = _add_author(message, draft)
    text = _plain(values.text(message, "text") or "", draft)
    draft.leave_rest(message, _MESSAGE, "messages[].")
    if kind in _SAID:
        draft.say(key, text, draft.moment(message.get("ts"), Unit.SECOND))
    else:
        draft.leave_kind("messages[].", kind, _EVENTS)


def _add_author(message: Fields, draft: Draft) -> str | None:
    profile = values.mapping(message.get("user_profile"))
    user, bot = optional_id(message.get("user")), optional_id(message.get("bot_id"))
    key = user or bot
    if key is not None:
        draft.party(
            key,
            Role.BOT if bot or message.get("subtype") == "bot_message" else None,
            name=profile.get("real_name"),
            email=profile.get("email"),
            phone=profile.get("phone"),
        )
        draft.know("USERNAME", key)
    for name in ("real_name", "display_name", "first_name"):
        draft.know("PERSON", profile.get(name))
    draft.know("USERNAME", profile.get("name"))
    draft.know("PERSON", message.get("username"))  # bots that bridge other channels bear the customer's name
    draft.leave_rest(profile, _PROFILE, "messages[].user_profile.")
    return key


def _plain(text: str, draft: Draft) -> str:
    """Return a message's text without Slack's marks: links by their labels, mentions by ids that are searched for."""

    def shown(token: re.Match[str]) -> str:
        target, label = token[1], token[2] or ""
        if target.startswith("@"):
            draft.know("USERNAME", target[1:])
            draft.know("PERSON", label.removeprefix("@"))
            return f"<{target}>"
        if target.startswith("!"):
            return label or f"@{target[1:].partition('^')[0]}"
        if target.startswith("#"):
            return f"#{label}" if label else f"<{target}>"
        scheme, _, address = target.partition(":")
        if scheme in {"mailto", "tel"}:
            draft.know("EMAIL_ADDRESS" if scheme == "mailto" else "PHONE_NUMBER", address)
            return label or address
        return label or target

    return unescape(_TOKEN.sub(shown, text))


_DAY = b"""[{"type": "message", "user": "U01ANA", "text": "Is <https://x.example/o?id=7|order 7> late, <@U02JO>?",
  "ts": "1772445600.000100", "thread_ts": "1772445600.000100", "reply_count": 1,
  "user_profile": {"real_name": "Ana Duarte", "display_name": "ana", "image_72": "https://x.example/a.png"}},
 {"type": "message", "subtype": "channel_join", "user": "U03", "text": "<@U03> joined", "ts": "1772445601.000100"},
 {"type": "message", "user": "U02JO", "text": "mail <mailto:jo@example.com|jo@example.com>", "ts": "1772445660.000100",
  "thread_ts": "1772445600.000100", "parent_user_id": "U01ANA", "files": [{"name": "ana.pdf"}]},
 {"type": "message", "subtype": "bot_message", "bot_id": "B01", "text": "Build &lt;7&gt; passed",
  "ts": "1772445700.000100"}]"""

PLUGIN = Format(
    name="slack",
    title="Slack export: the messages of a channel and day",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    identified=False,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample(
            "a thread, a join and a message without replies",
            _DAY,
            (("example#1772445600.000100", 2), ("example#1772445601.000100", 0), ("example#1772445700.000100", 1)),
        ),
        FormatExample(
            "one message",
            b'{"user": "U01ANA", "text": "hello", "ts": "1772445600.000100"}',
            (("example#1772445600.000100", 1),),
        ),
        FormatExample(
            "a message without a time is rejected, and so is a text that is none",
            b'[{"user": "U1", "text": "a"}, {"user": "U1", "text": 5, "ts": "1772445600.000100"}, {"text": "b", '
            b'"ts": "1772445601.000100"}]',
            (("example#1772445601.000100", 1),),
            (RejectReason.MISSING_FIELD, RejectReason.WRONG_TYPE),
        ),
    ),
)
