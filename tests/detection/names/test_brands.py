"""Words of known brands in a turn, and what the list of them holds."""

import pytest

from pipeline.conversation.brands import LONGEST, brands
from pipeline.conversation.normal_form import fold_text
from pipeline.conversation.words.plain_words import GRAMMAR_AND_MORE
from pipeline.detection.names.brands import branded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i asked samsung and tesco", {2, 4}),
        ("from marks spencer in leeds", {1, 2}),
        ("marks told spencer", set()),
        ("tesco", {0}),
        ("", set()),
        ("oluwaseun adeyemi called", set()),
    ],
)
def test_all_words_of_a_brand_belong_to_it_and_a_part_alone_does_not(text: str, expected: set[int]) -> None:
    assert branded(text.split()) == expected


def test_the_list_is_folded_and_holds_no_plain_words() -> None:
    assert len(brands()) > 10_000
    for brand in brands():
        assert 1 <= len(brand) <= LONGEST
        assert fold_text(" ".join(brand)) == " ".join(brand)
        assert not GRAMMAR_AND_MORE.issuperset(brand)
