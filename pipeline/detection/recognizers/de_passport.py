"""German passport and identity card numbers with ICAO check digit, by Presidio's own recognizer, near a label."""

from presidio_analyzer.predefined_recognizers import DePassportRecognizer

from pipeline.detection.presidio import wrap
from pipeline.detection.recognizer import Example, Needs, words

PLUGIN = wrap(
    DePassportRecognizer(),
    "de_passport",
    "PASSPORT",
    checksum=True,
    cue=words("pass", "reisepass*", "passnummer", "passport", "ausweis*", "personalausweis*", "id card"),
    needs=Needs(digits=1, any_of=("pass", "ausweis", "id card")),
    examples=(
        Example("mein Reisepass C01X00T41", ("C01X00T41",)),
        Example("mein Reisepass C01X00T42", reason="the check digit fails"),
        Example("Artikel C01X00T41", reason="no label near"),
    ),
)
