"""Addresses of Litecoin, Dogecoin, Dash and Tron, with their checksum. Source: Bitcoin's Base58Check; BIP 173."""

import hashlib
import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PREFIXES = frozenset({48, 50, 30, 22, 76, 16, 65})  # Litecoin, Dogecoin, Dash, Tron: the first byte
_BYTES = 25
_CHECK = 4


def _is_address(text: str) -> bool:
    if text.lower().startswith("ltc1"):
        return True
    number = 0
    for char in text:
        number = number * 58 + _ALPHABET.index(char)
    raw = number.to_bytes(_BYTES + 1, "big")[1:]
    digest = hashlib.sha256(hashlib.sha256(raw[:-_CHECK]).digest()).digest()
    return raw[0] in _PREFIXES and digest[:_CHECK] == raw[-_CHECK:]


PLUGIN = Recognizer(
    "altcoin_wallet",
    "CRYPTO",
    patterns=(
        # the first letter before the look-behind: the engine then skips to it
        re.compile(rf"[LMDAXT7](?<!\w.)[{_ALPHABET}]{{32,33}}(?!\w)"),
        re.compile(r"(?<!\w)ltc1[02-9ac-hj-np-z]{38,58}(?!\w)", re.IGNORECASE),
    ),
    validate=_is_address,
    score=0.95,
    needs=Needs(digits=2),
    examples=(
        Example("to TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t now", ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",)),
        Example("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", reason="the checksum fails"),
    ),
)
