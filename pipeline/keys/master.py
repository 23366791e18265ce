"""The master key, its public id, and the sub-keys derived from it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NoReturn

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
KEY_ID_DIGITS = 8


@dataclass(frozen=True, slots=True)
class MasterKey:
    """32 secret bytes. It is never printed and refuses to be pickled: workers resolve the reference themselves."""

    secret: bytes = field(repr=False)

    @property
    def key_id(self) -> str:
        """First 8 hex digits of HMAC-SHA256(key, "veil/key-id"): names the key without telling it."""
        return hmac.new(self.secret, b"veil/key-id", sha256).hexdigest()[:KEY_ID_DIGITS]

    def derive(self, policy_id: str, dataset_id: str, subject: str, scope: str) -> bytes:
        """Return the 32-byte sub-key of one use.

        HKDF-SHA256 (RFC 5869) without salt, info `veil/1|policy_id|dataset_id|subject|scope`. The policy's *content* is
        not part of it, so that an edit does not break linkage inside a dataset.

        Raises:
            ValueError: a part holds the separator, which would make two uses share a key.
        """
        parts = (policy_id, dataset_id, subject, scope)
        if any("|" in part for part in parts):
            raise ValueError("a part of a key's info holds the separator")
        info = "|".join(("veil/1", *parts)).encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self.secret)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a master key is never pickled")
