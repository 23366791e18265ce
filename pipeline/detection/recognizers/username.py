"""User names behind their label."""

import re

from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words import common_anywhere
from pipeline.detection.recognizer import Example, Needs, Recognizer


def _is_no_word(text: str) -> bool:
    value = fold_text(text)
    return value not in common_anywhere()


PLUGIN = Recognizer(
    "username",
    "USERNAME",
    patterns=(
        re.compile(
            r"(?<!\w)(?:user ?-?name|user ?id|userid|login|log-in name|screen name|nickname|gamertag"
            r"|benutzername|nutzername|usuario|nombre de usuario|"
            r"identifiant|nom d'utilisateur|nome utente|gebruikersnaam|utilizador|usuário)(?!\w)"
            r"(?:\s{0,3}(?::|=|(?:is|ist|lautet|es|est|è|é)(?!\w)))\s{0,3}[\"']?(?P<value>[a-z0-9][\w.@-]{1,62}\w)",
            re.IGNORECASE,
        ),
        # without "is" between, where the value cannot be a word
        re.compile(
            r"(?<!\w)(?:user|user ?name|login|benutzer|nutzername|usuario|identifiant|utente|gebruiker|utilizador)\s"
            r"(?P<value>(?=[\w.-]{0,30}[0-9])[a-z][\w.-]{2,62}\w)(?![\w@])",
            re.IGNORECASE,
        ),
    ),
    validate=_is_no_word,
    score=0.75,
    needs=Needs(
        any_of=(
            "user",
            "nutzer",
            "login",
            "log-in",
            "name",
            "gamertag",
            "usuario",
            "identifiant",
            "utilisateur",
            "utente",
            "gebruiker",
            "utilizador",
            "usuário",
        )
    ),
    examples=(
        Example("username: ana_duarte7", ("ana_duarte7",)),
        Example("Benutzername ist mueller.k", ("mueller.k",)),
        Example("benutzer anaduarte77", ("anaduarte77",)),
        Example("my username is not working", reason="an ordinary word"),
        Example("username and password", reason="nothing is said"),
    ),
)
