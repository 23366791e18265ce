"""Prices, durations, days and times in seven languages, and the numbers that are none."""

from __future__ import annotations

import pytest

from pipeline.detection.quantities import quantities
from tests.support.steps import assert_linear_on_text

AMOUNTS = [
    ("£783.73", "£783.73"), ("for 1,250.00 dollars!", "1,250.00 dollars"), ("49,90 € doppelt", "49,90 €"),
    ("67 secondes", "67 secondes"), ("seit 9 Wochen", "9 Wochen"), ("10 Mbps", "10 Mbps"), ("3 percent", "3 percent"),
    ("am 28.9. kam", "28.9."), ("du 25/01,", "25/01"), ("le 4 août", "4 août"), ("on May 4th", "May 4th"),
    ("Maße: 45 x 30 x 12 cm", "45 x 30 x 12 cm"), ("open 9h-18h daily", "9h-18h"), ("de 8 à 12 h demain", "8 à 12 h"),
    ("at 1200 rpm", "1200 rpm"), ("es sind 50667 Dateien", "50667 Dateien"),
    ("since version 2.14 it", "version 2.14"), ("on v2.1.", "v2.1"), ("62 megabits", "62 megabits"),
    ("a 1,2 L pot", "1,2 L"), ("with 1200 W", "1200 W"), ("vers 18h demain", "18h"),
    ("Modell KX 300 ist da", "Modell KX 300"),
    ("at 9 am sharp", "9 am"), ("by 12 p.m.", "12 p.m"),
    ("the 22nd", "22nd"), ("vers 7h56", "7h56"), ("a las 16:39", "16:39"),
]  # fmt: skip
NONE = [
    ("12345", "nothing says how much"),
    ("und 677 am Schluss", "a number before a German word that is a time of day elsewhere"),
    ("10115 am Montag", "a postcode before a word that is also a time of day"),
    ("AB-12 days", "the end of a code"),
    ("50667 Köln", "a postcode"),
    ("28.9.1990", "a full date, which has a recognizer of its own"),
    ("12 Main Street", "an address"),
    ("Haus 14 w", "a letter behind a house number"),
    ("modelo AB-123456", "a serial number behind a model"),
    ("hp 8 x 5 yl", "a postcode spelled out"),
    ("p o 2 v 1 h", "another"),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_when_a_text_says_how_much_or_when_then_it_is_found(text: str, expected: str) -> None:
    assert [text[start:end] for start, end in quantities(text.lower())] == [expected]


@pytest.mark.parametrize(("text", "reason"), NONE, ids=[row[1] for row in NONE])
def test_when_a_number_is_no_amount_then_it_is_not(text: str, reason: str) -> None:
    assert list(quantities(text)) == []


@pytest.mark.parametrize("part", ["1", "1 ", "1.1", "1,11 ", "€"])
def test_when_a_turn_is_long_then_time_stays_linear(part: str) -> None:
    """Twice the turn, about twice the steps, in Python and in regular expressions."""
    assert_linear_on_text(lambda text: list(quantities(text)), lambda times: part * times, 200)
