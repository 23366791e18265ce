"""What a dataset may be called, and the words that never stand in a file about it.

Source: EDPB Guidelines 02/2026 (consultation text) para 36 and 40: text in which people may be identifiable is
personal data, and must not be described otherwise.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from pipeline.errors import CheckFailed, Refused
from pipeline.policy.schema import RELINKS, Label, Policy

LABEL_SENTENCES: Mapping[str, str] = MappingProxyType({
    Label.PERSONAL_PSEUDONYMISED.value: "PERSONAL DATA - pseudonymised. GDPR applies. Not anonymous.",
    Label.PERSONAL_REDACTED.value: "PERSONAL DATA - redacted text. GDPR applies. Not anonymous.",
})

RELINK = " Recipients can re-link it."
"""What the sentence of a label goes on to say where a recipient sees the records or their people elsewhere."""


def label_sentence(policy: Policy) -> str:
    """Return what a policy's datasets say of themselves (EDPB 01/2025 para 35-41: who sees more can undo more).

    Raises:
        Refused: no run gives this label.
    """
    if policy.label.value not in LABEL_SENTENCES:
        raise Refused(f"no run gives the label {policy.label.value}: publish under another one and have it assessed")
    seen = {access for recipient in policy.parties.recipients for access in recipient.has_access_to}
    return LABEL_SENTENCES[policy.label.value] + (RELINK if seen.intersection(RELINKS) else "")


NO_PROMISES = (
    "It does not promise that nobody can be recognized: detection misses some mentions.",
    "It does not say that a story is common: what is told in free text can point to one person without any name.",
    "It does not take the dataset out of the GDPR: purpose, recipients and expiry bind whoever holds a copy.",
    "It does not allow putting the dataset beside the original records, a customer database or another release.",
    "It says nothing about people whose records were refused, rejected or never reached support.",
)
"""What the label does not say, in the words of the report and of the dataset card."""

# In the languages of the EU that write Latin letters; accents are taken off before.
_STEM = r"(?:anonym|anonim|de-?identif|desidentif|des?-?personali[sz])"
_ANY_STEM = re.compile(_STEM, re.IGNORECASE)
_FORBIDDEN = re.compile(rf"\w*{_STEM}\w*", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
# A reason code names the stage that failed, not what the data are.
_ALLOWED = (*LABEL_SENTENCES.values(), "anonymization_failed")


def forbidden_words(text: str, allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the words that may not be said about personal data, lower case, sorted, each once.

    A label's whole sentence and the reason code of the anonymization stage are allowed, and the phrases handed in.
    HTML's escapes, soft hyphens, other dashes and accents do not hide a word.

    >>> forbidden_words("An anonymised dataset. PERSONAL DATA - redacted text. GDPR applies. Not anonymous.")
    ('anonymised',)
    """
    for phrase in (*_ALLOWED, *allowed):
        text = text.replace(phrase, " ")
    plain = _plain(text)
    if not _ANY_STEM.search(plain):  # most papers: to look for the whole words takes ten times as long
        return ()
    return tuple(sorted({match.group().lower() for match in _FORBIDDEN.finditer(plain)}))


def _plain(text: str) -> str:
    """Return text without what hides a word from a search but not from a reader."""
    if text.isascii() and "&" not in text:
        return text
    shown = _DASHES.sub("-", _INVISIBLE.sub("", html.unescape(text)))
    return "".join(char for char in unicodedata.normalize("NFKD", shown) if not unicodedata.combining(char))


def require_honest_words(name: str, text: str) -> None:
    """Check that a paper calls the data what they are.

    Raises:
        CheckFailed: it says a forbidden word. The message names the paper alone.
    """
    if forbidden_words(text):
        raise CheckFailed(f"{name} would call personal data by a word that is not true of them")
