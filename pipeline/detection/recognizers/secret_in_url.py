"""User name and password in front of a host: "https://ana:geheim@host", "postgres://app:pw@db". Source: RFC 3986."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "secret_in_url",
    "SECRET",
    patterns=(
        re.compile(
            r"(?<!\w)[a-z][a-z0-9+.-]{1,20}://(?P<value>[^\s/:@\"'<>]{0,64}:[^\s/@\"'<>]{1,128})@", re.IGNORECASE
        ),
    ),
    score=0.95,
    needs=Needs(any_of=("://",)),
    examples=(
        Example("git clone https://ana:geheim7@git.example/x", ("ana:geheim7",)),
        Example("postgres://app:p4ss@db.example:5432/x", ("app:p4ss",)),
        Example("https://shop.example:8080/a@b", reason="a port, and a sign in the path"),
        Example("https://ana@shop.example", reason="no password"),
    ),
)
