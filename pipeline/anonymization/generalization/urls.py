"""From a URL to the domain of our own that it points to."""

from __future__ import annotations

import re
from collections.abc import Collection

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@\s]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?(?::\d+)?(?:[/?#]\S*)?")


def own_domain(text: str, domains: Collection[str]) -> str | None:
    """Return which of the own registered domains a URL points to, in lower case, or None.

    Path, query, user, port and subdomain never come out: each may name a person.
    """
    found = _HOST.fullmatch(text.strip().lower())
    if not found:
        return None
    host = found[1]
    return next((domain for domain in domains if host == domain or host.endswith(f".{domain}")), None)
