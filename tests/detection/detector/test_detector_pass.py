"""Recognizers of the policy's owner, from the file to what is written, with Presidio itself in between."""

from __future__ import annotations

import pickle
import socket
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detection.detector.detector_pass import OVERLAP, windows
from pipeline.detection.detector.regexes import WINDOW
from pipeline.detection.engine import Engine
from pipeline.detection.entity_types import ENTITY_TYPES
from pipeline.errors import DetectionFailed
from pipeline.evaluation.sanitizer import build
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.detector_file import DetectorFile, read_detector
from pipeline.policy.loader import load
from pipeline.sources.assemble import conversation as read
from pipeline.sources.format import ParseContext
from tests.detection.conversations import conversation, parts
from tests.support.steps import assert_linear

POLICY = Path(__file__).parents[3] / "policies" / "eu-support-product-research.yaml"
HEAD = "detector: veil-detector/1\n"
FILE = (
    HEAD
    + r"""
recognizers:
  - class: UsBankRecognizer
  - class: AuTfnRecognizer
    supported_languages: [en]
  - {class: SgFinRecognizer, supported_entity: SG_ID}
  - {class: EmailRecognizer, supported_entity: OWN_EMAIL}
  - name: member card
    supported_entity: MEMBER_CARD
    patterns: [{name: seven digits, regex: '\bM[0-9]{7}\b', score: 0.1}]
    context: [member, mitglied]
  - name: locker
    supported_entity: LOCKER
    validator: luhn
    patterns: [{name: six digits, regex: '\b[0-9]{6}\b', score: 0.3}]
  - {name: towers, supported_entity: TOWER, deny_list: [Blue Tower, Green Tower]}
allow_list: [M1234567]
thresholds: {MEMBER_CARD: 0.4}
language_thresholds: {de: {MEMBER_CARD: 0.6}}
"""
)


def detector(content: str) -> DetectorFile:
    found, problems = read_detector(content.encode(), "d.yaml", ENTITY_TYPES, vocabulary().detectors)
    assert found is not None
    assert problems == []
    return found


ENGINE = Engine(("en", "de"), 0.2, detector=detector(FILE))
CASES = [
    ("my bank account 944567812345", "en", ("US_BANK_NUMBER", "944567812345"), "a weak pattern beside its context"),
    ("my number 944567812345", "en", None, "the weak pattern alone"),
    ("tfn 876 543 210", "en", ("AU_TFN", "876 543 210"), "a checksum of Presidio's"),
    ("tfn 876 543 211", "en", None, "the checksum fails"),
    ("tfn 876 543 210", "de", None, "for English only"),
    ("tfn 876 543 210", "fr", ("AU_TFN", "876 543 210"), "no language of the policy: all are tried"),
    ("nric S1234567D", "en", ("SG_ID", "S1234567D"), "a class under another type"),
    ("an ana@shop.example.com", "en", ("OWN_EMAIL", "ana@shop.example.com"), "it asks for domain endings"),
    ("member M7654321", "en", ("MEMBER_CARD", "M7654321"), "a pattern beside its context"),
    ("box M7654321", "en", None, "below the file's threshold without it"),
    ("Mitglied M7654321", "de", None, "the threshold in German is higher"),
    ("member M1234567", "en", None, "allowed"),
    ("locker 123455", "en", ("LOCKER", "123455"), "the validator accepts"),
    ("locker 123456", "en", None, "the validator refuses"),
    ("at the blue tower", "en", ("TOWER", "blue tower"), "a listed value in any case"),
    ("at the blue towers", "en", None, "no whole word"),
]


@pytest.mark.parametrize(("text", "language", "hit", "reason"), CASES, ids=[case[3] for case in CASES])
def test_what_the_file_says_is_found(text: str, language: str, hit: tuple[str, str] | None, reason: str) -> None:
    found = ENGINE.detect([conversation(text, language=language)])[0][0]
    own = {each for each in found if each.recognizer.startswith("detector_file:")}
    assert parts(text, tuple(own)) == ({hit} if hit else set())


