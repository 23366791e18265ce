"""Sub-keys follow RFC 5869 and never cross uses; the key itself never shows."""

from __future__ import annotations

import copy
import hmac
import pickle
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.keys.master import MasterKey

KEY = MasterKey(bytes(range(32)))
part = st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]), max_size=8)


def hkdf(secret: bytes, info: str) -> bytes:
    """One block of HKDF-SHA256 without salt, written from RFC 5869 sections 2.2 and 2.3."""
    extracted = hmac.new(bytes(32), secret, sha256).digest()
    return hmac.new(extracted, info.encode() + b"\x01", sha256).digest()


def test_sub_keys_are_hkdf_over_the_documented_info() -> None:
    assert KEY.derive("p", "d", "person", "dataset") == hkdf(KEY.secret, "veil/1|p|d|person|dataset")


def test_the_key_id_is_eight_hex_digits_of_an_hmac() -> None:
    assert KEY.key_id == hmac.new(KEY.secret, b"veil/key-id", sha256).hexdigest()[:8]


@given(one=st.tuples(part, part, part, part), other=st.tuples(part, part, part, part))
def test_two_uses_never_share_a_key(one: tuple[str, str, str, str], other: tuple[str, str, str, str]) -> None:
    assert (KEY.derive(*one) == KEY.derive(*other)) == (one == other)


@pytest.mark.parametrize("parts", [("a|b", "", "", ""), ("", "", "", "|")])
def test_a_separator_in_a_part_is_refused(parts: tuple[str, str, str, str]) -> None:
    with pytest.raises(ValueError, match="separator"):
        KEY.derive(*parts)


def test_the_key_is_neither_shown_nor_pickled_nor_copied_by_pickle() -> None:
    assert "secret" not in repr(KEY)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(KEY, protocol)
    with pytest.raises(TypeError):
        copy.deepcopy(KEY)
