"""What the first bytes of a JSON file tell about its format, even where they end in the middle of a value."""

from __future__ import annotations

import re
from functools import cache

from pipeline.sources.format import Head
from pipeline.sources.lines import BOM

_OPENS = (b"{", b"[")


def holds_keys(head: Head, *keys: str) -> bool:
    """Say whether the head looks like JSON and holds all these keys, at whatever depth."""
    if not head.data.removeprefix(BOM).lstrip()[:1].startswith(_OPENS):
        return False
    return all(_key(key).search(head.data) for key in keys)


@cache
def _key(key: str) -> re.Pattern[bytes]:
    return re.compile(rb'"%b"\s{0,9}:' % re.escape(key.encode()))
