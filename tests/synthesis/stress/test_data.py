"""What is measured on stands nowhere in what the demo, or whatever learns, is made of."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import pytest

from pipeline.synthesis import tables
from pipeline.synthesis.stress.kinds import HARMLESS, KINDS, conversations
from pipeline.synthesis.stress.tables import LANGUAGES, cultures, harmless, homes, phrases, products, speech
from pipeline.synthesis.tables import LANGUAGES as LANGUAGES_OF_DEMO
from pipeline.synthesis.templates import Template, phrasebook

DAYS = 28
LEAST_NAMES, LEAST_CULTURES, LEAST_TEMPLATES, LEAST_HARMLESS = 12, 30, 40, 150


def test_no_name_is_one_of_the_demo() -> None:
    ours, theirs = (
        {name.casefold() for culture in found.values() for name in (*culture.given, *culture.family)}
        for found in (cultures(), tables.cultures())
    )
    assert len(ours) > LEAST_CULTURES * 2 * LEAST_NAMES
    assert not ours & theirs


def test_there_are_names_enough_of_every_culture() -> None:
    assert len(cultures()) >= LEAST_CULTURES
    for culture in cultures().values():
        assert min(len(set(culture.given)), len(set(culture.family))) >= LEAST_NAMES, culture.name


def test_no_place_is_one_of_the_demo() -> None:
    ours = {street for language in LANGUAGES for home in homes(language) for street in home.streets}
    assert not ours & {street for country in tables.countries().values() for street in country.streets}


def test_no_product_is_one_of_the_demo() -> None:
    ours = {product for language in LANGUAGES for product in products(language)}
    assert not ours & {product for found in tables.products().values() for product in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_is_one_of_the_demo(language: str) -> None:
    sentences = {template for found in phrases(language).templates.values() for template in found}
    ours = {template for template in sentences | set(harmless(language)) if _says_something(template)}
    theirs = {template for other in LANGUAGES_OF_DEMO for found in _demo(other) for template in found}
    assert len(ours) > LEAST_TEMPLATES
    assert not ours & theirs


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    assert phrases(language).templates.keys() == phrases("en").templates.keys()
    assert len(speech(language).days) == DAYS
    assert speech(language).years.keys() == speech("en").years.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, HARMLESS])
def test_conversations_are_the_same_each_time_and_their_labels_cover_text(kind: str, language: str) -> None:
    records = list(conversations(kind, language))
    assert records == list(conversations(kind, language))
    assert records[:3] == list(conversations(kind, language, 3))
    assert len({record["id"] for record in records}) == len(records)
    labels = 0
    for turn in (turn for record in records for turn in record["turns"]):
        labels += len(turn["labels"])
        for label in turn["labels"]:
            value = turn["text"][label["start"] : label["end"]]
            assert value == value.strip() != ""
    assert (labels == 0) is (kind == HARMLESS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_harmless_sentences_enough(language: str) -> None:
    texts = {turn["text"] for record in conversations(HARMLESS, language) for turn in record["turns"]}
    assert len(texts) >= LEAST_HARMLESS


def test_the_files_say_what_they_are_for() -> None:
    files = list(resources.files("pipeline.synthesis.stress").joinpath("data").iterdir())
    assert len(files) == 2 * len(LANGUAGES) + 2
    for file in files:
        assert file.read_text(encoding="utf-8").startswith("# Written by the Veil authors, used for measuring only: ")


def _says_something(template: Template) -> bool:
    """Return whether there is more to a sentence than a value or a word: `<name>` alone is no wording of anybody's."""
    return any(isinstance(part, str) and len(part.split()) > 1 for part in template)


def _demo(language: str) -> Iterable[tuple[Template, ...]]:
    return phrasebook(language).templates.values()
