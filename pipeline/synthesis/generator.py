"""Corpora of made-up conversations. The same seed gives the same records on every machine.

Record number i depends on the seed, the profile and i alone, not on how many records are made before or after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.synthesis.profile import DEMO, Edge, Profile, edge_of
from pipeline.synthesis.records import Record, make_draft, plain, write


def _earlier_plain(index: int, seed: int, profile: Profile, parity: int) -> int | None:
    """Return the nearest index well before this one whose record is no edge."""
    candidate = index - 37
    while candidate >= 0:
        if candidate % 2 == parity and edge_of(candidate, seed, profile) is None:
            return candidate
        candidate -= 1
    return None


def record_at(index: int, seed: int, profile: Profile = DEMO) -> Record:
    """Return the record of that index.

    A duplicate repeats an earlier record; a conflicting one is a new record under an earlier id. They choose among even
    and odd indices, so that no record is both. Too early in the corpus for either, the record is an ordinary one.
    """
    edge = edge_of(index, seed, profile)
    if edge is Edge.DUPLICATE:
        original = _earlier_plain(index, seed, profile, parity=0)
        return plain(index if original is None else original, seed, profile)
    if edge is Edge.CONFLICTING_ID:
        original = _earlier_plain(index, seed, profile, parity=1)
        record = plain(index, seed, profile)
        return record if original is None else {**record, "id": f"c-{original:07d}"}
    return write(make_draft(index, seed, profile, edge))


def generate(count: int, seed: int, *, profile: Profile = DEMO) -> Iterator[Record]:
    """Yield that many conversations as JSON objects of the native format (DESIGN §4)."""
    for index in range(count):
        yield record_at(index, seed, profile)
