"""Spanish social security number (NUSS): province, serial and a key mod 97. One in 97 passes; a label must be near."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer, words


def _is_valid(text: str) -> bool:
    digits = re.sub(r"[^0-9]", "", text)
    province, serial, key = digits[:2], digits[2:10], int(digits[10:])
    base = int(province + serial) if serial[0] != "0" else int(province + serial[1:])
    return base % 97 == key


PLUGIN = Recognizer(
    "es_social_security",
    "NATIONAL_ID",
    patterns=(re.compile(r"(?<!\w)[0-5][0-9][ /-]?[0-9]{8}[ /-]?[0-9]{2}(?!\w)"),),
    validate=_is_valid,
    checksum=True,
    score=0.8,
    cue=words("seguridad social", "nuss", "naf", "número de afiliación", "s. social", "ss"),
    cue_after=True,
    needs=Needs(digits=12, any_of=("seguridad", "nuss", "naf", "afiliaci", "social", "ss")),
    examples=(
        Example("mi número de la Seguridad Social es 28/12345678/40", ("28/12345678/40",)),
        Example("pedido 281234567840", reason="no label near"),
        Example("nuss 28/12345678/41", reason="the key fails"),
    ),
)
