"""Bank account numbers: IBAN of its country's form with its check digits. Source: ISO 13616-1 and its registry."""

import re
from collections.abc import Iterator

from stdnum import iban

from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_REGISTRY = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18"
    " FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20"
    " LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24"
    " SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
)
_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _REGISTRY.split()}
_START = re.compile(r"(?<![^\W_])[a-z]{2}[ -]?[0-9]{2}(?=[ -]?[a-z0-9])", re.IGNORECASE | re.ASCII)
_WHOLE = {
    length: re.compile(rf"(?:[a-z0-9][ -]?){{{length - 1}}}[a-z0-9](?![^\W_])", re.IGNORECASE | re.ASCII)
    for length in set(_LENGTHS.values())
}


def _find(clues: Clues) -> Iterator[Span]:
    for start in _START.finditer(clues.text):
        length = _LENGTHS.get(start[0][:2].upper())
        whole = _WHOLE[length].match(clues.text, start.start()) if length else None
        if whole is None:
            continue
        # Of the sentences that look like one ("de 10 mm ..."), one in 97 has the check digits, none the form.
        if iban.is_valid(whole[0], check_country=False):
            yield whole.span()


PLUGIN = Recognizer(
    "iban",
    "IBAN_CODE",
    find=_find,
    checksum=True,
    score=1.0,
    needs=Needs(digits=2),
    examples=(
        Example("IBAN DE89 3704 0044 0532 0130 00 please", ("DE89 3704 0044 0532 0130 00",)),
        Example("gb82west12345698765432", ("gb82west12345698765432",)),
        Example("DE89 3704 0044 0532 0130 01", reason="check digits fail"),
        Example("XX89 3704 0044 0532 0130 00", reason="no such country"),
        Example("un pack de 24 cables que no eran del pedido", reason="a sentence whose letters have the check digits"),
    ),
)
