"""What another policy does to a sample, with the real engine: what is found once is judged twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import veil
from pipeline.cli.declared import records_of
from pipeline.evaluation.policy_sample import SampleDiff, compare_on
from pipeline.evaluation.trial import Trial
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.loader import load
from pipeline.release.worker import detects_like
from pipeline.sources.format import SourceOptions
from tests.support.evaluation import conversation
from tests.support.runs import SHIPPED, write_records

STARTED = {"started_at": "2026-05-04T09:12:00Z"}
NAME, MAIL = "Zuzanna Wolska", "zw.77@mail.example"
RECORDS = [
    conversation("c-1", (f"my name is {NAME}", ()), (f"write to {MAIL}", ()), **STARTED),
    conversation("c-2", ("the parcel is late", ()), **STARTED),
    conversation("c-3", ("il router non funziona", ()), **STARTED | {"language": "it"}),
    conversation("c-4", ("so late", ()), started_at="2025-06-01T09:12:00Z"),
]
Variant = Callable[..., LoadedPolicy]


@pytest.fixture
def variant(tmp_path: Path) -> Variant:
    """Load the shipped policy with texts of it changed."""

    def variant(**changes: str) -> LoadedPolicy:
        text = SHIPPED.read_text(encoding="utf-8")
        for old, new in CHANGES[changes.pop("of")] if changes else ():
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "variant.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path, vocabulary())

    return variant


CHANGES = {
    "person removed": [("{operator: pseudonymise, scope: conversation}", "{operator: remove}")],
    "mail removed, later chats": [
        ("EMAIL_ADDRESS:      {operator: replace, label: EMAIL}", "EMAIL_ADDRESS:      {operator: remove}"),
        ('chat:   {notice: {version: "3.0", date: 2025-03-01', 'chat:   {notice: {version: "3.0", date: 2025-07-01'),
    ],
    "no customers": [("roles: [customer, agent, bot, third_party]", "roles: [agent]")],
    "a deny list": [("detection:\n", "detection:\n  deny_list: always.txt\n")],
    "unsure findings count": [("threshold: 0.2 ", "threshold: 0.1 ")],
}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = write_records(tmp_path / "in" / "chats.jsonl", RECORDS)
    with path.open("ab") as stream:
        stream.write(b"{broken\n")
    return path


@pytest.fixture
def tried(one_look: Trial, sample: Path) -> Callable[[LoadedPolicy], SampleDiff]:
    def tried(after: LoadedPolicy) -> SampleDiff:
        records = records_of((str(sample),), "auto", SourceOptions())
        return compare_on(records, one_look, Trial(after, dataset_names=False, like=one_look))

    return tried


def test_the_same_policy_changes_nothing(tried: Callable[[LoadedPolicy], SampleDiff], loaded: LoadedPolicy) -> None:
    diff = tried(loaded)
    assert diff.read == 5
    assert (diff.before.released, dict(diff.before.refused)) == (3, {"language_not_allowed": 1})
    assert dict(diff.before.rejected) == {"not_json": 1}
    assert diff.before == diff.after
    assert not diff.gained + diff.lost
    assert not diff.otherwise
    assert 0 < diff.kept(diff.before) < 1


def test_another_operator_hides_the_same_places_otherwise(
    tried: Callable[[LoadedPolicy], SampleDiff], variant: Variant
) -> None:
    diff = tried(variant(of="person removed"))
    assert dict(diff.otherwise) == {("PERSON", "pseudonymise", "remove"): 1}
    assert not diff.gained + diff.lost
    assert diff.kept(diff.before) == diff.kept(diff.after)


def test_records_that_one_policy_refuses_are_counted_and_not_compared(
    tried: Callable[[LoadedPolicy], SampleDiff], variant: Variant
) -> None:
    diff = tried(variant(of="mail removed, later chats"))
    assert (diff.before.released, diff.after.released) == (3, 2)
    assert dict(diff.after.refused) == {"language_not_allowed": 1, "before_notice": 1}
    assert dict(diff.otherwise) == {("EMAIL_ADDRESS", "replace", "remove"): 1}
    assert diff.before.letters - diff.after.letters == len("solate")


def test_turns_that_no_longer_go_out_are_no_text_that_is_kept(
    tried: Callable[[LoadedPolicy], SampleDiff], variant: Variant
) -> None:
    diff = tried(variant(of="no customers"))
    assert (diff.before.turns, diff.after.turns) == (4, 0)
    assert diff.kept(diff.after) == 0
    assert not diff.lost + diff.gained  # what went with its turn is not readable


def test_places_are_gained_and_lost_where_a_letter_changes_sides(
    one_look: Trial, variant: Variant, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "always.txt").write_text("parcel\n", encoding="utf-8")
    stricter = Trial(variant(of="a deny list"), dataset_names=False)

    def between(before: Trial, after: Trial) -> SampleDiff:
        return compare_on(records_of((str(sample),), "auto", SourceOptions()), before, after)

    gained, lost = between(one_look, stricter), between(stricter, one_look)
    assert (dict(gained.gained), dict(gained.lost)) == ({"DENY_LISTED": 1}, {})
    assert (dict(lost.gained), dict(lost.lost)) == ({}, {"DENY_LISTED": 1})
    assert gained.before.letters - gained.after.letters == len("parcel")


def test_one_engine_serves_both_only_where_they_detect_alike(loaded: LoadedPolicy, variant: Variant) -> None:
    assert detects_like(loaded, variant(of="person removed"))
    assert not detects_like(loaded, variant(of="unsure findings count"))


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_the_command_tells_counts_and_no_text(as_json: bool, variant: Variant, sample: Path, tmp_path: Path) -> None:
    variant(of="mail removed, later chats")
    arguments = ["policy", "diff", str(SHIPPED), str(tmp_path / "variant.yaml"), "--sample", str(sample)]
    result = CliRunner().invoke(veil, [*arguments, *(["--json"] if as_json else [])], catch_exceptions=False)
    assert result.exit_code == 0
    assert not [text for text in (NAME, "Wolska", MAIL, "parcel", "router non", "broken") if text in result.output]
    if as_json:
        told = json.loads(result.stdout)
        assert {change["path"]: change["direction"] for change in told["changes"]} == {
            "channels.chat.notice.date": "stricter",
            "entities.EMAIL_ADDRESS.operator": "stricter",
        }
        assert told["sample"]["after"]["refused"] == {"before_notice": 1, "language_not_allowed": 1}
        assert told["sample"]["otherwise"][0]["places"] == 1
    else:
        assert "0 looser, 2 stricter, 0 neutral" in result.stdout
        assert "EMAIL_ADDRESS becomes [EMAIL] -> is deleted" in result.stdout
        assert "refused, before_notice: 0 -> 1" in result.stdout
        assert "hidden otherwise: 1 EMAIL_ADDRESS by remove instead of replace" in result.stdout


def test_a_policy_with_problems_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("policy: veil-policy/1\n", encoding="utf-8")
    result = CliRunner().invoke(veil, ["policy", "diff", str(SHIPPED), str(path)])
    assert result.exit_code == 2
    assert "is missing" in result.stderr
