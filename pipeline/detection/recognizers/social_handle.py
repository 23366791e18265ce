"""Handles of social networks: "@name" that is no e-mail address."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "social_handle",
    "SOCIAL_HANDLE",
    patterns=(
        re.compile(
            r"(?<![\w@.+-])@(?=[\w.]{0,29}[^\W\d_])\w[\w.]{0,28}\w(?!\w)(?:@(?:[\w-]{1,63}\.){1,4}\w{2,20})?(?![\w@])"
        ),
    ),
    score=0.7,
    needs=Needs(any_of=("@",)),
    examples=(
        Example("dm me @ana_duarte please", ("@ana_duarte",)),
        Example("@ana@social.example hi", ("@ana@social.example",)),
        Example("ana@example.com", reason="an e-mail address"),
        Example("2 @ 3.50", reason="a price"),
    ),
)
