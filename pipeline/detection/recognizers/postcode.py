"""Postcodes: those whose shape is particular (UK, Canada, Ireland, Portugal) alone, the others behind a label.

Source: Royal Mail programmers' guide (UK), Canada Post, Eircode product guide, CTT.
"""

import re

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = r"zip|zip ?code|post ?code|postal code|postleitzahl|plz|código postal|cp|code postal|cap|codice postale|cep"

PLUGIN = Recognizer(
    "postcode",
    "ZIP_CODE",
    patterns=(
        re.compile(
            r"(?<!\w)(?:gir ?0aa|[a-z]{1,2}[0-9][0-9a-hjkps-uw]? ?[0-9][abd-hjlnp-uw-z]{2})(?!\w)", re.IGNORECASE
        ),
        re.compile(r"(?<!\w)[abceghj-nprstvxy][0-9][a-z][ -]?[0-9][a-z][0-9](?!\w)", re.IGNORECASE),
        re.compile(r"(?<!\w)[AC-FHKNPRTV-Y][0-9][0-9W] ?(?=[A-Z]{0,3}[0-9])[0-9AC-FHKNPRTV-Y]{4}(?!\w)"),
        re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{3}(?![\w-])"),
        labelled(_LABELS, r"[0-9]{4,5}(?:-[0-9]{3,4}| ?[a-z]{2})?|[0-9]{3} ?[0-9]{2}"),
        re.compile(r"(?<!\w)(?:D|A|CH|F|NL|B|E|I|P|L)-(?P<value>[0-9]{4,5})(?!\w)"),
    ),
    score=0.6,
    needs=Needs(digits=2),
    examples=(
        Example("we are at SW1A 2AA now", ("SW1A 2AA",)),
        Example("m5v 3l9 toronto", ("m5v 3l9",)),
        Example("D02 X285", ("D02 X285",)),
        Example("1000-205 Lisboa", ("1000-205",)),
        Example("zip code is 94110", ("94110",)),
        Example("PLZ 10115", ("10115",)),
        Example("94110 points", reason="no label near"),
        Example("A4 2cx", reason="no inward code holds a C"),
    ),
)
