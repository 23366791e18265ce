"""Passwords behind their label. After ":" or "=" anything counts; after "is" only what is no ordinary word."""

import re
from collections.abc import Iterator

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import LANGUAGES, common_anywhere
from pipeline.conversation.words.frequencies import frequencies
from pipeline.detection.recognizer import Clues, Example, Needs, Recognizer, Span

_LABEL = (
    r"(?<!\w)(?P<label>password|passwd|passphrase|pwd|pw|pass"
    r"|(?:[^\W\d_]{2,16}-?)?(?:passwort|kennwort|wachtwoord)|contraseña|clave|mot de passe|mdp|parola d'ordine"
    r"|palavra-passe|palavra passe|senha)(?!\w)"
)
_SIGNED = re.compile(_LABEL + r"\s{0,3}[:=]\s{0,3}[\"']?(?P<value>[^\s\"']{3,64})", re.IGNORECASE)
_SAID = re.compile(
    _LABEL + r"\s{1,3}(?:(?:is|was|ist|war|lautet|es|era|est|è|era|é)\s{1,3})?[\"']?(?P<value>[^\s\"']{4,64}?)"
    r"(?=[\"',.!?;]{0,3}(?:\s|$))",
    re.IGNORECASE,
)


def _find(clues: Clues) -> Iterator[Span]:
    for match in _SIGNED.finditer(clues.text):
        # Spanish "clave" is a key to anything: "la clave: reiniciar el router".
        if match["label"].lower() != "clave" or _ends_line(clues.text, match.end()) or not _is_word(match["value"]):
            yield match.span("value")
    for match in _SAID.finditer(clues.text):
        value = fold_text(match["value"])
        if not value.isalpha() and any(char.isalnum() for char in value):
            if any(char.isdigit() for char in value):
                yield match.span("value")
        elif " is " in match[0].lower() and value not in common_anywhere():
            yield match.span("value")


def _ends_line(text: str, at: int) -> bool:
    return not text[at:].partition("\n")[0].strip("\"' .!")


def _is_word(value: str) -> bool:
    folded = fold_text(value)
    return folded.isalpha() and any(folded in frequencies(language) for language in LANGUAGES)


PLUGIN = Recognizer(
    "password",
    "PASSWORD",
    find=_find,
    score=0.8,
    needs=Needs(any_of=("pass", "pwd", "pw", "kennwort", "contrase", "clave", "mdp", "parola", "wachtwoord", "senha")),
    examples=(
        Example("pw: hunter2", ("hunter2",)),
        Example("my password is Tr0ub4dor&3.", ("Tr0ub4dor&3",)),
        Example("Passwort lautet sonne77", ("sonne77",)),
        Example("mein Kundenkennwort: Nordlicht#7", ("Nordlicht#7",)),
        Example("password is zxqwert ok", ("zxqwert",)),
        Example("the password is wrong", reason="an ordinary word"),
        Example("reset my password please", reason="nothing is said"),
        Example("clave: girasol", ("girasol",)),
        Example("clave: girasol7 y ya", ("girasol7",)),
        Example("la clave: reiniciar el router", reason="the key to a problem"),
        Example("a mountain pass in winter", reason="another meaning"),
    ),
)
