"""Payment card numbers: 13 to 19 digits, a known issuer range, Luhn. Source: ISO/IEC 7812-1."""

import re
from collections.abc import Iterator

from stdnum import luhn

from pipeline.detection.digits import digit_windows
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_ISSUERS = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})"  # Visa
    r"|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"  # Mastercard
    r"|3[47][0-9]{13}"  # American Express
    r"|3(?:0[0-5]|[689][0-9])[0-9]{11}"  # Diners Club
    r"|(?:6011|64[4-9][0-9]|65[0-9]{2})[0-9]{12,15}"  # Discover
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12,15}"  # JCB
    r"|62[0-9]{14,17}"  # UnionPay
    r"|(?:50[0-9]{2}|5[6-8][0-9]{2}|6[37][0-9]{2})[0-9]{12,15}"  # Maestro
)


def _find(clues: Clues) -> Iterator[Span]:
    for start, end, digits in digit_windows(clues.text, 13, 19):
        if _ISSUERS.fullmatch(digits) and luhn.is_valid(digits):
            yield start, end


PLUGIN = Recognizer(
    "credit_card",
    "CREDIT_CARD",
    find=_find,
    checksum=True,
    score=1.0,
    needs=Needs(digits=13),
    examples=(
        Example("it's 4111 1111 1111 1111 exp 12/27", ("4111 1111 1111 1111",)),
        Example("amex 378282246310005.", ("378282246310005",)),
        Example("card 2 5555-5555-5555-4444", ("5555-5555-5555-4444",)),
        Example("it's 4111 1111 1111 1112", reason="one digit off: Luhn fails"),
        Example("parcel 9911111111111111", reason="no issuer has this range"),
    ),
)
