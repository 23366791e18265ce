"""Lines of a WhatsApp text export: a stamp, a sender and words; the order of its dates, and what are attachments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pipeline.sources.parties import LONGEST_LABEL

Order = Literal["ymd", "dmy", "mdy"]
MARK = "\u200e"
"""The invisible sign with which iPhones begin what nobody typed."""
_MONTHS, _NOON = 12, 12
_CENTURY = 2000
_YEAR_DIGITS = 4
_ODD_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " "})
_STAMP = (
    r"(?P<date>(?P<a>\d{1,4})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>\d{1,4}))\.?(?P<comma>,?)\s{1,3}"
    r"(?P<clock>(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\s?(?P<half>[ap])\.?\s?m\.?)?)"
)
_MARKS = "[\u200e\u200f\ufeff]{0,3}"
_IPHONE = re.compile(rf"{_MARKS}\[{_STAMP}\]\s?", re.IGNORECASE)
_ANDROID = re.compile(rf"{_MARKS}{_STAMP}\s-\s", re.IGNORECASE)
_SENDER = re.compile(rf"{_MARKS}(?:~\s?)?(?P<name>[^:\u200e]{{1,{LONGEST_LABEL}}}):(?:\s|$)")
_OMITTED = re.compile(
    r"<(?:media omitted|multimedia omitido|archivo omitido|medien ausgeschlossen|m\u00e9dias? omis|"
    r"media omess[io]|m\u00eddia oculta|ficheiro n\u00e3o revelado|media weggelaten|pominieto multimedia|null)>",
    re.IGNORECASE,
)
_SUFFIXES = (
    "jpe?g|png|gif|webp|heic|mp4|mov|3gp|opus|m4a|mp3|aac|ogg|amr|wav|pdf|docx?|xlsx?|pptx?|odt|vcf|txt|csv|zip|json"
)
# "IMG-1.jpg (file attached)", "Ana Duarte.vcf (Datei angehaengt)", "<attached: 0001-PHOTO.jpg>", in any language.
_ATTACHED = re.compile(
    rf"{_MARKS}(?:(?P<file>[^\n<>]{{1,250}}\.(?:{_SUFFIXES}))\s\([^\W\d][^()\d\n]{{3,40}}\)"
    rf"|<[^\W\d][^<>:\n]{{2,30}}:\s(?P<named>[^<>\n]{{1,250}}\.(?:{_SUFFIXES}))>)(?:\s*\n|\s*$)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?P<name>[^\W\d_].{1,80})\.vcf", re.IGNORECASE)
_MENTION = re.compile("@\u2068~?([^\u2068\u2069\n]{2,80})\u2069")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The numbers of a date and a time of day, in the order in which they stand."""

    numbers: tuple[str, str, str]
    clock: tuple[int, int, int]
    written: str


@dataclass(slots=True)
class Message:
    """One message. Nobody sent those without a sender; the program wrote those that are not `typed`."""

    stamp: Stamp
    sender: str | None = field(repr=False)
    typed: bool
    lines: list[str] = field(repr=False)

    @property
    def text(self) -> str:
        """All that was sent at once."""
        return "\n".join(self.lines)


def message(line: str) -> Message | None:
    """Return the message that a line begins, or None where it goes on with the one before."""
    plain = line.translate(_ODD_SPACES)
    found = _IPHONE.match(plain) or _ANDROID.match(plain)
    if found is None:
        return None
    rest = plain[found.end() :]
    sender = _SENDER.match(rest)
    words = rest[sender.end() :] if sender else rest
    by_program = words.startswith(MARK) or sender is None
    stamp = Stamp((found["a"], found["b"], found["c"]), _clock(found), f"{found['date']}, {found['clock']}")
    return Message(stamp, sender["name"].strip() if sender else None, not by_program, [words])


def is_export(line: str) -> bool:
    """Say whether a line begins a message and cannot be one of a plain transcript, whose stamps are ISO 8601."""
    found = message(line)
    comma = _IPHONE.match(line.translate(_ODD_SPACES))
    return found is not None and (comma is None or bool(comma["comma"]) or len(comma["a"]) < _YEAR_DIGITS)


def date_order(stamps: Iterable[Stamp]) -> Order | None:
    """Return which number of the dates is what, or None where they leave it open or contradict each other."""
    numbers = [stamp.numbers for stamp in stamps]
    if all(len(first) == _YEAR_DIGITS for first, _, _ in numbers):
        return "ymd"
    day_first = any(int(first) > _MONTHS for first, _, _ in numbers)
    month_first = any(int(second) > _MONTHS for _, second, _ in numbers)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


def moment(stamp: Stamp, order: Order) -> datetime | None:
    """Return a stamp's local time, or None where there is no such day."""
    first, second, third = map(int, stamp.numbers)
    year, month, day = {
        "ymd": (first, second, third),
        "dmy": (third, second, first),
        "mdy": (third, first, second),
    }[order]
    try:
        return datetime(year if year > _CENTURY else year + _CENTURY, month, day, *stamp.clock)  # noqa: DTZ001  # local
    except ValueError:
        return None


def without_attachments(text: str) -> tuple[str, bool, str | None]:
    """Return a message's text without its attachment, whether it had one, and the name of a contact card's file."""
    if _OMITTED.fullmatch(text.strip(f" \n{MARK}")):
        return "", True, None
    found = _ATTACHED.match(text)
    if found is None:
        return text, False, None
    card = _CARD.fullmatch((found["file"] or found["named"]).strip(MARK))
    return text[found.end() :].strip("\n"), True, card["name"] if card else None


def mentioned(text: str) -> Sequence[str]:
    """Return the names of contacts that a text addresses: between two invisible signs, after an @."""
    return _MENTION.findall(text)


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return hour, int(found["minute"]), int(found["second"] or 0)
