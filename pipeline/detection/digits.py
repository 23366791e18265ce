"""Numbers written in groups: every run of whole groups with a fitting number of digits is a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

NUMBERS: Final = re.compile(r"(?<![^\W_])[0-9]+(?:[ .\-/]{1,2}[0-9]+)*(?![^\W_])")
PHONE_NUMBERS: Final = re.compile(r"(?<![^\W_])[0-9]+(?:[ \t().\-/]{1,3}[0-9]+)*(?![^\W_])")
_GROUP = re.compile(r"[0-9]+")


def digit_windows(
    text: str, fewest: int, most: int, numbers: re.Pattern[str] = NUMBERS
) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and digits of every run of neighboring groups with `fewest` to `most` digits in all.

    Windows matter because a number may stand right behind another ("my card 2 4111 ..."). Each start has at most `most`
    windows, so time is linear in the text.
    """
    for run in numbers.finditer(text):
        if run.end() - run.start() < fewest:
            continue
        groups = [(match.start(), match.end()) for match in _GROUP.finditer(text, run.start(), run.end())]
        for first, (start, _) in enumerate(groups):
            digits = ""
            for group_start, end in groups[first : first + most]:
                if len(digits) + end - group_start > most:
                    break
                digits += text[group_start:end]
                if len(digits) >= fewest:
                    yield start, end, digits
