"""Post office boxes: "PO Box 1234", "Postfach 10 20 30", "Apartado de Correos 55", "BP 12", "Postbus 300".

Spanish "apartado" alone is a section as well: in capitals it begins an address, before a postcode it is one.
"""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "po_box",
    "STREET_ADDRESS",
    patterns=(
        re.compile(
            r"(?<!\w)(?:p\.? ?o\.? ?box|post office box|postfach|postbus|apartado(?: de correos| postal)|apdo\.?"
            r"|casella postale|boîte postale|boite postale|caixa postal|skrytka pocztowa)\s{1,2}"
            r"(?:nr\.? ?|no\.? ?|nº ?)?[0-9]{1,5}(?: [0-9]{2}){0,2}(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(r"(?<!\w)(?:Apartado|APARTADO)\s(?:n[ºo.]{1,2}\s?)?[0-9]{2,5}(?!\w)"),
        re.compile(r"(?<!\w)apartado\s(?:n[ºo.]{1,2}\s?)?[0-9]{1,5}(?=[\s,.-]{1,3}[0-9]{5}\s)", re.IGNORECASE),
        re.compile(r"(?<!\w)(?:BP|C\.?P\.?) ?[0-9]{2,5}(?=,? [0-9]{5}\b)"),
    ),
    score=0.85,
    needs=Needs(
        digits=1,
        any_of=(
            "o box",
            "o. box",
            "office box",
            "postfach",
            "postbus",
            "apartado",
            "apdo",
            "casella",
            "boîte p",
            "boite p",
            "caixa p",
            "poczt",
            "bp ",
            "cp ",
            "c.p",
        ),
    ),
    examples=(
        Example("send it to PO Box 1234, Leeds", ("PO Box 1234",)),
        Example("Postfach 10 20 30, 40001 Düsseldorf", ("Postfach 10 20 30",)),
        Example("Apartado de Correos 55", ("Apartado de Correos 55",)),
        Example("BP 12, 69001 Lyon", ("BP 12",)),
        Example("Apartado 112, Cuenca", ("Apartado 112",)),
        Example("al apartado 7, 16001 Cuenca", ("apartado 7",)),
        Example("según el apartado 14 de las condiciones", reason="a section"),
        Example("artículo 6, apartado 1", reason="a section"),
        Example("the box 1234 is broken", reason="no post office"),
        Example("BP 120/80", reason="blood pressure"),
    ),
)
