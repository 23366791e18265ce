"""Phone numbers that no plan knows (typos, internal, incomplete), behind a label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"phone|telephone|tel|cell|cellphone|mobile|mob|landline|contact|call (?:me|us)(?: back)?(?: on| at)?"
    r"|text me(?: on| at)?|reach me(?: on| at)?|whatsapp|fax"
    r"|telefon|telefonnummer|handy|handynummer|mobilnummer|rückruf|erreichbar|teléfono|móvil|celular"
    r"|llámame|téléphone|portable|rappelez-moi"
    r"|telefono|cellulare|numero di telefono|telefoon|telefoonnummer|mobiel|telefone|telemóvel"
)

PLUGIN = Recognizer(
    "phone_by_cue",
    "PHONE_NUMBER",
    patterns=(labelled(_LABELS, r"\(?\+?[0-9](?:[ ().\-/]{0,2}[0-9]){5,15}"),),
    score=0.7,
    needs=Needs(
        digits=6,
        any_of=(
            "phone",
            "tel",
            "cell",
            "mob",
            "landline",
            "contact",
            "call",
            "text",
            "reach",
            "whatsapp",
            "fax",
            "handy",
            "rückruf",
            "erreichbar",
            "móvil",
            "llám",
            "portable",
            "rappelez",
            "télé",
        ),
    ),
    examples=(
        Example("my phone number is 555 0132", ("555 0132",)),
        Example("Handy: 9 87 65 43", ("9 87 65 43",)),
        Example("call me back on 123456", ("123456",)),
        Example("mobile app 3.14.159", reason="an app stands between"),
        Example("a contact in 2024", reason="four digits"),
    ),
)
