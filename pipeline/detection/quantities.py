"""Numbers that say how much or when: prices, durations, counts, days, times. They point at nobody.

The token classifier takes many of them for house numbers and postcodes. Seven languages in one expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.detection.dates import MONTHS

_AMOUNT: Final = r"[0-9]{1,6}(?:[.,'][0-9]{2,3}){0,3}"
_COUNT: Final = r"[0-9]{1,4}(?:[.,][0-9]{1,2})?"
_CURRENCY: Final = (
    r"(?:€|\$|£"
    r"|(?:eur(?:os?)?|pounds?|quid|dollars?|usd|gbp|chf|inr|rupees?|francs?|franken|cents?|céntimos|centimes)(?!\w))"
)
_SPAN: Final = (
    r"seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?"
    r"|sekunden?|minuten?|stunden?|std|tagen?|nächten?|wochen?|monaten?|jahren?"
    r"|segundos?|minutos?|horas?|d[ií]as?|noches?|semanas?|meses|años?"
    r"|secondes?|heures?|jours?|nuits?|semaines?|mois|ans|années?"
    r"|secondi|minut[oi]|or[ae]|giorn[oi]|nott[ei]|settiman[ae]|mesi|ann[oi]"
    r"|seconden|uur|uren|dag(?:en)?|weken|maand(?:en)?|jaar|noites?|anos?"
)
_OTHER: Final = (
    r"times|o'clock|mal|uhr|veces|fois|volt[ae]|keer|vezes"
    r"|%|percent|per cent|prozent|por ciento|pour cent|per cento|procent|por cento|°|degrees?|grad|grados|degrés"
    r"|[kmgt]b(?:ps|/s)?|[kmg]bits?(?:/s)?|(?:mega|giga|kilo)(?:bits?|bytes?)|gigs?|m[eé]gas?|gigas?"
    r"|ghz|mhz|kwh|kw|watts?|volts?|mah|wh"
    r"|zoll|pouces|pollici|pulgadas|polegadas|kg|km|cm|mm|ml|inch(?:es)?"
    r"|rpm|u/min|tr/min|tours/min|giri|toeren|pounds?|lbs?|lit(?:er|ro|re)s?"
    r"|people|persons?|guests?|adults?|personen|personas|personnes|persone|pessoas"
    r"|points?|stars?|items?|pieces?|pages?|stück|artikel|seiten?|parts|raten|plazos"
)
_THINGS: Final = (
    r"[0-9]{1,6}\s(?:files?|photos?|e?mails?|messages?|users?|customers?|followers|contacts?|records|downloads?|steps"
    r"|dateien|fotos|nachrichten|nutzer|kunden|kontakte|schritte|fichiers|abonnés|contacts|archivos|mensajes|usuarios"
    r"|clientes|contactos|pasos|foto|messaggi|utenti|clienti|contatti|passi|bestanden|foto's|berichten|klanten"
    r"|ficheiros|arquivos|mensagens|utilizadores|contatos|passos)(?!\w)"
)
"""Things that are counted in large numbers: no postcode stands before them."""
_SIZE: Final = r"[0-9]{1,4}(?:[.,][0-9]{1,2})?"
_TIMES: Final = r"\s?[x\u00d7]\s?"
_SIZES: Final = (
    rf"(?:{_SIZE}(?:{_TIMES}{_SIZE}){{1,2}}\s?(?:cm|mm|m|in(?:ch)?)|[0-9]{{2,4}}(?:{_TIMES}[0-9]{{2,4}}){{1,2}})(?!\w)"
)
_HOUR: Final = r"(?:[01]?[0-9]|2[0-4])"
_HALF_DAY: Final = r"(?:0?[1-9]|1[0-2])\s?(?:am|pm|a\.m|p\.m)(?!\w)"
"""In German "am" is another word: no greater number is an hour."""
_HOURS: Final = rf"{_HOUR}\s?h?\s?(?:[-\u2013]|(?:à|a|às|as|bis|tot)\s)\s?{_HOUR}\s?(?:h|uhr|uur)(?!\w)"
_VERSION: Final = (
    r"(?:(?:version|versión|versão|versione|versie|firmware|release|android|ios|windows)"
    r"\s?[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}"
    r"|v[0-9]{1,3}(?:\.[0-9]{1,4}){1,3})(?![\w-])"
)
_SMALL: Final = r"(?:[0-9]{1,3}[.,][0-9]{1,2}\s?[lvw]|[0-9]{3,4}\s?w)(?!\w)"
"""With a unit of one letter, which stands behind house numbers as well."""
_MODEL: Final = (
    r"(?:model|modell|modello|modelo|modèle|modelle|typ|type|tipo)(?:\s(?:is|ist|è|es|est|é|nr|no))?\s"
    r"(?:[a-z]{1,3}[ -]?)?[0-9]{2,4}[a-z]?(?![\w-])"
)
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
_OF_MONTH: Final = rf"(?:st|nd|rd|th|er|\.)?\s{{0,2}}(?:of |de |di )?(?:{MONTHS})(?!\w)"
_SHORT_DATE: Final = rf"{_DAY}[./](?:0?[1-9]|1[0-2])(?:\.(?![0-9])|(?![./]?[0-9]))"

NO_AMOUNT: Final = (
    r"(?!"
    rf"{_AMOUNT}\s?{_CURRENCY}"  # 804 euros
    r"|[0-9]{1,4}[.,][0-9]{2}(?![\w,/-]|\.\w)"  # 19,99
    rf"|{_COUNT}\s?(?:{_SPAN})(?!\w)"  # 86 Minuten
    rf"|{_DAY}{_OF_MONTH}|{_SHORT_DATE}"  # 4 août, 28.9.
    r"|[0-9]{1,2}:[0-9]{2}(?!\w)"  # 9:10
    r")"
)
"""Expression that refuses a price (with or without currency), a duration or a day where a code is looked for."""

_PATTERN: Final = re.compile(
    rf"(?<![\w.,/-])(?:"
    rf"(?:€|\$|£|eur|usd|gbp|chf)\s?{_AMOUNT}"  # £783.73
    rf"|{_AMOUNT}\s?{_CURRENCY}"  # 804 euros
    rf"|{_COUNT}\s?(?:{_SPAN}|{_OTHER})(?!\w)"  # 86 Minuten
    rf"|{_SIZES}|{_HALF_DAY}|{_HOURS}|(?:0?[6-9]|1[0-9]|2[0-4])h(?!\w)"  # 45 x 30 cm, 9h-18h, 18h
    rf"|{_VERSION}|{_SMALL}|{_MODEL}|{_THINGS}"  # version 2.14, 1,2 L, model KX 300, 50667 files
    rf"|(?P<day>{_SHORT_DATE}"  # 28.9., 25/01
    rf"|{_DAY}{_OF_MONTH}"  # 4 août
    rf"|(?:{MONTHS})\.?\s{{1,2}}{_DAY}(?:st|nd|rd|th)?(?!\w)"  # May 4th
    rf"|{_DAY}(?:st|nd|rd|th)(?!\w))"  # the 22nd
    rf"|(?:[01]?[0-9]|2[0-3])(?::|h)[0-5][0-9](?!\w)"  # 9:10, 7h56
    r")"
)


def quantities(lowered: str) -> Iterator[tuple[int, int]]:
    """Yield where a text in normal form and lower case says how much or when, unit included."""
    for match in _PATTERN.finditer(lowered):
        yield match.span()


def measures(lowered: str) -> Iterator[tuple[int, int]]:
    """Yield the quantities of a text in normal form and lower case that are no days."""
    for match in _PATTERN.finditer(lowered):
        if match["day"] is None:
            yield match.span()
