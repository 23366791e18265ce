from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.policy.loader import load
from pipeline.policy.vocabulary import Vocabulary

Values = dict[str, Any]
CASES = "- {name: one, text: hi, expect: hi}\n"


@pytest.fixture
def digest(write: Callable[..., Path], vocabulary: Vocabulary) -> Callable[..., str]:
    def digest(edit: Callable[[Values], object] = lambda _: None, /, **beside: str) -> str:
        files = {"p__cases__yaml": CASES, "d__txt": "Ana\tPERSON\n", **beside}

        def named(values: Values) -> None:
            values["detection"]["deny_list"] = "d.txt"
            edit(values)

        return load(write(named, **files), vocabulary).content_sha256

    return digest


def test_what_is_approved_changes_the_hash(digest: Callable[..., str]) -> None:
    hashes = [
        digest(),
        digest(lambda v: v["metadata"].update(title="Another")),
        digest(lambda v: v.update(retention={"dataset_days": 30})),
        digest(lambda v: v["entities"]["PERSON"].update(label="X")),
        digest(p__cases__yaml=CASES + "- {name: two, text: hi, expect: hi}\n"),
        digest(d__txt="Ana\tPERSON\nEva\tPERSON\n"),
    ]
    assert len(set(hashes)) == len(hashes)


def test_status_defaults_order_and_approvals_do_not(digest: Callable[..., str]) -> None:
    approvals = "approvals: []\n"
    hashes = {
        digest(),
        digest(lambda v: v["metadata"].update(status="suspended")),
        digest(lambda v: v.update(retention={"dataset_days": 365})),  # the default, written out
        digest(lambda v: v["entities"].update(PERSON={"label": "NAME", "operator": "replace"})),
        digest(p__approvals__yaml=approvals),
    }
    assert len(hashes) == 1


def test_the_hash_of_a_copy_is_the_same(write: Callable[..., Path], vocabulary: Vocabulary, tmp_path: Path) -> None:
    original = write(p__cases__yaml=CASES)
    for suffix in (".yaml", ".cases.yaml"):
        (tmp_path / f"copy{suffix}").write_bytes(original.with_name(f"p{suffix}").read_bytes())
    assert load(tmp_path / "copy.yaml", vocabulary).content_sha256 == load(original, vocabulary).content_sha256


def test_the_hash_is_stable_over_versions_of_veil(digest: Callable[..., str]) -> None:
    """A changed hash makes every approval void: that must be a decision, not an accident."""
    assert digest() == "09326212d50f2191cdea00d54eda9746512efa546f074b8335fb095761b07ce9"
