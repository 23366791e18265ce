"""German health insurance number (KVNR): a letter, eight digits and a check digit. Source: SGB V section 290."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer


def _is_valid(text: str) -> bool:
    """Weigh the letter as two digits, and the next eight, by 1 and 2 in turn; digits add up to the last (mod 10)."""
    digits = f"{ord(text[0].upper()) - 64:02}{text[1:9]}"
    weighed = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in weighed) % 10 == int(text[9])


PLUGIN = Recognizer(
    "de_health_insurance",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[A-Z][0-9]{9}(?!\w)", re.IGNORECASE),),
    validate=_is_valid,
    checksum=True,
    score=0.9,
    needs=Needs(digits=9),
    examples=(
        Example("Versichertennummer A123456780", ("A123456780",)),
        Example("A123456781", reason="the check digit fails"),
    ),
)
