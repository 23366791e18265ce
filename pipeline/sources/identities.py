"""Who a vendor's label or address for a party is: a name, a phone number, an e-mail address, or nobody.

Labels such as "SPEAKER_00", "A", "Customer" or "[PII]" tell parties apart and name nobody. If they became names, they
would be searched for in the texts and hide plain words.
"""

from __future__ import annotations

import re

from pipeline.sources import speakers

_SCHEME = re.compile(r"(?:tel|sips?|mailto|callto):(?://)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")
_PHONE = re.compile(r"\+?\(?\d(?:[\s().-]{0,2}\d){5,17}")
_MASK = re.compile(r"[\[{<(].*|[*#xX_-]+", re.DOTALL)
_CODE = re.compile(
    r"(?i:(?:speaker|spkr?|channel|chan|participant|party|user|guest|ch|s|p)[ _#-]{0,2})?(?:\d{0,6}[A-Z]{0,2})"
    r"|[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}"
)
_NOBODY = frozenset({
    "system_message", "system message", "unknown", "unknown speaker", "unidentified", "anonymous", "restricted",
    "private", "unavailable", "withheld", "n/a", "none", "null", "internal", "external", "bot", "speaker",
})  # fmt: skip


def identity(written: str) -> dict[str, object]:
    """Return the field of a participant that a label or an address fills: name, phone or email; or none.

    The phone number in a SIP address is what identifies; a label that only numbers a party, masks it or names its role
    fills nothing.
    """
    bare = _SCHEME.sub("", written.strip(), count=1)
    user = bare.partition("@")[0]
    if _PHONE.fullmatch(user):
        return {"phone": user}
    if _EMAIL.fullmatch(bare):
        return {"email": bare}
    if is_code(bare):
        return {}
    split = speakers.split_label(bare)
    return {"name": split[1].strip(" -:_()") if split and split[1].strip(" -:_()") else bare}


def is_code(written: str) -> bool:
    """Say whether a label tells parties apart without naming anybody."""
    label = written.strip()
    return (
        label.casefold() in _NOBODY
        or _MASK.fullmatch(label) is not None
        or _CODE.fullmatch(label) is not None
        or speakers.role_of(label) is not None
    )
