"""Dates and times, written and said."""

from __future__ import annotations

from typing import Final

from pipeline.detection.training.dialogue.speech import chopped, dictated
from pipeline.detection.training.dialogue.values import Maker, Values

BIRTHS: Final = (1935, 2008)
RECENT: Final = (2019, 2027)
"""First and last year."""
_SMALL_MONTHS: Final = frozenset({"es", "fr", "it", "nl", "pt"})
_LINKS: Final = {"es": " de ", "pt": " de "}
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}


def written(years: tuple[int, int]) -> Maker:
    """Return what makes dates as people write them."""

    def maker(values: Values) -> str:
        day, month, year = _drawn(values, years)
        name = values.speech.months[month - 1]
        name = name if values.language in _SMALL_MONTHS else name.capitalize()
        dot = "." if values.language == "de" else ""
        forms = [
            f"{day:02d}/{month:02d}/{year}",
            f"{day}.{month}.{year}",
            f"{day:02d}-{month:02d}-{year}",
            f"{year}-{month:02d}-{day:02d}",
            f"{day}/{month}/{year % 100:02d}",
            f"{day}{dot} {name} {year}",
            f"{day:02d}{month:02d}{year}",
        ]
        if values.language == "en":
            forms += [f"{name} {day}, {year}", f"{name} {_ordinal(day)} {year}"]
        return values.chance.choice(forms)

    return maker


def said(years: tuple[int, int]) -> Maker:
    """Return what makes dates as people say them, and as a recognizer writes that."""

    def maker(values: Values) -> str:
        draw, speech = values.chance, values.speech
        day, month, year = _drawn(values, years)
        name, link = speech.months[month - 1], _LINKS.get(values.language, " ")
        spoken = speech.year(year) if values.likely(0.7) else speech.number(year % 100)
        digits = f"{day:02d}{month:02d}{year}"
        in_scraps = chopped(digits, draw)
        forms = [
            f"{speech.number(day)}{link}{name}{link}{spoken}",
            f"{speech.number(day)} {speech.number(month)} {spoken}",
            f"{day}{link}{name}{link}{year}",
            in_scraps,
            f"{day:02d} {month:02d} {year}",
            dictated(digits, speech, draw),
        ]
        if values.language == "en":
            forms += [
                f"{_ordinal(day)} of {name} {spoken}",
                f"{_ordinal(day)} of the {_ordinal(month)} {spoken}",
                f"the {_ordinal(day)} of {name} {spoken}",
                f"{name} {_ordinal(day)} {spoken}",
            ]
        return draw.choice(forms)

    return maker


def clock(values: Values) -> str:
    """Return a time of day."""
    hour, minute = values.chance.randint(1, 12), values.chance.choice(("00", "15", "30", "45"))
    ending = values.chance.choice((" am", " pm", "")) if values.language == "en" else ""
    return values.chance.choice((f"{hour}:{minute}{ending}", f"{hour}{ending}", values.speech.number(hour)))


def _drawn(values: Values, years: tuple[int, int]) -> tuple[int, int, int]:
    return values.chance.randint(1, 28), values.chance.randint(1, 12), values.chance.randint(*years)


def _ordinal(day: int) -> str:
    return f"{day}{_ORDINALS.get(day, 'th')}"
