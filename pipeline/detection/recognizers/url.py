"""Web addresses, with or without scheme. Source: RFC 3986; bare hosts only under endings that are hardly words."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_ENDINGS = "com|net|org|info|biz|edu|gov|eu|de|ch|fr|es|nl|pt|pl|ie|uk|io|app|dev|shop|online|cloud|example"

PLUGIN = Recognizer(
    "url",
    "URL",
    patterns=(
        re.compile(r"(?<!\w)(?:https?|ftp)://[^\s<>\"']{2,2000}[\w/=&#-]", re.IGNORECASE),
        re.compile(
            rf"(?<![\w@./-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_ENDINGS})(?![\w@-]"
            rf"|\.\w)(?:[/?#][^\s<>\"']{{0,2000}}[\w/=&#-])?",
            re.IGNORECASE,
        ),
    ),
    score=0.6,
    needs=Needs(any_of=("://", *(f".{ending}" for ending in _ENDINGS.split("|")))),
    examples=(
        Example("see https://shop.example/o/77?u=ana. Thanks", ("https://shop.example/o/77?u=ana",)),
        Example("on www.example.com/me please", ("www.example.com/me",)),
        Example("works fine.Thanks", reason="a full stop without a space"),
        Example("ana@example.com", reason="an e-mail address"),
        Example("costs 3.50", reason="a number"),
    ),
)
