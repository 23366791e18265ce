"""What a text must hold for a label to be in it."""

from __future__ import annotations

import pytest

from pipeline.detection.cues import label_starts


@pytest.mark.parametrize(
    ("labels", "starts"),
    [
        ("orders?|ticket", ("order", "ticket")),
        ("vertrags?(?:nummer|nr|konto)|a/c", ("a/c", "vertrag")),
        ("bestell(?:ung)?s?(?:nummer|nr)|bestelling", ("bestell",)),
        ("tax id|id card|police|policy", ("id card", "police", "policy", "tax id")),
        ("zip|zip ?code", ("zip",)),
        ("avda\\.?|c[oa]de", ("avda", "c")),
    ],
)
def test_a_label_begins_with_letters_that_are_always_there(labels: str, starts: tuple[str, ...]) -> None:
    assert label_starts(labels) == starts


def test_a_label_that_begins_with_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="must begin with a letter"):
        label_starts("order|[ck]onto")
