"""Ages in years, by what is said around them."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_AGE = r"(?P<value>1[01][0-9]|[1-9]?[0-9])"

PLUGIN = Recognizer(
    "age",
    "AGE",
    patterns=(
        re.compile(
            rf"(?<![\w.,-]){_AGE}[ -]?(?:years?[ -]old|yrs?[ -]old|y/o|yo|year[ -]olds?|jahre alt"
            rf"|jährig\w{{0,2}}|jaar oud|jarige?)(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w)(?:aged|age|age is|alter|edad|edad de|âge|âgé de|âgée de|età|leeftijd"
            rf"|idade)[\s:=]{{1,3}}{_AGE}(?![\w.,]\w|\w)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w)(?:i am|i'm|im|she is|he is|she's|he's|ich bin"
            rf"|ik ben)\s{{1,2}}{_AGE}(?=\s{{0,2}}(?:[.,!?;)]|and\b|und\b|en\b|$))",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w)(?:tengo|tiene|ho|ha|j'ai|il a|elle a|tenho|tem)\s{{1,2}}{_AGE}\s{{1,2}}(?:años|anni"
            rf"|ans|anos)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    score=0.6,
    needs=Needs(
        digits=1,
        any_of=(
            "old",
            "y/o",
            "yo",
            "jahre",
            "jährig",
            "jaar",
            "jarig",
            "age",
            "alter",
            "edad",
            "âg",
            "età",
            "leeftijd",
            "idade",
            "am",
            "im",
            "i'm",
            "he",
            "ich",
            "ik",
            "años",
            "anni",
            "ans",
            "anos",
        ),
    ),
    examples=(
        Example("I am 34 years old", ("34",)),
        Example("mein Sohn ist 7 Jahre alt", ("7",)),
        Example("tengo 34 años", ("34",)),
        Example("j'ai 61 ans", ("61",)),
        Example("I'm 45, retired", ("45",)),
        Example("a 2 year contract", reason="no age: a term"),
        Example("I am 3 minutes away", reason="a duration"),
    ),
)
