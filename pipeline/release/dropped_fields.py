"""Which dropped input keys may be named in a paper.

A key is input like any other: `{"anna.schmidt@example.org": 1}` would write a person into the manifest. Named are only
keys that many records share and that look like names of fields; the rest is counted together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

MIN_RECORDS = 10
OTHER_KEYS = "(other keys)"

# Segments of letters and underscores with at most two digits, joined by dots: `metadata.plan2`, `turns[].html`.
_FIELD_PATH = re.compile(
    r"(?!(?:\D*\d){3})[A-Za-z_][A-Za-z0-9_]{0,39}(\[\])?(\.[A-Za-z_][A-Za-z0-9_]{0,39}(\[\])?){0,4}"
)


def printable(dropped: Mapping[str, int]) -> dict[str, int]:
    """Return counts by path, with keys that are rare or look like values summed under `OTHER_KEYS`.

    >>> printable({"metadata.crm_note": 812, "metadata.anna@example.org": 40, "metadata.secret": 3})
    {'(other keys)': 43, 'metadata.crm_note': 812}
    """
    counts: Counter[str] = Counter()
    for path, count in dropped.items():
        named = count >= MIN_RECORDS and _FIELD_PATH.fullmatch(path) is not None
        counts[path if named else OTHER_KEYS] += count
    return dict(sorted(counts.items()))
