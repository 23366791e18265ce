"""Made-up dialogue: labels stand exactly on their text, and nothing is shared with what measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from random import Random
from typing import Any

import pytest
import yaml

from pipeline.conversation.normal_form import fold_text
from pipeline.detection.training.dialogue import names, scenes
from pipeline.detection.training.dialogue.language import LANGUAGES, phrases
from pipeline.detection.training.dialogue.names import NamePool, admitted, held_out, next_letters, word_names
from pipeline.detection.training.dialogue.slots import SLOTS
from pipeline.detection.training.dialogue.speech import chopped, dictated, speech, spelled
from pipeline.detection.training.examples import ExampleTurn
from pipeline.detection.training.types import TYPES
from pipeline.synthesis.templates import Slot, chosen

BORNE = (("Ottokar", "Belinay", "Émilienne", "Jean-Paul"), ("Drömmer", "O'Malligan", "van Oost", "Quisp"))
POOL = NamePool(BORNE, BORNE, ("rusty", "baker"), next_letters(["ottokar", "belinay", "brigitta", "drommer"]))
PACKAGE = "pipeline.detection.training.dialogue"


def dialogue(language: str, count: int = 60, seed: int = 4) -> list[list[ExampleTurn]]:
    """Conversations of people with the made-up names."""
    return list(scenes.conversations(language, count, seed, POOL))


def sentences(package: str) -> Iterator[tuple[str, str]]:
    """Every string in a package's data files, as (language or file, text)."""

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        else:
            for part in value.values() if isinstance(value, dict) else value:
                yield from strings(part)

    for file in resources.files(package).joinpath("data").iterdir():
        if file.name.endswith(".yaml"):
            loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
            yield from ((file.name, text) for text in strings(loaded))


def talk(text: str) -> str:
    """The words of a sentence without its slots."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"<\w+>", " ", text.casefold())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_stand_on_their_text(language: str) -> None:
    turns = [turn for conversation in dialogue(language) for turn in conversation]
    for turn in turns:
        ends = [0, *(end for _, end, _ in turn.spans)]
        assert all(start >= before for (start, _, _), before in zip(turn.spans, ends, strict=False))
        for start, end, name in turn.spans:
            assert name in TYPES
            value = turn.text[start:end]
            assert value
            assert value == value.strip()
    assert {name for turn in turns for _, _, name in turn.spans} == set(TYPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_seed_says_the_same(language: str) -> None:
    assert dialogue(language, 8) == dialogue(language, 8)
    assert dialogue(language, 8) != dialogue(language, 8, seed=5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_labelled_wherever_it_is_said(language: str) -> None:
    for turn in (turn for conversation in dialogue(language) for turn in conversation):
        labelled = {place for start, end, _ in turn.spans for place in range(start, end)}
        for name in ("ottokar", "belinay", "drömmer", "malligan", "quisp"):
            for found in re.finditer(rf"\b{name}\b", turn.text.casefold()):
                assert found.start() in labelled


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_of_a_sentence_can_be_filled_and_every_question_has_answers(language: str) -> None:
    book = phrases(language)
    used = {
        part.name
        for templates in (*book.sentences.templates.values(), book.streets)
        for template in templates
        for seed in range(8)
        for part in chosen(template, Random(seed))
        if isinstance(part, Slot)
    }
    assert used - {"street", "given", "family"} <= set(SLOTS)
    assert {f"answer.{key}" for key in book.questions} <= set(book.sentences.templates)
    assert {f"ask.{key}" for key in book.questions} == {
        key for key in book.sentences.templates if key.startswith("ask.")
    }


@pytest.mark.parametrize("measuring", ["pipeline.synthesis", "pipeline.synthesis.stress"])
def test_no_sentence_is_one_that_a_measuring_set_says(measuring: str) -> None:
    measured = {talk(text) for _, text in sentences(measuring)}
    shared = {text for _, text in sentences(PACKAGE) if len(talk(text).split()) >= 3 and talk(text) in measured}
    assert shared == set()


def test_no_name_is_one_that_a_measuring_set_bears() -> None:
    for name in ("Amelia", "Großmann", "de Vries", "Adewale", "Abi Rached", "faith"):
        assert admitted([name]) == ()
    assert admitted(["Ottokar", "Ottokar", "Zo"]) == ("Ottokar", "Zo")
    assert held_out().isdisjoint(fold_text(word) for word in word_names())


def test_made_up_names_are_nobodys_of_a_measuring_set() -> None:
    chance = Random(2)
    for _ in range(200):
        name = POOL.made_up(chance)
        assert name[0].isupper()
        assert fold_text(name) not in held_out()


def test_the_names_of_faker_are_admitted_one_by_one() -> None:
    pytest.importorskip("faker")
    for language in LANGUAGES:
        pool = names.pool(language)
        for drawn in (*pool.home, *pool.world, pool.words):
            assert len(drawn) > 100
            assert held_out().isdisjoint(part for name in drawn for part in re.findall(r"[^\W_]{2,}", fold_text(name)))


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", 47, "forty seven"),
        ("en", 805, "eight hundred five"),
        ("de", 21, "einundzwanzig"),
        ("fr", 92, "quatre vingt douze"),
        ("es", 36, "treinta y seis"),
        ("it", 28, "ventotto"),
        ("nl", 64, "vierenzestig"),
        ("pt", 75, "setenta e cinco"),
    ],
)
def test_numbers_are_said_as_the_language_says_them(language: str, value: int, said: str) -> None:
    assert fold_text(speech(language).number(value)) == said


def test_years_are_said_by_halves_in_english() -> None:
    assert speech("en").year(1984) == "nineteen eighty four"
    assert speech("en").year(2004) == "two thousand four"


@pytest.mark.parametrize("language", LANGUAGES)
def test_dictated_digits_lose_none(language: str) -> None:
    how = speech(language)
    for seed in range(40):
        said = dictated("700412", how, Random(seed))
        assert said
        assert not re.search(r"\d", said)


def test_spelling_and_chopping_keep_every_letter() -> None:
    for seed in range(60):
        assert chopped("AB-12 c", Random(seed)).replace(" ", "") == "AB12c"
        assert spelled("Quisp", speech("en"), Random(seed)).strip()
