"""Written addresses of Spain, Italy, Portugal and Latin America with what follows the street's name.

"C/ Doctor Okonkwo, s/n", "Avda. de Duarte, 12, 3º B", "Via Po 4 int. 5", "Okonkwo de Duarte, 9, 3º A. 06004 Badajoz":
a street's kind, a name in capitals, a number or its absence, floor and door; or all that without the kind, before a
postcode. Chats in lower case are `street_address`'s business. Source: Correos, INE callejero (kinds of streets).
"""

import re
from collections.abc import Iterator

from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_KIND = (
    r"(?:C/\.?|C\\"
    r"|(?:[Cc]alle|CALLE|[Aa]v(?:da|enida|d)?|AVDA|[Pp]la?za|[Pp]za|[Pp]l|[Pp]aseo|[Pp]º|[Pp]o|[Cc]amino|[Cc]no"
    r"|[Cc]arretera|[Cc]tra|[Rr]onda|[Tt]ravesía|[Gg]lorieta|[Rr]ambla|[Cc]uesta|[Uu]rb(?:anización)?|[Pp]olígono|[Cc]ampus"
    r"|[Bb]arrio|[Vv]ia(?:le)?|[Pp]iazza|[Cc]orso|[Vv]icolo|[Ll]argo|[Rr]ua|[Tt]ravessa|[Pp]raça|[Ee]strada"
    r"|[Aa]lameda)(?!\w)\.?)"
)
_PARTICLE = r"(?:de|del|De|Del|la|las|los|el|y|e|i|da|do|dos|das|di|della|delle|dei|du|san|santa|a|A)(?!\w)"
_NAME = rf"(?:[A-ZÀ-ÖØ-Þ][\w'.-]{{1,24}}|[A-Z]\.|{_PARTICLE}|[0-9]{{1,2}}(?=\s(?:de|of)\s))"
_NUMBER = (
    r"(?:(?:n[ºo°]?\.?|Nº|No\.?|núm\.?|número|km\.?)\s{0,2}[0-9][\w.,/-]{0,8}"
    r"|[0-9]{1,4}(?![0-9])(?:\s?[-/]\s?[0-9]{1,3})?(?:\s?[a-zA-Z](?!\w))?|[sS]/[nN](?:[.ºo]{1,2})?)"
)
_ORDINAL = r"[0-9]{1,3}\s?\.?(?:[ºª°]|[oa](?![a-z0-9]))[A-Z]?\.?"
_DETAIL = (
    rf"(?:[\s,.-]{{1,3}}(?:{_ORDINAL}|[0-9]{{1,2}}(?![0-9/])|[A-Z](?!\w)|\"[A-Z]\""
    r"|(?:bajo|izqda?|izquierda|dcha|derecha|piso|planta|edificio|portal|escalera|esc|puerta|pta|dto|local|bloque|int"
    r"|scala|interno|andar|ch|oficina|despacho|Planta|Edificio)(?!\w)\.?\s{0,2}\"?-?[\w.-]{0,4}\"?))"
)
_POSTCODE_BEHIND = r"(?=[\s,.;(-]{1,4}(?:[A-Z]-)?[0-9]{4,5}(?:-[0-9]{3})?[\s.,]{1,2}\s?[A-ZÀ-ÖØ-Þ])"
_WITH_KIND = re.compile(
    rf"(?<!\w){_KIND}\s{{0,2}}(?=[^,\d]{{0,40}}[A-ZÀ-ÖØ-Þ])(?:{_NAME}\s{{1,2}}){{0,6}}{_NAME}"
    rf"(?:[\s,.-]{{1,3}}{_NUMBER}{_DETAIL}{{0,6}}(?!\w)|{_POSTCODE_BEHIND})"
)
_BEFORE_POSTCODE = re.compile(
    rf"(?<![\w'.-])[A-ZÀ-ÖØ-Þ][\w'.-]{{2,24}}(?:[^\S\n]{_NAME}){{0,5}}[\s,.]{{1,3}}{_NUMBER}{_DETAIL}{{0,6}}{_POSTCODE_BEHIND}"
)


def _find(clues: Clues) -> Iterator[Span]:
    if not clues.digits and "s/n" not in clues.lowered:
        return
    kinds = [match.span() for match in _WITH_KIND.finditer(clues.text)]
    yield from kinds
    for match in _BEFORE_POSTCODE.finditer(clues.text):
        # What stands before a street's kind is a firm or a department: "Servicio de Compras Calle Okonkwo, 4".
        if not any(start < match.end() and match.start() < end for start, end in kinds):
            yield match.span()


PLUGIN = Recognizer(
    "street_address_with_details",
    "STREET_ADDRESS",
    find=_find,
    score=0.65,
    needs=Needs(
        any_of=("c/", "c\\", "s/n", "av", "pl", "calle", "paseo", "p", "via", "rua", "corso", "largo", "camino", ",")
    ),
    examples=(
        Example("Hospital. C/ Doctor Okonkwo, s/n. 28040 Madrid", ("C/ Doctor Okonkwo, s/n.",)),
        Example("Avda. de Duarte, 12, 3º B", ("Avda. de Duarte, 12, 3º B",)),
        Example("Ctra. de Okonkwo, km. 9,100", ("Ctra. de Okonkwo, km. 9,100",)),
        Example("Via Okonkwo 4 int. 5, Torino", ("Via Okonkwo 4 int. 5",)),
        Example("Okonkwo de Duarte, 9, 3º A. 06004 Badajoz", ("Okonkwo de Duarte, 9, 3º A",)),
        Example("Pia Okonkwo\nDuarte 9\n06004 Badajoz", ("Duarte 9",)),
        Example("La Avenida está cortada, llego 5 minutos tarde", reason="a sentence, no name behind the kind"),
        Example("Plaza Mayor es bonita", reason="no number"),
        Example("Paseo de Okonkwo. 02001 Albacete", ("Paseo de Okonkwo.",)),
        Example("C/. Okonkwo, 13, 6.º B", ("C/. Okonkwo, 13, 6.º B",)),
        Example("a lo largo de 3 meses", reason="the same word in a sentence"),
        Example("Plan Pro, 12 meses", reason="no street and no postcode"),
    ),
)
