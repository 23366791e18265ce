"""Ethereum addresses: 0x and forty hex digits. Source: EIP-55 (its checksum is optional, so the shape decides)."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "ethereum_wallet",
    "CRYPTO",
    patterns=(re.compile(r"(?<!\w)0x[0-9a-f]{40}(?!\w)", re.IGNORECASE),),
    score=0.9,
    needs=Needs(digits=1, any_of=("0x",)),
    examples=(
        Example("send to 0x52908400098527886E0F7030069857D2E4169EE7!", ("0x52908400098527886E0F7030069857D2E4169EE7",)),
        Example("error 0x80070005", reason="an error code"),
    ),
)
