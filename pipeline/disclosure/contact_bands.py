"""How soon and how often one person came back, as bands: serial contacts stay countable without a person key.

Source: EDPB Guidelines 01/2025 (consultation text) para 121: prefer the smallest linkage that serves the purpose.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

UNKNOWN = "unknown"
FIRST = "first"
WINDOW = timedelta(hours=24)
GAP_BANDS = (
    (timedelta(minutes=10), "<10m"),
    (timedelta(hours=1), "10-60m"),
    (timedelta(days=1), "1-24h"),
    (timedelta(days=7), "1-7d"),
)
"""Upper bounds, exclusive; what reaches the last is `>7d`."""
GAP_REST = ">7d"
COUNT_BANDS = ((1, "1"), (2, "2"), (5, "3-5"))
"""Upper bounds, inclusive; what lies above the last is `6+`."""
COUNT_REST = "6+"


def contact_bands(starts: Sequence[datetime | None]) -> list[tuple[str, str]]:
    """Return (`gap_band`, `contacts_24h_band`) of each contact of one person.

    The gap is the time since the contact before; the count is that of the contacts in the 24 hours up to and with this
    start (a start exactly 24 hours earlier is outside, one at the same moment is inside). A contact without a start is
    unknown in both and counts for no other.

    Args:
        starts: the starts of all contacts of one person; those that are known are in ascending order.

    Raises:
        ValueError: the known starts are not in ascending order.

    >>> from datetime import UTC
    >>> contact_bands([datetime(2026, 5, 4, 9, 0, tzinfo=UTC), datetime(2026, 5, 4, 9, 5, tzinfo=UTC), None])
    [('first', '1'), ('<10m', '2'), ('unknown', 'unknown')]
    """
    known = [start for start in starts if start is not None]
    if any(after < before for before, after in pairwise(known)):
        raise ValueError("the starts of a person's contacts are not in ascending order")
    gaps = [FIRST, *(_gap_band(after - before) for before, after in pairwise(known))]
    counts = [_count_band(bisect_right(known, start) - bisect_right(known, start - WINDOW)) for start in known]
    bands = iter(zip(gaps, counts, strict=False))
    return [(UNKNOWN, UNKNOWN) if start is None else next(bands) for start in starts]


def _gap_band(gap: timedelta) -> str:
    return next((band for bound, band in GAP_BANDS if gap < bound), GAP_REST)


def _count_band(count: int) -> str:
    return COUNT_BANDS[index][1] if (index := bisect_left(COUNT_BANDS, (count,))) < len(COUNT_BANDS) else COUNT_REST
