"""Bank codes (BIC, SWIFT), near their label only: eight capitals alone are too often a word. Source: ISO 9362."""

import re

from stdnum import bic

from pipeline.conversation.words import common_anywhere
from pipeline.detection.recognizer import Example, Needs, Recognizer, words


def _is_code(text: str) -> bool:
    word = text.lower()
    return bool(bic.is_valid(text)) and word not in common_anywhere()


PLUGIN = Recognizer(
    "bic",
    "BIC",
    patterns=(re.compile(r"(?<!\w)[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)", re.IGNORECASE),),
    validate=_is_code,
    cue=words("bic", "swift", "bank code", "swift-code"),
    reach=30,
    needs=Needs(any_of=("bic", "swift", "bank code")),
    examples=(
        Example("BIC: DEUTDEFF500", ("DEUTDEFF500",)),
        Example("swift code is abnanl2a", ("abnanl2a",)),
        Example("DEUTDEFF500", reason="no label near"),
        Example("the swift DELIVERY came", reason="an ordinary word of eight letters"),
    ),
)
