"""IP addresses, v4 and v6, with or without prefix length. Source: RFC 791, RFC 4291; checked by `ipaddress`."""

import ipaddress
import re

from pipeline.detection.recognizer import Example, Needs, Recognizer


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_interface(text)
    except ValueError:
        return False
    return text.strip(":") != ""


PLUGIN = Recognizer(
    "ip_address",
    "IP_ADDRESS",
    patterns=(
        re.compile(r"(?<![\w.:])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:/[0-9]{1,2})?(?![\w]|\.[0-9])"),
        re.compile(
            r"(?<![\w:.])(?=[0-9a-f]{0,4}:[0-9a-f]{0,4}:)[0-9a-f:]{2,39}(?:[0-9.]{7,15})?(?:/[0-9]{1,3})?(?![\w:])",
            re.IGNORECASE,
        ),
    ),
    validate=_is_address,
    score=0.9,
    needs=Needs(digits=1, any_of=(".", "::", ":")),
    examples=(
        Example("from 203.0.113.77 today", ("203.0.113.77",)),
        Example("router at 2001:db8::8a2e:370:7334.", ("2001:db8::8a2e:370:7334",)),
        Example("at ::ffff:203.0.113.9 now", ("::ffff:203.0.113.9",)),
        Example("version 1.2.3 is out", reason="three parts"),
        Example("999.1.2.3", reason="no octet is 999"),
        Example("at 12:30:45", reason="a time of day"),
    ),
)
