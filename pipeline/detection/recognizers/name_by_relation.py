"""Names behind kin and callings: "my colleague Zofia", "meine Tochter Torsten", "su vecino Jun"."""

import re
from collections.abc import Iterator

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_anywhere
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_WHOSE = (
    r"my|your|his|her|our|their|mein|meine[mnr]?|dein|deine[mnr]?|ihr|ihre[mnr]?|sein|seine[mnr]?|unser|unsere[mnr]?"
    r"|mi|tu|su|nuestr[oa]|mon|ma|ton|ta|son|sa|notre|votre|leur|mi[oa]|tu[oa]|su[oa]|mijn|jouw|uw|zijn|haar|onze"
    r"|meu|minha|seu|sua|beim|the|der|die|el|la|le"
)
_WHO = (
    r"mother|father|mum|mom|dad|son|daughter|brother|sister|husband|wife|partner|boyfriend|girlfriend|uncle|aunt"
    r"|cousin|friend|neighbou?r|colleague|boss|flatmate|roommate|landlord"
    r"|mutter|vater|sohn|tochter|bruder|schwester|mann|frau|freund|freundin|onkel|tante|nachbarn?|nachbarin"
    r"|kollegen?|kollegin|chef|chefin|vermieter"
    r"|madre|padre|hij[oa]|herman[oa]|marido|espos[oa]|mujer|pareja|novi[oa]|tí[oa]|prim[oa]|amig[oa]|vecin[oa]"
    r"|compañer[oa]|jef[ea]|casero"
    r"|mère|père|fils|fille|frère|sœur|soeur|mari|femme|compagne|compagnon|oncle|ami|amie|voisine?|collègue|patron"
    r"|figli[oa]|fratello|sorella|moglie|zi[oa]|amic[oa]|vicin[oa]|collega"
    r"|moeder|vader|zoon|dochter|broer|zus|vriend|vriendin|buurman|buurvrouw"
    r"|mãe|pai|filh[oa]|irmão|irmã|vizinh[oa]"
)
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]{1,20}(?:[-' ][A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]{1,20}){0,2}"
_PATTERN = re.compile(rf"(?<!\w)(?i:(?:{_WHOSE})\s(?:{_WHO}))\s(?P<name>{_NAME})(?!\w)")


def _find(clues: Clues) -> Iterator[Span]:
    """Take the name where its first word is no common word of any language, as German nouns are.

    Where all is in capitals they say nothing: one word counts.
    """
    for match in _PATTERN.finditer(clues.text):
        first = re.split(r"[-' ]", match["name"])[0]
        folded = fold_text(first)
        if folded not in GRAMMAR_AND_MORE and folded not in common_anywhere():
            start = match.start("name")
            yield start, start + len(first) if first.isupper() else match.end("name")


PLUGIN = Recognizer(
    "name_by_relation",
    "PERSON",
    find=_find,
    score=0.6,
    needs=Needs(any_of=tuple(sorted({word.split("[")[0].rstrip("?")[:4] for word in _WHO.split("|")}))),
    examples=(
        Example("your colleague Zofia Nowak said so", ("Zofia Nowak",)),
        Example("es war für meine Tochter Torsten.", ("Torsten",)),
        Example("su compañero Jun dijo que sí", ("Jun",)),
        Example("YOUR COLLEAGUE LUANA TOLD ME", ("LUANA",)),
        Example("my friend recommended it", reason="a verb in lower case"),
        Example("mein Mann Fehler macht", reason="a common noun"),
        Example("my friend Tuesday", reason="a common word"),
    ),
)
