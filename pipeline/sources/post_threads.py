"""Posts of a social network as conversations: one a thread, which is a tree of answers to one post.

Answers may stand anywhere in a file. It is therefore read twice: first the ids, as two numbers a post, then each thread
as soon as its last post was met.
"""

from __future__ import annotations

import html
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.errors import UnreadableInput
from pipeline.sources import assemble
from pipeline.sources.format import ParseContext, Parsed, RecordError
from pipeline.sources.parties import roles_by_label

NOBODY = -1
"""Stands for no id: ids of posts are positive."""
_LARGEST = 1 << 63
_ID = re.compile(r"[0-9]{1,19}")
_STAMP = re.compile(r"\w{3} (\w{3}) (\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2}) (\d{4})", re.ASCII)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_HANDLE = re.compile(r"(?<![\w@])@(\w{2,30})")


@dataclass(frozen=True, slots=True)
class Post:
    """One post.

    `parent` is the post that it answers, `author` a handle or "" for the account's owner; `names` are those of people
    whom it mentions, `dropped` the fields left out.
    """

    id: int
    parent: int
    author: str = field(repr=False)
    role: Role
    at: str | None
    text: str = field(repr=False)
    size: int
    names: tuple[str, ...] = field(default=(), repr=False)
    dropped: tuple[str, ...] = ()


Read = Callable[[], Iterator[Post | RejectReason]]
"""Reads the file from its beginning: a post or what is wrong with it, for each in their order."""


@dataclass(slots=True)
class _Outline:
    """What the first reading finds: the ids, and why the file was not read to its end."""

    ids: array[int] = field(default_factory=lambda: array("q"), repr=False)
    parents: array[int] = field(default_factory=lambda: array("q"), repr=False)
    broken: RejectReason | None = None
    unreadable: UnreadableInput | None = None


def post_id(written: str) -> int:
    """Return an id, or `NOBODY` for an empty one.

    Raises:
        RecordError: it is none.
    """
    text = written.strip()
    if not text:
        return NOBODY
    if not _ID.fullmatch(text) or int(text) >= _LARGEST:
        raise RecordError(RejectReason.WRONG_TYPE)
    return int(text)


def moment(written: str) -> str | None:
    """Return a time such as "Tue Oct 31 22:10:47 +0000 2017" in ISO 8601.

    Raises:
        RecordError: it is none.
    """
    if not written.strip():
        return None
    found = _STAMP.fullmatch(written.strip())
    if found is None or found[1] not in _MONTHS:
        raise RecordError(RejectReason.BAD_TIME)
    return f"{found[6]}-{_MONTHS[found[1]]:02}-{found[2]}T{found[3]}{found[4]}:{found[5]}"


def conversations(read: Read, context: ParseContext, dropped: Counter[str]) -> Iterator[Parsed]:
    """Yield a record or a reject for every thread, in the order of their last posts.

    Its ordinal is its first post's number in the file. `dropped` counts what is left out of every thread.
    """
    outline = _outline(read)
    roots = _roots(outline)
    left = Counter(roots.tolist())
    open_threads: dict[int, list[Post]] = {}
    first: dict[int, int] = {}
    for number, post in enumerate(islice(read(), len(roots))):
        root = int(roots[number])
        if isinstance(post, RejectReason) or root == NOBODY:
            yield context.reject(number, post if isinstance(post, RejectReason) else RejectReason.BAD_STRUCTURE)
            continue
        first.setdefault(root, number)
        open_threads.setdefault(root, []).append(post)
        left[root] -= 1
        if left[root] == 0:
            yield _record(open_threads.pop(root), context, first.pop(root), dropped)
    if outline.unreadable:
        raise outline.unreadable
    if outline.broken:
        yield context.reject(len(roots), outline.broken)


def _outline(read: Read) -> _Outline:
    outline = _Outline()
    try:
        for post in read():
            outline.ids.append(NOBODY if isinstance(post, RejectReason) else post.id)
            outline.parents.append(NOBODY if isinstance(post, RejectReason) else post.parent)
    except RecordError as bad:
        outline.broken = bad.reason
    except UnreadableInput as error:
        outline.broken, outline.unreadable = RejectReason(error.reason), error
    return outline


def _roots(outline: _Outline) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return for each post the number of its thread's first one; `NOBODY` for a repeated id and a ring of answers."""
    ids, parents = np.array(outline.ids, np.int64), np.array(outline.parents, np.int64)
    own = np.arange(len(ids))
    if not len(ids):
        return own
    order = np.argsort(ids, kind="stable")
    at = np.minimum(np.searchsorted(ids[order], parents), len(ids) - 1)
    found = (ids[order[at]] == parents) & (parents != NOBODY)
    parent = np.where(found, order[at], own)
    root = parent
    for _ in range(len(ids).bit_length() + 1):
        root = root[root]  # twice as far up the tree each time
    earliest = order[np.searchsorted(ids[order], ids)]
    bad = (parent[root] != root) | (ids == NOBODY) | (earliest != own)
    return np.where(bad, NOBODY, root)


def _record(posts: Sequence[Post], context: ParseContext, ordinal: int, dropped: Counter[str]) -> Parsed:
    ordered = sorted(posts, key=lambda post: (post.at or "", post.id))
    labels = roles_by_label(context.field_map)
    people: dict[str, dict[str, object]] = {}
    for post in ordered:
        role = labels.get(post.author.casefold(), post.role)
        identity = {"customer_id": post.author} if role is Role.CUSTOMER else {}
        people.setdefault(post.author, {"id": f"p{len(people)}", "role": role, **identity})
    handles = dict.fromkeys([
        *filter(None, people),
        *(handle for post in ordered for handle in _HANDLE.findall(post.text)),
    ])
    names = dict.fromkeys(name for post in ordered for name in post.names)
    constants = context.field_map.constants if context.field_map else None
    root = next((post for post in ordered if all(post.parent != other.id for other in ordered)), ordered[0])
    fields: dict[str, object] = {
        "id": str(root.id),
        "channel": (constants and constants.channel) or context.default_channel or Channel.SOCIAL,
        "language": constants.language if constants else None,
        "started_at": ordered[0].at,
        "participants": list(people.values()),
        "known_values": [
            *({"entity_type": "SOCIAL_HANDLE", "value": f"@{handle}"} for handle in handles),
            *({"entity_type": "PERSON", "value": name} for name in names),
        ],
        "turns": [
            {"text": html.unescape(post.text), "participant": people[post.author]["id"], "at": post.at}
            for post in ordered
        ],
    }
    counts = dropped + Counter(key for post in ordered for key in post.dropped)
    return assemble.record(fields, context, ordinal, sum(post.size for post in posts), counts)
