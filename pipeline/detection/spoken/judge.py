"""Which runs are values and which are talk: "four one five five" is one, "twenty five minutes" and "1984" are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.detection.spoken.cues import beside_street, cue
from pipeline.detection.spoken.items import Item, Kind, Turn
from pipeline.detection.spoken.language import Language
from pipeline.detection.spoken.runs import Run

GENERIC: Final = "ACCOUNT_ID"
"""What a code is that nothing else explains, as for written ones (`recognizers.long_number`)."""

_LETTERS_ALONE: Final = 5
_LETTERS_WITH_CUE: Final = 3
_LONGEST_HOUSE_NUMBER: Final = 5
_WORDS_BESIDE: Final = 2
_LONGEST_FIGURES: Final = 3
_EXPLAINED: Final = 2  # words of "wie Martha", "b bravo"
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_FOR_LETTERS: Final = frozenset({"PERSON", "EMAIL_ADDRESS", "USERNAME", "PASSWORD"})
_FOR_BOTH: Final = frozenset({
    "ORDER_ID",
    "ZIP_CODE",
    "CUSTOMER_ID",
    "VEHICLE_PLATE",
    "PASSPORT",
    "USERNAME",
    "PASSWORD",
})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a run: `entity_type` where it is a value by itself, and whether patterns shall see it written."""

    entity_type: str | None
    decoded: bool


NOTHING: Final = Verdict(None, decoded=False)


def judge(run: Run, turn: Turn, language: Language) -> Verdict:
    """Return what a run is."""
    strong = [item for item in run.members if not item.weak]
    if not any(item.said or item.kind is Kind.LETTER for item in strong) or _says_how_much(run, turn, language):
        return NOTHING
    kind = cue(turn, run.first, language)
    if not run.digits:
        return _letters(run, kind, sum(item.count for item in strong))
    if (
        _is_code(run, strong)
        or (_is_alone(run, turn) and _is_mixed(run))
        or (kind is not None and _is_short_code(run, kind))
    ):
        return Verdict(GENERIC if kind in (None, "PERSON") else kind, decoded=True)
    return Verdict(None, decoded=_is_house_number(run) and beside_street(turn, run.first, run.last, language))


def _letters(run: Run, kind: str | None, strong: int) -> Verdict:
    """Judge letters alone: a spelled word."""
    explained = sum(item.last - item.first >= _EXPLAINED for item in run.members)
    sure = kind in _FOR_LETTERS | _FOR_BOTH or explained > 1
    fewest = _LETTERS_WITH_CUE if sure else _LETTERS_ALONE
    if run.count < fewest or strong < fewest - 1 or run.text.startswith("www"):
        return NOTHING
    return Verdict(kind if kind in _FOR_LETTERS | _FOR_BOTH else "PERSON", decoded=True)


def _is_code(run: Run, strong: Sequence[Item]) -> bool:
    """Return whether digits, or digits and letters, are so many and so close that they are no talk."""
    digits, letters, count = len(run.digits), len(run.letters), run.count
    said = sum(item.count for item in strong)
    if not letters:
        enough = digits > 3 and (count > 3 or (count == 3 and digits > 4)) and said > 1  # noqa: PLR2004
    else:
        enough = (digits > 2 and digits + letters > 3) or (digits > 1 and letters > 1 and digits + letters > 4)  # noqa: PLR2004
        enough = enough and said > 3 and not _is_written(run.members)  # noqa: PLR2004
    return enough and _is_dense(run)


def _is_alone(run: Run, turn: Turn) -> bool:
    """Return whether a turn says nothing else but a word or two ("it is")."""
    return len(turn.words) - (run.last - run.first) <= _WORDS_BESIDE


def _is_mixed(run: Run) -> bool:
    """Return whether a run has the letters and digits of a short code, read in two parts or more."""
    sure = any(item.kind is Kind.LETTER and (not item.weak or len(item.text) > 1) for item in run.members)
    return sure and run.digits != "" and len(run.text) > 3 and len(run.members) > 1 and _is_dense(run)  # noqa: PLR2004


def _is_written(members: Sequence[Item]) -> bool:
    """Return whether figures stand beside a unit or a sign rather than in a code that was read letter by letter."""
    if any(item.kind is Kind.NUMBER and item.said for item in members):
        return False
    letters = sum(item.kind is Kind.LETTER and item.text != "x" for item in members)  # "3 x 4 x 5 mm"
    longest = max(len(item.text) for item in members if item.kind is not Kind.LETTER)
    return letters < 2 or longest > _LONGEST_FIGURES  # noqa: PLR2004


def _is_dense(run: Run) -> bool:
    """Return whether members outnumber what stands between them."""
    return 2 * len(run.members) > len(run.items)


def _is_short_code(run: Run, kind: str) -> bool:
    """Return whether a few digits are a value because a cue says so; never a time or a year."""
    digits, count = len(run.digits), run.count
    if kind == "PERSON" or digits < 3:  # noqa: PLR2004
        return False
    if run.letters:
        return kind in _FOR_BOTH or digits + len(run.letters) > 3  # noqa: PLR2004
    return count > 2 or (count == 2 and digits > 3 and kind != "PHONE_NUMBER" and not _YEAR.fullmatch(run.digits))  # noqa: PLR2004


def _says_how_much(run: Run, turn: Turn, language: Language) -> bool:
    """Return whether a number of few words has a unit or "a m" behind it."""
    if run.count > 3:  # noqa: PLR2004
        return False
    behind = turn.words[run.last : run.last + 2]
    return any(unit in language.after_amounts for unit in (*behind[:1], "".join(behind)))  # "euros", "a m"


def _is_house_number(run: Run) -> bool:
    """Return whether a run may be a house number; one digit is rather a count ("one way street")."""
    return not run.letters and 2 <= len(run.digits) <= _LONGEST_HOUSE_NUMBER  # noqa: PLR2004
