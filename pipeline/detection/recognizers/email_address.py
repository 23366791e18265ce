"""E-mail addresses. Source: RFC 5321 (what is in use), RFC 6531 (letters of all scripts)."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "email_address",
    "EMAIL_ADDRESS",
    patterns=(
        # No look-behind: of a local part longer than allowed at least the end is found.
        re.compile(r"[\w.+%&'!#$*/=?^{|}~-]{1,64}\s?@\s?(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62}"),
        re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{2,63}(?![\w.]|-\w)"),  # the end forgotten: "ana@gmail"
    ),
    score=0.9,
    needs=Needs(any_of=("@",)),
    examples=(
        Example("write to Ana.Duarte+x@Example.co.uk, thanks", ("Ana.Duarte+x@Example.co.uk",)),
        Example("müller@straße.example", ("müller@straße.example",)),
        Example("it is ana @example.com", ("ana @example.com",)),
        Example("its ana@gmail", ("ana@gmail",)),
        Example("two kilos @ 3.50 each", reason="a price: no name before the sign"),
        Example("follow @veil_support", reason="a handle: nothing stands before the sign"),
    ),
)
