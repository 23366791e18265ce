"""Keys and tokens of no known form behind their label: long, and too mixed to be words. Source: Shannon's entropy."""

import math
import re
from collections import Counter

from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"api[ _-]?key|api[ _-]?token|access[ _-]?key(?:[ _-]?id)?|secret(?:[ _-]?(?:access)?[ _-]?key)?"
    r"|client[ _-]?secret|access[ _-]?token|refresh[ _-]?token|auth(?:orization)?[ _-]?token|session[ _-]?(?:id|token)"
    r"|private[ _-]?key|encryption[ _-]?key|license[ _-]?key|token|accountkey|sharedaccesskey|api-schlüssel"
    r"|zugangstoken|clave (?:de )?(?:api|secreta)|clé (?:d'api|secrète)|chiave (?:api|segreta)|api-sleutel"
    r"|chave (?:de )?api"
)
_FEWEST_BITS = 3.0
"""Bits a character: English words glued together have about 2.5 to 3 and no digits, random hex 3.2 and more."""


def _is_random(text: str) -> bool:
    counts = Counter(text)
    bits = -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
    return bits >= _FEWEST_BITS and any(map(str.isdigit, text)) and any(map(str.isalpha, text))


PLUGIN = Recognizer(
    "secret_by_cue",
    "SECRET",
    patterns=(
        re.compile(
            rf"(?<!\w)(?:{_LABELS})(?!\w)[\"']?(?:\s{{0,2}}[:=]\s{{0,2}}|\s{{1,2}}(?:is|ist|lautet|es|est|è|é)\s{{1,2}}"
            r"|\s{1,2})[\"']?(?P<value>[\w+/.=-]{16,512}[\w+/=])",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?i:(?<!\w)authorization\s?[:=]?\s?basic\s{1,2})(?P<value>[A-Za-z0-9+/]{12,512}={0,2})(?![\w+/=])"
        ),
    ),
    validate=_is_random,
    score=0.85,
    needs=Needs(
        digits=1,
        any_of=(
            "key",
            "token",
            "secret",
            "session i",
            "session_i",
            "authorization",
            "schlüssel",
            "clave ",
            "clé ",
            "chiave",
            "sleutel",
            "chave ",
        ),
    ),
    examples=(
        Example("api key: 9f8b2c7d41e04aa6b3c5d7e8f9012345", ("9f8b2c7d41e04aa6b3c5d7e8f9012345",)),
        Example("client_secret=Zx8~", reason="too short"),
        Example('"access_token": "a1B2c3D4e5F6g7H8i9J0"', ("a1B2c3D4e5F6g7H8i9J0",)),
        Example("Authorization: Basic YW5hOmdlaGVpbTEyMw==", ("YW5hOmdlaGVpbTEyMw==",)),
        Example("the token aaaaaaaaaaaaaaaaaaaaaaa1", reason="one letter over and over"),
        Example("basic understanding1 of it, a token", reason="words"),
        Example("a token of appreciation-and-thanks", reason="words"),
    ),
)
