"""Numbers of seven digits and more that nothing else explains: in support talk they name an account or a device."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "long_number",
    "ACCOUNT_ID",
    patterns=(
        re.compile(
            r"(?<![\w.,])(?:[0-9]{7,40}|[0-9]{2,8}(?:-[0-9]{2,8}){2,4}"
            r"|[0-9]{4} [0-9]{4}(?: [0-9]{2,4}){1,3})(?![\w]|[.,][0-9])"
        ),
    ),
    validate=lambda text: sum(map(str.isdigit, text)) > 6 and len(set(text)) > 2,  # noqa: PLR2004
    score=0.4,
    fallback=True,
    needs=Needs(digits=7),
    examples=(
        Example("it says 5512889 here", ("5512889",)),
        Example("5512 8890 1200", ("5512 8890 1200",)),
        Example("it cost 1250000.00", reason="an amount with decimals"),
        Example("10000000 views", reason="a round figure"),
        Example("123456", reason="six digits"),
    ),
)