def test_a_validator_makes_a_finding_validated_and_the_owner_beats_a_pattern_of_ours() -> None:
    found = ENGINE.detect([conversation("locker 123455")])[0][0]
    assert [each.entity_type for each in found if each.validated] == ["LOCKER"]


def test_nothing_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    engine = Engine(("en",), 0.2, detector=detector(HEAD + "recognizers: [{class: EmailRecognizer}]\n"))
    text = "at ana@veil.example.co.uk"
    found = engine.detect([conversation(text)])[0][0]
    assert ("EMAIL_ADDRESS", "ana@veil.example.co.uk") in parts(text, found, "detector_file:EmailRecognizer")


@pytest.mark.slow
def test_a_pattern_that_takes_too_long_fails_the_record_and_says_nothing_of_it() -> None:
    slow = {"name": "p", "regex": "(.*,){11}P", "score": 0.5}
    file = DetectorFile.model_validate({
        "detector": "veil-detector/1",
        "recognizers": [{"name": "slow", "supported_entity": "X", "patterns": [slow]}],
    })
    engine = Engine(("en",), 0.2, detector=file)
    with pytest.raises(DetectionFailed) as caught:
        engine.detect([conversation("aaa," * 240)])
    assert "aaa" not in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("regex", "fault"),
    [
        ("(a+)+$", "takes too long"),
        (r"(.*,){11}P", "takes too long"),
        ("[0-9", "is no regular expression"),
        ("[0-9]*", "also matches an empty text"),
        (r"\b[A-Z]{2}-?[0-9]{6}\b", ""),
        (r"(?<!\w)(?:[0-9]{3}[ -]?){3}(?!\w)", ""),
    ],
)
def test_a_regular_expression_is_tried_when_it_is_read(regex: str, fault: str) -> None:
    assert vocabulary().detectors.fault_of_regex(regex).startswith(fault)
    assert bool(vocabulary().detectors.fault_of_regex(regex)) is bool(fault)


def test_a_long_turn_is_read_whole_and_in_linear_time() -> None:
    """Nothing of it is left out, and twice the turn takes about twice the steps."""

    def read(sentences: int) -> None:
        found = ENGINE.detect([conversation("my member card is M7654321 and so on. " * sentences)])[0][0]
        assert len([each for each in found if each.entity_type == "MEMBER_CARD"]) == sentences

    read(1_500)
    assert_linear(read, int, 60)


@given(st.lists(st.integers(1, 400), max_size=30).map(lambda sizes: " ".join("x" * size for size in sizes)))
def test_windows_cover_the_text_and_overlap(text: str) -> None:
    found = list(windows(text))
    assert found[0][0] == 0
    assert found[-1][1] == len(text)
    assert all(end - start <= WINDOW for start, end in found)
    assert all(first[0] < second[0] <= first[1] - OVERLAP // 2 for first, second in pairwise(found))


@pytest.mark.slow
def test_end_to_end_a_new_type_has_its_rule_or_the_default(tmp_path: Path) -> None:
    policy = POLICY.read_text().replace("  threshold: 0.2 ", "  detector_file: own.yaml\n  threshold: 0.2 ")
    policy = policy.replace("entities:\n", "entities:\n  MEMBER_CARD: {operator: replace, label: MEMBER}\n", 1)
    (tmp_path / "p.yaml").write_text(policy)
    (tmp_path / "own.yaml").write_text(FILE)
    sanitize = build(load(tmp_path / "p.yaml", vocabulary()))
    texts = ["member M7654321 here", "in the Blue Tower now"]
    record = {"id": "1", "channel": "chat", "language": "en", "started_at": "2026-05-04T09:12:00Z"}
    turns = [{"text": text} for text in texts]
    written = sanitize(read({**record, "turns": turns}, ParseContext()))
    assert [turn.text.value for turn in written.turns] == ["member [MEMBER] here", "in the  now"]  # type: ignore[union-attr]
