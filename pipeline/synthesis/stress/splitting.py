"""Values told in parts, over several turns."""

from __future__ import annotations

import re
from random import Random

_GROUP = re.compile(r"[\W_]+")
_LEAST, _MOST = 2, 4


def chunks(text: str, rng: Random) -> tuple[str, ...]:
    """Return a number in the parts in which it is told: its own groups, or two to four characters each.

    Separators between parts are left out. A prefix of two letters, which says nothing by itself, is told with what
    follows it.
    """
    groups = [group for group in _GROUP.split(text) if group]
    if groups[0].isalpha() and len(groups) > 1:
        groups[:2] = [groups[0] + groups[1]]
    if len(groups) < 3 or min(map(len, groups)) < _LEAST:  # noqa: PLR2004 - two groups are told at once as a rule
        groups = _cut("".join(groups), rng)
    return tuple(groups)


def _cut(text: str, rng: Random) -> list[str]:
    parts: list[str] = []
    while text:
        size = rng.randint(_LEAST + text[:_LEAST].isalpha(), _MOST)
        size = len(text) if len(text) - size < _LEAST else size
        parts.append(text[:size])
        text = text[size:]
    return parts
