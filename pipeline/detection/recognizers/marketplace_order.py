"""Order numbers of marketplaces by their form: Amazon (3-7-7 digits), eBay (2-5-5)."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "marketplace_order",
    "ORDER_ID",
    patterns=(re.compile(r"(?<![\w-])(?:[0-9]{3}-[0-9]{7}-[0-9]{7}|[0-9]{2}-[0-9]{5}-[0-9]{5})(?![\w-])"),),
    score=0.9,
    needs=Needs(digits=12, any_of=("-",)),
    examples=(
        Example("about 302-1234567-7654321 please", ("302-1234567-7654321",)),
        Example("ebay 12-34567-89012", ("12-34567-89012",)),
        Example("302-123456-7654321", reason="six digits in the middle"),
    ),
)
