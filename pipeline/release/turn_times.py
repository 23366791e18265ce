"""Times of turns as bands: how long after the turn before, and how long until an agent answered.

Times of day go in, or seconds from the start where a recording has no clock; bands and whole seconds leave. A time
itself is never written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from pipeline.anonymization.sanitized import SanitizedTurn
from pipeline.conversation.model import Role

UNKNOWN = "unknown"
FIRST = "first"
MAX_DURATION_S = 2**31 - 1

Bands = Sequence[tuple[int, str]]
TURN_GAP_BANDS: Bands = ((10, "<10s"), (60, "10-60s"), (300, "1-5min"), (3600, "5-60min"))
"""Upper bounds in seconds, exclusive; what reaches the last is `>1h`."""
TURN_GAP_REST = ">1h"
RESPONSE_BANDS: Bands = (*TURN_GAP_BANDS, (86_400, "1-24h"))
"""As above; what reaches the last is `>24h`: letters and tickets are answered in days."""
RESPONSE_REST = ">24h"


def seconds_between(before: SanitizedTurn, after: SanitizedTurn) -> float | None:
    """Return the seconds from one turn to a later one: by the clock where both have one, else by their offsets.

    None where neither is known of both turns, or where time runs backwards.
    """
    seconds = None
    if before.at is not None and after.at is not None:
        seconds = (after.at - before.at).total_seconds()
    elif before.offset_s is not None and after.offset_s is not None:
        seconds = after.offset_s - before.offset_s
    return seconds if seconds is not None and seconds >= 0 else None


def turn_gap_bands(turns: Sequence[SanitizedTurn]) -> list[str]:
    """Return one band a turn: the time since the turn before.

    The first turn is `first`. A turn is `unknown` where one of the two times is not known or they run backwards.
    """
    gaps = (seconds_between(before, after) for before, after in pairwise(turns))
    return [FIRST, *(_band(gap, TURN_GAP_BANDS, TURN_GAP_REST) for gap in gaps)] if turns else []


def response_bands(turns: Sequence[SanitizedTurn]) -> list[str | None]:
    """Return one band a turn: how long a customer waited for this answer.

    Only the first turn of an agent after a customer's turn is an answer; the time counts from the last turn that the
    customer said before it, whatever a bot said in between. All other turns are None: they answer nobody.
    """
    bands: list[str | None] = []
    waiting: SanitizedTurn | None = None
    for turn in turns:
        if turn.role is Role.AGENT and waiting is not None:
            bands.append(_band(seconds_between(waiting, turn), RESPONSE_BANDS, RESPONSE_REST))
        else:
            bands.append(None)
        if turn.role is Role.CUSTOMER:
            waiting = turn
        elif turn.role is Role.AGENT:
            waiting = None
    return bands


def _band(seconds: float | None, bands: Bands, rest: str) -> str:
    if seconds is None:
        return UNKNOWN
    return next((band for bound, band in bands if seconds < bound), rest)


def duration_s(
    started_at: datetime | None, closed_at: datetime | None, last_offset_s: float | None = None
) -> int | None:
    """Return the whole seconds that a conversation took, or None where nobody knows.

    From start to close. Where the close is missing, up to where the last turn begins (`last_offset_s`, seconds from the
    start): a recording's end is not known, so this is the least that it took. A close before the start is no duration.
    """
    if closed_at is None:
        seconds = last_offset_s
    elif started_at is None:
        seconds = None
    else:
        seconds = (closed_at - started_at).total_seconds()
    return int(seconds) if seconds is not None and 0 <= seconds < MAX_DURATION_S + 1 else None
