"""How far a run is: counted from what the shards have written, because the runner tells nothing while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.release.staging import Staging


@dataclass(frozen=True, slots=True)
class Progress:
    """Finished shards of all shards, and finished parts (their number is known at the end only)."""

    shards: int
    of_shards: int
    parts: int


OnProgress = Callable[[Progress], None]


def measure(staging: Staging, of_shards: int) -> Progress:
    """Return how far a run is."""
    return Progress(
        shards=min(len(staging.store.list("shards")), of_shards),
        of_shards=of_shards,
        parts=sum(name.endswith(".json") for name in staging.store.list("parts")),
    )
