"""Addresses behind their label, to the end of the line or sentence: "Domicilio: Plaza Nueva 3, 2º B"."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"(?:postal |street |home |mailing |shipping |billing |delivery |my |full )?address|adresse|anschrift|lieferadresse"
    r"|rechnungsadresse|domicilio|dirección|direccion|indirizzo|residenza|adres|afleveradres|morada|endereço"
    r"|adresse postale|domicile"
)
_LINK = r"\s?(?::|=|\bis\b|\bist\b|\blautet\b|\bes\b|\best\b|\bè\b|\bé\b)\s{0,3}"
# A full stop ends it unless it stands behind one or two letters ("C.", "Av.") or inside a word.
_LINE = r"[^\W_](?:[^\n.;!?@]|\.(?!\s|$)|(?<=\b[^\W\d_])\.|(?<=\b[^\W\d_]{2})\.){4,90}[\wº]"

PLUGIN = Recognizer(
    "address_by_cue",
    "STREET_ADDRESS",
    patterns=(
        re.compile(
            rf"(?<!\w)(?<!mail )(?<!ip )(?<!web )(?:{_LABELS}){_LINK}"
            rf"(?P<value>(?=[^\n@]{{0,60}}[0-9])(?![^\n\s]{{1,64}}@){_LINE})",
            re.IGNORECASE,
        ),
    ),
    score=0.6,
    needs=Needs(
        digits=1,
        any_of=("addr", "adres", "anschrift", "domicil", "direcci", "indirizzo", "residenza", "morada", "endereç"),
    ),
    examples=(
        Example("Domicilio: Plaza Nueva 3, 2º B.\nTel", ("Plaza Nueva 3, 2º B",)),
        Example("my address is 12 Oak Hill, Dublin 4. Thanks", ("12 Oak Hill, Dublin 4",)),
        Example("Anschrift: Am Markt 7, 99423 Weimar", ("Am Markt 7, 99423 Weimar",)),
        Example("my email address is ana77@example.com", reason="an e-mail address"),
        Example("the address is wrong", reason="no number"),
    ),
)
