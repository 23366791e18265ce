"""Names at the beginning of a turn that say where somebody works: "Okonkwo, customer care", "okonkwo from billing".

The word counts where it is no common word of any language; another such word may follow it.
"""

import re
from collections.abc import Iterator

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, common_words
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_DEPARTMENTS = (
    r"(?:customer|client|technical|tech|after[ -]sales) ?(?:care|service|services|support|relations|help)"
    r"|support|help ?desk|service ?desk|billing|sales"
    r"|kunden(?:service|dienst|betreuung|support)|technik|buchhaltung|vertrieb"
    r"|(?:servicio|atención|soporte)(?: de| al?)? ?(?:técnic[oa]|cliente|clientes|posventa)?|facturación"
    r"|(?:service|relations?) (?:clients?|clientèle|technique|après-vente)|assistance|facturation"
    r"|(?:servizio|assistenza)(?: clienti| tecnica)?|fatturazione"
    r"|klanten(?:service|dienst)|technische dienst|facturatie"
    r"|(?:apoio|serviço|suporte|atendimento)(?: a[o ]| técnico)? ?(?:cliente|técnico)?|faturação|faturamento"
)
_NAME = r"[^\W\d_]{3,20}(?:['-][^\W\d_]{2,20})?"
_FROM = r"(?:from|of|here,?|speaking,?|von|vom|aus|hier,?|del?|de la|du|della?|dell'|dal|van|da|do)"
_LINK = rf",? (?:{_FROM} ?(?:the |our |der |dem |het |de )?)?"
_INTRODUCED = re.compile(
    rf"(?:\A|(?<=\n))[\s>*\"'-]{{0,4}}(?P<value>{_NAME}(?: {_NAME})?){_LINK}(?:{_DEPARTMENTS})(?!\w)",
    re.IGNORECASE,
)


def _is_common(name: str) -> bool:
    words = [fold_text(word) for word in re.split(r"['-]", name)]
    common = (common_words(language) for language in LANGUAGES)
    return any(word in GRAMMAR_AND_MORE for word in words) or any(not each.isdisjoint(words) for each in common)


def _find(clues: Clues) -> Iterator[Span]:
    for match in _INTRODUCED.finditer(clues.text):
        first, _, second = match["value"].partition(" ")
        if not _is_common(first):
            start, end = match.span("value")
            yield start, start + len(first) if second and _is_common(second) else end


PLUGIN = Recognizer(
    "name_by_department",
    "PERSON",
    find=_find,
    score=0.5,
    needs=Needs(
        any_of=(
            *("support", "desk", "care", "service", "relation", "help", "billing", "sales", "kunden", "technik"),
            *(
                "buchhalt",
                "vertrieb",
                "servic",
                "atenci",
                "soporte",
                "factura",
                "assist",
                "serviz",
                "fattura",
                "klanten",
            ),
            *("technische", "apoio", "serviç", "suporte", "atendimento", "fatura"),
        ),
    ),
    examples=(
        Example("Okonkwo, customer care. What is it?", ("Okonkwo",)),
        Example("okonkwo from billing here", ("okonkwo",)),
        Example("Okonkwo, Kundenservice. Was gibt es?", ("Okonkwo",)),
        Example("Okonkwo Mbeki, atención al cliente.", ("Okonkwo Mbeki",)),
        Example("Your customer service is slow", reason="a plain word before it"),
        Example("I called okonkwo, customer care", reason="not at the beginning"),
        Example("Phone support is closed", reason="a common word"),
    ),
)
