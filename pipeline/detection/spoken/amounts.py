"""Said quantities: numbers in words before a unit, as "ninety nine percent", "zweihundert Euro", "seis meses".

They point at nobody. Units that may also follow a part of a value ("second", Spanish "por") are none here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.detection.coverage import NOTHING, Coverage
from pipeline.detection.spoken.items import VALUES, Kind
from pipeline.detection.spoken.language import LANGUAGES
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.turns import TurnView

_MOST_NUMBERS: Final = 3
"""Numbers said in a row before a unit: "four one five euros" may be an amount, a longer run begins with a value."""
_PHRASES: Final = frozenset({
    ("per", "cent"), ("pour", "cent"), ("por", "ciento"), ("por", "cento"), ("per", "cento"),
})  # fmt: skip
_UNITS: Final = frozenset({
    *("percent", "prozent", "procent"),
    *("euro", "euros", "cents", "dollar", "dollars", "pounds", "pence", "quid", "bucks", "franken", "francs"),
    *("centimes", "centimos", "dolares", "pesos", "centesimi", "dollari", "reais", "centavos"),
    *("minutes", "hours", "days", "nights", "weeks", "months", "years"),
    *("minuten", "stunden", "tage", "tagen", "nachte", "wochen", "monate", "monaten", "jahre", "jahren"),
    *("minutos", "horas", "dias", "noches", "semanas", "meses", "anos", "noites"),
    *("heures", "jours", "nuits", "semaines", "mois", "ans", "annees"),
    *("minuti", "ore", "giorni", "notti", "settimane", "mesi", "anni"),
    *("uur", "uren", "dagen", "nachten", "weken", "maanden", "jaren"),
    *("degrees", "grad", "grados", "degres", "gradi", "graden", "graus"),
    *("gigabyte", "gigabytes", "megabyte", "megabytes", "megabit", "megabits", "gigs", "gigas", "mega", "megas"),
    *("kilos", "kilo", "watt", "volt", "bar", "people", "personen", "personas", "personnes", "persone", "pessoas"),
})  # fmt: skip
_BEGINNINGS: Final = _UNITS | {phrase[0] for phrase in _PHRASES}


def said_amounts(view: TurnView, code: str | None) -> Coverage:
    """Return where a turn says quantities in words, unit included.

    Args:
        view: the turn; spans are in its text in normal form.
        code: the conversation's language; in one without words for numbers nothing is found.
    """
    if code not in LANGUAGES or _BEGINNINGS.isdisjoint(view.words.words):
        return NOTHING
    return view.once(f"said amounts {code}", lambda turn: Coverage(_amounts(turn, Reading.of(turn, code))))


def _amounts(view: TurnView, reading: Reading) -> Iterator[tuple[int, int]]:
    for run in reading.runs():
        if _is_count(run) and (length := _unit(view.words.words, run.last)):
            yield run.start, view.words.spans[run.last + length - 1][1]


def _is_count(run: Run) -> bool:
    return run.count <= _MOST_NUMBERS and all(
        item.kind is Kind.NUMBER and item.said for item in run.items if item.kind in VALUES
    )


def _unit(words: tuple[str, ...], at: int) -> int:
    """Return how many words of a unit stand there; none is 0."""
    if words[at : at + 2] in _PHRASES:
        return 2
    return int(at < len(words) and words[at] in _UNITS)
