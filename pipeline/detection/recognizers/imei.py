"""Device numbers: IMEI with Luhn check, and serial numbers behind a label. Source: 3GPP TS 23.003, section 6.2."""

from collections.abc import Iterator

from stdnum import luhn

from pipeline.detection.digits import digit_windows
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span


def _find(clues: Clues) -> Iterator[Span]:
    for start, end, digits in digit_windows(clues.text, 15, 15):
        if luhn.is_valid(digits) and len(set(digits)) > 1:
            yield start, end


PLUGIN = Recognizer(
    "imei",
    "DEVICE_ID",
    find=_find,
    checksum=True,
    score=0.8,
    needs=Needs(digits=15),
    examples=(
        Example("imei 490154203237518", ("490154203237518",)),
        Example("49-015420-323751-8", ("49-015420-323751-8",)),
        Example("imei 490154203237519", reason="Luhn fails"),
        Example("000000000000000", reason="all digits the same"),
    ),
)
