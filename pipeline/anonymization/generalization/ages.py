"""From an age to a band of ages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.conversation.normal_form import fold_text

MINOR = "MINOR"
OLDEST = 120

_NUMBER = re.compile(r"\d+")
# A number of these is no number of years.
_SHORTER_THAN_A_YEAR = re.compile(
    r"\b(months?|weeks?|days?|monate?n?|wochen?|tage?n?|mois|semaines?|jours?|mes(?:es)?|semanas?|dias?|mesi|mese|settiman[ae]"
    r"|giorn[oi]|maand(?:en)?|we(?:ek|ken)|dag(?:en)?)\b"
)


def age_band(text: str, starts: Sequence[int]) -> str | None:
    """Return the band of an age written in digits, such as `30-44` or `75+`, or `MINOR` below the first band.

    Args:
        text: one age ("34", "34 years old", "edad: 34"). With two numbers, or none, it is no age.
        starts: the first age of each band, ascending; the last band is open.
    """
    folded = fold_text(text)
    found = _NUMBER.findall(folded)
    if len(found) != 1 or len(found[0]) > len(str(OLDEST)) or int(found[0]) > OLDEST:
        return None
    age = 0 if _SHORTER_THAN_A_YEAR.search(folded) else int(found[0])
    if age < starts[0]:
        return MINOR
    for start, following in pairwise(starts):
        if age < following:
            return f"{start}-{following - 1}"
    return f"{starts[-1]}+"
