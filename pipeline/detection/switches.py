"""The passes of detection by their stable names, in their order: what `veil evaluate --without` and policies name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

PASSES: Final[Mapping[str, str]] = MappingProxyType({
    "patterns": "recognizers of written values: cards, phones, e-mail, secrets, ids, addresses",
    "spoken": "values that are said or spelled",
    "split_code": "codes taken apart by hurry or speech recognition",
    "known_value": "what the record says of its people",
    "deny_list": "terms that the policy's owner wants hidden",
    "detector_file": "recognizers of the policy's owner",
    "question_slot": "answers to questions for personal data",
    "token_classifier": "the network's word on each word; without it the name judge has none to go by",
    "name_judge": "names, by the network's word and what stands around",
    "recurrence": "what was found once, in every turn",
    "special_category": "words on health, belief and the like (Article 9 and 10)",
})
"""What each pass finds."""

OPTIONAL_IN_POLICIES: Final = frozenset({"split_code", "token_classifier", "name_judge", "recurrence"})
"""Passes that a policy may switch off, with a reason.

The others find what no policy may overlook (secrets, cards), what the record or the policy itself names, or nothing
unless the policy asks for it.
"""


def unknown(names: Iterable[str]) -> list[str]:
    """Return the names that are no pass."""
    return [name for name in names if name not in PASSES]
