"""How full dates are written in seven languages, as one expression; used by dates of birth and by dates."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr"
    "|jun|jul|aug|sept?|oct|nov|dec|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|jänner|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|"
    "januari|februari|maart|mei|augustus|"
    "janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_SHORT_YEAR: Final = r"(?:(?:19|20)?[0-9]{2})"

_NUMERIC: Final = (
    rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}"  # 1985-07-30
    rf"|{_DAY}[-./]\s?{_MONTH}[-./]\s?{_SHORT_YEAR}"  # 30.07.1985
    rf"|{_MONTH}[-./]{_DAY}[-./]{_SHORT_YEAR}"  # 07/30/1985
)
_WRITTEN: Final = (
    rf"{_DAY}(?:st|nd|rd|th|er|º|ª|\.)?\s{{0,2}}(?:of |de |di |d')?(?:{MONTHS})(?!\w)"  # 30th of July 1985
    rf"\.?,?\s{{0,2}}(?:of |de |del |di )?{_SHORT_YEAR}"
    rf"|(?:{MONTHS})\.?\s{{1,2}}{_DAY}(?:st|nd|rd|th)?,?\s{{1,2}}{_SHORT_YEAR}"  # July 30, 1985
)
FULL_DATE: Final = rf"(?:{_NUMERIC}|{_WRITTEN})"
"""Day, month and year."""

DAY_AND_MONTH: Final = (
    rf"(?:{_DAY}(?:st|nd|rd|th|er|\.)?\s{{0,2}}(?:of |de |di )?(?:{MONTHS})"
    rf"|(?:{MONTHS})\s{{1,2}}{_DAY}(?:st|nd|rd|th)?|{_DAY}[./]{_MONTH}\.?)"
)
"""A birthday without its year."""
