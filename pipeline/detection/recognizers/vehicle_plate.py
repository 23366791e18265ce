"""Vehicle registration plates, behind their label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"plate|licen[sc]e plate|number plate|plates|reg|registration|kennzeichen|nummernschild|matrícula"
    r"|plaque|immatriculation|targa|kenteken|nummerplaat|matricula"
)

PLUGIN = Recognizer(
    "vehicle_plate",
    "VEHICLE_PLATE",
    patterns=(
        labelled(
            _LABELS,
            r"(?=[a-zäöü]{0,3}[ -]?[a-z]{0,3}[ -]?[0-9])[a-zäöü0-9]{1,7}(?:[ -](?=[a-z0-9]{0,3}[0-9]"
            r"|[a-z]{1,3}(?!\w))[a-z0-9]{1,6}){0,2}",
        ),
    ),
    score=0.7,
    needs=Needs(
        digits=1,
        any_of=(
            "plate",
            "reg",
            "kennzeichen",
            "nummernschild",
            "matr",
            "plaque",
            "targa",
            "kenteken",
            "nummerplaat",
        ),
    ),
    examples=(
        Example("the plate is AB12 CDE", ("AB12 CDE",)),
        Example("Kennzeichen B-MW 1234", ("B-MW 1234",)),
        Example("targa: AB 123 CD", ("AB 123 CD",)),
        Example("Kennzeichen W-12345 A", ("W-12345 A",)),
        Example("plate: WA 12345", ("WA 12345",)),
        Example("matrícula 1234 BCD", ("1234 BCD",)),
        Example("plaque AB-123-CD", ("AB-123-CD",)),
        Example("kenteken 12-ABC-3", ("12-ABC-3",)),
        Example("nummerplaat 1-ABC-123", ("1-ABC-123",)),
        Example("matrícula AA-12-34", ("AA-12-34",)),
        Example("reg 131-D-12345", ("131-D-12345",)),
        Example("license plate 7ABC123", ("7ABC123",)),
        Example("registration is easy", reason="no digit follows"),
    ),
)
