"""Names behind a greeting or thanks, as in "hello casey", "thanks Spencer" and "this is brenda".

The word counts where it is no common word of any language, nor a less common one of the conversation's language that is
on no list of names, and the greeting ends with it.
"""

import re
from collections.abc import Iterator

from pipeline.conversation.names import family_names, given_names
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, common_words
from pipeline.conversation.words.frequencies import frequencies
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

# For text in lower case.
_GREETING = re.compile(
    r"(?<!\w)(?:hi|hello|hey|dear|thanks|thank you|thx|bye|goodbye|this is|hallo|danke|liebe[rs]?|hola|gracias"
    r"|bonjour|salut|merci|ciao|grazie|hoi|bedankt|beste|olá|obrigad[oa]),?\s"
    r"(?P<value>[^\W\d_]{3,20}(?:[ -][^\W\d_]{3,20})?)(?=\s{0,2}(?:[.,!?;)\n]|$))"
)

_KNOWN = 3.0  # Zipf

_STARTS = (
    *(
        "hi",
        "hello",
        "hey",
        "dear",
        "than",
        "thx",
        "bye",
        "hallo",
        "danke",
        "liebe",
        "hola",
        "gracias",
        "bonjour",
        "salut",
    ),
    *("merci", "ciao", "grazie", "hoi", "bedankt", "beste", "olá", "obrigad"),
)


def _is_common(word: str, language: str | None) -> bool:
    folded = fold_text(word)
    if folded in GRAMMAR_AND_MORE or any(folded in common_words(each) for each in LANGUAGES):
        return True
    is_name = folded in given_names() or folded in family_names()
    return not is_name and frequencies(language).get(folded, 0) >= _KNOWN


def _find(clues: Clues) -> Iterator[Span]:
    language = clues.languages[0] if clues.languages else None
    for match in _GREETING.finditer(clues.lowered):
        if not any(_is_common(word, language) for word in re.split(r"[ -]", match["value"])):
            yield match.span("value")


PLUGIN = Recognizer(
    "name_by_greeting",
    "PERSON",
    find=_find,
    score=0.5,
    needs=Needs(any_of=_STARTS),
    examples=(
        Example("hello okonkwo", ("okonkwo",)),
        Example("Thanks, Brenda Okonkwo! Bye", ("Brenda Okonkwo",)),
        Example("this is okonkwo. hi", ("okonkwo",)),
        Example("thanks again", reason="a common word"),
        Example("this is deplorable.", reason="a less common one"),
        Example("this is unacceptable", reason="a word of feeling"),
        Example("hello okonkwo is my dog", reason="the sentence goes on"),
    ),
)
