"""Keyed pseudonyms: HMAC-SHA256 over a canonical form, behind Argon2id where the input has few possible values.

Source: GDPR Art. 4(5); EDPB Guidelines 01/2025 on pseudonymisation (consultation text), para 83-93; Argon2id: RFC 9106.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pipeline.keys.master import MasterKey

PSEUDONYM_BYTES = 16  # 128 bits; 10^9 people collide with a chance of about 10^-21
ARGON2_MEMORY_KIB = 8 * 1024
ARGON2_ITERATIONS = 1
CACHED_VALUES = 65_536

Pseudonymizer = Callable[[str], str]


def pseudonymizer(
    master: MasterKey,
    *,
    policy_id: str,
    dataset_id: str,
    subject: str,
    scope: str = "dataset",
    few_values: bool = False,
) -> Pseudonymizer:
    """Return a function from a canonical form to a pseudonym of 26 characters.

    The alphabet is base32hex (RFC 4648 §7) in lower case without padding, whose text order is the order of the bytes.

    Args:
        master: the key of the run.
        policy_id: the policy's id.
        dataset_id: the dataset's id, so that two datasets never share a pseudonym.
        subject: what is named, such as `person` or an entity type.
        scope: how far the pseudonym links.
        few_values: the input can be guessed by trying all values (phone numbers, short ids, names): it goes through
            Argon2id first, salted with a sub-key, so that a leaked key alone does not reverse it in an hour.
    """
    key = master.derive(policy_id, dataset_id, subject, scope)
    salt = master.derive(policy_id, dataset_id, subject, f"{scope}/argon2id")[:16] if few_values else None

    @lru_cache(maxsize=CACHED_VALUES)
    def name(canonical: str) -> str:
        value = canonical.encode("utf-8", "surrogatepass")
        if salt is not None:
            value = _stretch(value, salt)
        digest = hmac.new(key, value, sha256).digest()[:PSEUDONYM_BYTES]
        return base64.b32hexencode(digest).decode("ascii").rstrip("=").lower()

    return name


def _stretch(value: bytes, salt: bytes) -> bytes:
    kdf = Argon2id(salt=salt, length=32, iterations=ARGON2_ITERATIONS, lanes=1, memory_cost=ARGON2_MEMORY_KIB)
    return kdf.derive(value)
