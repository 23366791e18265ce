"""Is the audit log as it was written? Bytes go in; the first entry that is not leaves, by its number.

The chain tells accidents and edits, not a forger who writes the whole log anew. That the last entries are gone shows
where a release of the folder lacks the entry that says it was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import Refused
from pipeline.release.audit.entry import FIRST_PREVIOUS, Event, canonical, entry_hash
from pipeline.release.audit.log import AUDIT_NAME
from pipeline.release.manifest import MANIFEST_NAME


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found: how many entries hold, the hash of the last of them, and what is wrong first, or nothing."""

    entries: int
    last_hash: str
    problem: str = ""


def verify_audit(out: Path) -> Audited:
    """Check the log of an output folder, and that no release lacks its entry.

    Raises:
        Refused: the folder has no audit log, or it cannot be read.
    """
    try:
        content = (out / AUDIT_NAME).read_bytes()
    except OSError as error:
        raise Refused(f"the folder has no {AUDIT_NAME} that can be read ({type(error).__name__})") from None
    audited, published = _chain(content)
    if audited.problem:
        return audited
    missing = sorted(release for release, digest in _releases(out) if (release, digest) not in published)
    return Audited(audited.entries, audited.last_hash, _without_entry(missing))


def _chain(content: bytes) -> tuple[Audited, set[tuple[str, str]]]:
    """Return how far the chain holds, and the releases that its entries say were published, with their digests."""
    lines = content.split(b"\n")
    cut_off = lines.pop()
    previous = FIRST_PREVIOUS
    published: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, start=1):
        entry = _entry(line)
        wrong = _wrong(line, entry, number, previous)
        if wrong:
            return Audited(number - 1, previous, f"entry {number} is broken: {wrong}"), published
        previous = entry["hash"]
        if entry.get("event") == Event.PUBLISHED:
            published.add((str(entry.get("release")), str(entry.get("content_digest"))))
    problem = f"entry {len(lines) + 1} is broken: it is cut off" if cut_off else ""
    return Audited(len(lines), previous, problem), published


def _entry(line: bytes) -> dict[str, Any]:
    """Return an entry, empty where the line is none."""
    try:
        entry = orjson.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _wrong(line: bytes, entry: dict[str, Any], number: int, previous: str) -> str:
    """Return what is wrong with an entry, or an empty text."""
    if not entry:
        return "it is no JSON object"
    if canonical(entry) != line:
        return "it is not in canonical form"
    if entry.get("hash") != entry_hash(entry):
        return "its content is not what its hash says"
    if entry.get("seq") != number:
        return f"it says that it is entry {entry.get('seq')}"
    if entry.get("prev_hash") != previous:
        return "it does not follow the entry before"
    return ""


def _releases(out: Path) -> Iterator[tuple[str, str]]:
    """Yield the folder and content digest of each release that has a manifest."""
    for path in sorted((out / "releases").glob(f"*/{MANIFEST_NAME}")):
        digest = _entry(path.read_bytes()).get("content_digest")
        yield f"releases/{path.parent.name}", str(digest)


def _without_entry(releases: list[str]) -> str:
    if not releases:
        return ""
    more = f", and {len(releases) - 1} more" if len(releases) > 1 else ""
    return f"no entry says that {releases[0]} was published as it stands{more}"
