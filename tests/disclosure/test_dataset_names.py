"""Names of a data set: which words count, who decides, and that neither order nor one talkative person does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.sanitized import Redaction
from pipeline.anonymization.written_words import of_row
from pipeline.conversation.model import Finding
from pipeline.disclosure.dataset_names import WordUse, is_name, names_of
from pipeline.disclosure.possible_names import WordCounter

VOTES = [
    ([(1, 0), (1, 0)], True, "two people, and nobody against them"),
    ([(9, 0)], False, "one person is not enough"),
    ([(1, 0), (0, 1)], False, "one for, one against"),
    ([(1, 0), (1, 0), (0, 1)], True, "two of three"),
    ([(1, 0), (1, 0), (1, 0), (0, 1), (0, 1)], True, "three of five are just enough"),
    ([(1, 0), (1, 0), (0, 1), (0, 1)], False, "half is not"),
    ([(1, 0), (1, 0), (0, 99)], True, "a person counts once, however much is said"),
    ([(1, 1), (2, 2)], True, "as often a name as not speaks for it"),
    ([(1, 2), (1, 2)], False, "readable more often than not speaks against it"),
    ([(1, 0), (1, 0), (0, 0), (0, 0)], True, "where only known values hide it, nothing is said"),
]


def uses(votes: list[tuple[int, int]]) -> list[WordUse]:
    return [WordUse(f"p{i}", f"c{i}", hidden, readable) for i, (hidden, readable) in enumerate(votes)]


@pytest.mark.parametrize(("votes", "expected", "reason"), VOTES)
def test_a_word_is_a_name_where_enough_people_use_it_as_one(
    votes: list[tuple[int, int]], expected: bool, reason: str
) -> None:
    assert is_name(uses(votes)) is expected, reason


some_uses = st.lists(
    st.builds(
        WordUse, st.sampled_from("abcd"), st.sampled_from("stuvwxyz"), st.integers(0, 5), st.integers(0, 5)
    ),
    max_size=12,
)  # fmt: skip


@given(some_uses, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_count(found: list[WordUse], rng: object) -> None:
    again = [*found, *found]
    rng.shuffle(again)  # type: ignore[attr-defined]
    assert is_name(again) == is_name(found)


@given(some_uses)
def test_one_person_never_makes_a_name(found: list[WordUse]) -> None:
    assert not is_name(use._replace(person="a") for use in found)


@given(some_uses)
def test_another_person_who_means_a_name_never_takes_one_away(found: list[WordUse]) -> None:
    assert is_name([*found, WordUse("new", "new", 1, 0)]) >= is_name(found)


@given(st.dictionaries(st.sampled_from(["sam", "jet", "wren"]), some_uses))
def test_each_word_is_settled_by_itself(found: dict[str, list[WordUse]]) -> None:
    """What lets a run settle ranges of words apart."""
    assert names_of(found) == {word for word in found if names_of({word: found[word]})}


def found(text: str, value: str, recognizer: str = "name_judge", entity_type: str = "PERSON") -> Finding:
    start = text.index(value)
    return Finding(entity_type, start, start + len(value), 0.9, recognizer)


def test_a_word_is_counted_where_it_is_found_and_where_it_is_readable() -> None:
    raw, written = "Marlo here, marlo speaking", "[PERSON_1] here, marlo speaking"
    turn = (raw, (found(raw, "Marlo"),), of_row(written, [Redaction(0, 10, "PERSON", "pseudonymise")]))
    assert WordCounter().count([turn, ("MARLO!", (), of_row("MARLO!", []))], "en") == {"marlo": (1, 2)}


def test_findings_that_overlap_count_a_word_once() -> None:
    raw = "Marlo Wrenfield"
    both = (found(raw, raw), found(raw, "Marlo", "name_by_cue"))
    counted = WordCounter().count([(raw, both, of_row("", [Redaction(0, 0, "PERSON", "remove")]))], "en")
    assert counted == {"marlo": (1, 0), "wrenfield": (1, 0)}


@pytest.mark.parametrize("recognizer", ["known_value", "deny_list", "recurrence"])
def test_what_is_hidden_because_it_stands_elsewhere_is_no_evidence(recognizer: str) -> None:
    turn = ("Marlo", (found("Marlo", "Marlo", recognizer),), of_row("[X]", [Redaction(0, 3, "PERSON", "replace")]))
    assert WordCounter().count([turn], "en") == {}


NEVER = [
    ("thanks", "en", "a plain word"),
    ("router", "en", "a plain word"),
    ("water", "en", "an ordinary word"),
    ("danke", "de", "a plain word"),
    ("jo", "en", "too short"),
    ("marlo7", "en", "not letters alone"),
    ("12345", "en", "a number"),
    ("will", "en", "a name too, but so common that each place must speak for itself"),
    ("Siri", "en", "the policy's owner wants it left alone"),
]


@pytest.mark.parametrize(("word", "language", "reason"), NEVER)
def test_words_that_never_become_names_are_not_counted(word: str, language: str, reason: str) -> None:
    counter = WordCounter(["siri"])
    assert counter.count([(word, (found(word, word),), of_row(word, []))], language) == {}, reason
