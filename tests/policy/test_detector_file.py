"""A detector file is read strictly: everything that is wrong in it at once, and what it adds belongs to the policy."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.policy.detector_file import DetectorTerms
from pipeline.policy.explain import explain, plain_text
from pipeline.policy.loader import load
from pipeline.policy.problems import PolicyProblems
from pipeline.policy.vocabulary import Vocabulary

Values = dict[str, Any]
HEAD = "detector: veil-detector/1\nrecognizers:\n"
CARD = "  - {name: card, supported_entity: MEMBER_CARD, patterns: [{name: eight, regex: 'M[0-9]{7}', score: 0.4}]}\n"


def named(values: Values) -> None:
    values["detection"]["detector_file"] = "d.yaml"


@pytest.fixture
def vocabulary(vocabulary: Vocabulary) -> Vocabulary:
    terms = DetectorTerms(
        frozenset({"luhn", "iban"}), lambda: {"UsBankRecognizer": "US_BANK_NUMBER"}, lambda r: "is bad" * ("bad" in r)
    )
    return replace(vocabulary, detectors=terms)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{class: UsBankRecogniser}", ["[0].class: unknown recognizer class 'UsBankRecogniser'; did you mean 'UsBank"]),
        ("{class: UsBankRecognizer, validator: luhn}", ["[0].validator: a class brings its own"]),
        ("{clas: UsBankRecognizer}", ["[0].clas: unknown key; did you mean 'class'?"]),
        ("{name: x, supported_entity: X}", ["[0]: needs patterns, a deny_list or a class"]),
        ("{deny_list: [a]}", ["[0]: needs a name", "[0]: needs a supported_entity"]),
        ("{name: x, supported_entity: EMAIL_ADRESS, deny_list: [a]}", ["[0].supported_entity: 'EMAIL_ADRESS' is too"]),
        ("{name: x, supported_entity: small, deny_list: [a]}", ["[0].supported_entity: must be an entity type"]),
        ("{name: 'x\ny', supported_entity: X, deny_list: [a]}", []),  # a line break is a space in YAML
        ("{name: '', supported_entity: X, deny_list: [a]}", ["[0].name: must be a name of plain letters"]),
        ("{name: x, supported_entity: X, deny_list: [a], validator: luhn}", ["[0].validator: checks patterns"]),
        (
            "{name: x, supported_entity: X, validator: lunh, patterns: [{name: p, regex: bad, score: 0.1}]}",
            ["[0].patterns[0].regex: is bad", "[0].validator: unknown validator 'lunh'; did you mean 'luhn'?"],
        ),
        ("{name: x, supported_entity: X, patterns: [{name: p, regex: a, score: 1.5}]}", ["[0].patterns[0].score: "]),
        ("{name: x, supported_entity: X, deny_list: [a], supported_languages: [english]}", ["[0].supported_languages"]),
        ("{name: card, supported_entity: X, deny_list: [a]}\n" + CARD.rstrip(), ["[1]: another recognizer is named"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    problems: Callable[..., list[str]], rule: str, expected: list[str]
) -> None:
    found = problems(named, d__yaml=f"{HEAD}  - {rule}\n")
    assert len(found) == len(expected)
    for text, begin in zip(found, expected, strict=True):
        assert text.startswith(f"recognizers{begin}")


def test_problems_of_both_files_come_at_once_with_file_and_line(
    write: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    def edit(values: Values) -> None:
        named(values)
        values["entities"]["MEMBER_CRAD"] = {"operator": "remove"}

    content = (
        HEAD + CARD + "  - {class: Unknown}\nthresholds: {MEMBER_CRD: 0.3}\nlanguage_thresholds: {de: {NON: 0.3}}\n"
    )
    with pytest.raises(PolicyProblems) as caught:
        load(write(edit, d__yaml=content), vocabulary)
    told = [(Path(p.file).name, p.line, p.where) for p in caught.value.problems]
    assert [row for row in told if row[0] == "d.yaml"] == [
        ("d.yaml", 4, "recognizers[1].class"),
        ("d.yaml", 5, "thresholds.MEMBER_CRD"),
        ("d.yaml", 6, "language_thresholds.de.NON"),
    ]
    assert [row[2] for row in told if row[0] == "p.yaml"] == ["entities.MEMBER_CRAD"]
    assert "did you mean 'MEMBER_CARD'?" in str(caught.value)


def test_a_policy_may_name_the_types_that_its_detector_file_adds(
    problems: Callable[..., list[str]], vocabulary: Vocabulary
) -> None:
    def edit(values: Values) -> None:
        values["entities"]["MEMBER_CARD"] = {"operator": "replace", "label": "CARD"}
        values["detection"]["thresholds"] = {"US_BANK_NUMBER": 0.3}
        values["detection"]["deny_list"] = "l.txt"

    def both(values: Values) -> None:
        named(values)
        edit(values)

    files = {"d__yaml": HEAD + CARD + "  - {class: UsBankRecognizer}\n", "l__txt": "M1\tMEMBER_CARD\n"}
    assert problems(both, **files) == []
    assert len(problems(edit, **files)) == 3, "without the file nobody knows them"


def test_the_file_is_part_of_what_is_approved_and_travels_to_workers(
    write: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    first = load(write(named, d__yaml=HEAD + CARD), vocabulary)
    again = load(write(named, d__yaml=HEAD + CARD), vocabulary)
    other = load(write(named, d__yaml=HEAD + CARD + "allow_list: [M1234567]\n"), vocabulary)
    assert first.content_sha256 == again.content_sha256 != other.content_sha256
    assert list(first.files) == ["detection.detector_file"]
    assert pickle.loads(pickle.dumps(other)).detector == other.detector


def test_it_is_explained_without_its_lists(write: Callable[..., Path], vocabulary: Vocabulary) -> None:
    content = HEAD + CARD + "  - {name: towers, supported_entity: TOWER, deny_list: [Blue Tower]}\n  - {class: "
    content += "UsBankRecognizer}\nallow_list: [M1234567]\nlanguage_thresholds: {de: {TOWER: 0.9}}\n"
    loaded = load(write(named, d__yaml=content), vocabulary)
    text = plain_text(explain(loaded))
    for expected in ("card: 1 patterns", "finds MEMBER_CARD", "Presidio's UsBankRecognizer", "For TOWER in de"):
        assert expected in text
    assert "Blue Tower" not in text + repr(loaded)
    assert "M1234567" not in text + repr(loaded)
