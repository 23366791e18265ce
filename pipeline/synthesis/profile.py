"""What a corpus is made of: shares of languages and channels, and how often each odd record occurs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Edge(Enum):
    """A record that is not like the others, and what becomes of it under the shipped policy."""

    SOCIAL = "social"  # refused: channel not allowed
    UNSUPPORTED_LANGUAGE = "unsupported_language"  # refused: language not allowed
    DUPLICATE = "duplicate"  # kept once, counted
    CONFLICTING_ID = "conflicting_id"  # two records rejected
    NAIVE_TIME = "naive_time"  # rejected
    SPECIAL_CATEGORY = "special_category"  # refused: special category


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares are fractions of all records; those of `languages` and of `channels` add up to 1.

    Edges come at even distances, never by chance: a share of 0.001 is one record in every thousand, whatever the seed.
    """

    languages: tuple[tuple[str, float], ...] = (("en", 0.45), ("de", 0.25), ("es", 0.15), ("fr", 0.15))
    channels: tuple[tuple[str, float], ...] = (
        ("chat", 0.56),
        ("call", 0.2),
        ("email", 0.16),
        ("ticket", 0.05),
        ("sms", 0.03),
    )
    edges: tuple[tuple[Edge, float], ...] = (
        (Edge.SOCIAL, 0.003),
        (Edge.UNSUPPORTED_LANGUAGE, 0.003),
        (Edge.DUPLICATE, 0.002),
        (Edge.CONFLICTING_ID, 0.001),
        (Edge.NAIVE_TIME, 0.001),
        (Edge.SPECIAL_CATEGORY, 0.003),
    )
    missing_language: float = 0.04
    without_ids: float = 0.01
    labels: bool = False
    distinct: bool = False


DEMO = Profile()


def edge_of(index: int, seed: int, profile: Profile) -> Edge | None:
    """Return which odd record stands at that index, if any."""
    for number, (edge, share) in enumerate(profile.edges):
        # Each edge has a phase of its own, so that two seldom fall on one index; the first listed wins.
        phase = (seed * 0.618 + number * 0.377) % 1
        if int((index + 1) * share + phase) > int(index * share + phase):
            return edge
    return None
