"""The manifest: canonical, strict, adds up, and names content apart from runs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CheckFailed
from pipeline.release.dropped_fields import OTHER_KEYS, printable
from pipeline.release.manifest import DataFile, Manifest, content_digest, from_json, to_json, with_documents
from tests.release.release_samples import AS_OF, START, manifest, policy, run_counts, write_data

SHA = "ef" * 32


def entry(path: str = "data/turns/month=2026-05/part-0-end.parquet", rows: int = 4) -> DataFile:
    return DataFile.at(path, rows=rows, size=100, sha256=SHA)


def entries(rows: int = 2) -> list[DataFile]:
    return [entry(rows=2 * rows), entry("data/conversations/month=2026-05/part-0-end.parquet", rows)]


@pytest.fixture
def sample() -> Manifest:
    return manifest(policy(), entries())


def edited(sample: Manifest, **changes: object) -> bytes:
    content = orjson.loads(to_json(sample))
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps({**content, **changes}, option=options)


def test_when_written_and_read_then_it_is_the_same(sample: Manifest) -> None:
    assert from_json(to_json(sample)) == sample
    assert to_json(from_json(to_json(sample))) == to_json(sample)


def test_it_says_policy_label_expiry_and_sorted_files(sample: Manifest) -> None:
    assert (sample.policy.id, sample.label, sample.expires) == (
        "support-research",
        "personal_pseudonymised",
        date(2027, 6, 30),
    )
    assert [file.table for file in sample.files] == ["conversations", "turns"]
    assert sample.files[1].partition == "month=2026-05"


def test_when_run_time_and_versions_differ_then_the_content_digest_is_the_same(sample: Manifest) -> None:
    other = manifest(
        policy(), entries()[::-1], run="f" * 16, created_at=datetime(2027, 1, 1, tzinfo=UTC), key_id="1" * 8
    )
    assert other.content_digest == sample.content_digest == content_digest(sample)
    assert to_json(other) != to_json(sample)


CONTENT_CHANGES = [
    (policy(), [entry(rows=4), entry("data/conversations/month=2026-06/part-0-end.parquet", 2)], "another path"),
    (policy(dataset_id="other"), entries(), "another dataset"),
    (policy(label="personal_redacted"), entries(), "another label"),
    (policy(), entries(3), "other rows"),
]


@pytest.mark.parametrize(("rules", "files", "reason"), CONTENT_CHANGES)
def test_when_content_differs_then_so_does_the_digest(
    sample: Manifest, rules: object, files: list[DataFile], reason: str
) -> None:
    assert manifest(rules, files).content_digest != sample.content_digest  # type: ignore[arg-type]


def test_when_papers_are_added_then_the_content_digest_stays(sample: Manifest) -> None:
    final = with_documents(sample, {"views.sql": b"SELECT 1", "documents/ropa.json": b"{}"})
    assert [document.path for document in final.documents] == ["documents/ropa.json", "views.sql"]
    assert content_digest(final) == sample.content_digest
    assert from_json(to_json(final)) == final


BAD_COUNTS: list[tuple[dict[str, object], str]] = [
    ({"read": 1}, "records read"),
    ({"duplicates": 7}, "records read"),
    ({"turns": 5}, "rows of the files"),
    ({"refused": (("Anna Schmidt", 1208),)}, "refused is missing or not what it must be"),
]


@pytest.mark.parametrize(("changes", "message"), BAD_COUNTS)
def test_when_the_counts_do_not_add_up_then_there_is_no_manifest(changes: dict[str, object], message: str) -> None:
    with pytest.raises(CheckFailed, match=message) as caught:
        manifest(policy(), entries(), counts=run_counts(2, **changes))
    assert "Anna" not in str(caught.value)


BAD_EDITS: list[tuple[dict[str, object], str]] = [
    ({"extra": 1}, "an unknown key"),
    ({"format": "veil-manifest/2"}, "another format"),
    ({"run": "Anna Schmidt"}, "a run that is none"),
    ({"expires": "2027-13-01"}, "no date"),
    ({"files": []}, "no files"),
    ({"key_id": 12345678}, "a number for text"),
    ({"label_sentence": ""}, "no sentence"),
]


@pytest.mark.parametrize(("changes", "reason"), BAD_EDITS)
def test_when_it_is_edited_then_it_is_no_manifest(sample: Manifest, changes: dict[str, object], reason: str) -> None:
    with pytest.raises(CheckFailed) as caught:
        from_json(edited(sample, **changes))
    assert "Anna" not in str(caught.value)


NOT_CANONICAL = [
    (lambda content: content.replace(b"\n", b""), "other spacing"),
    (lambda content: content + b"\n", "a line feed more"),
    (lambda content: content.replace(b'"purpose"', b'"purpose": "product-research",\n  "purpose"'), "a key twice"),
    (lambda content: content[:-2], "cut off"),
    (lambda _: b"", "empty"),
    (lambda content: b"\xff" + content, "not UTF-8"),
]


@pytest.mark.parametrize(("edit", "reason"), NOT_CANONICAL)
def test_when_it_is_not_canonical_then_it_is_no_manifest(sample: Manifest, edit: object, reason: str) -> None:
    with pytest.raises(CheckFailed, match=r"manifest\.json"):
        from_json(edit(to_json(sample)))  # type: ignore[operator]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_other_bytes_are_no_manifest(content: bytes) -> None:
    with pytest.raises(CheckFailed):
        from_json(content)


BAD_PATHS = [
    ("data/turns/../turns/part-0.parquet", "leaves its folder"),
    ("/data/turns/part-0.parquet", "absolute"),
    ("data/people/part-0.parquet", "no such table"),
    ("data/turns/month=it's/part-0.parquet", "a quote ends the SQL text"),
    ("data/turns/month=2026-05/anna.parquet", "no part"),
    ("data/turns/month=2026-05/x=1/part-0.parquet", "two partitions"),
    ("turns", "no path"),
]


@pytest.mark.parametrize(("path", "reason"), BAD_PATHS)
def test_when_a_path_is_odd_then_it_is_refused(path: str, reason: str) -> None:
    with pytest.raises(CheckFailed):
        entry(path)


DROPPED = [
    ("metadata.crm_note", 10, True, "a field that ten records share"),
    ("turns[].html", 900, True, "a field of a turn"),
    ("metadata.plan2", 900, True, "a digit in a field's name"),
    ("metadata.crm_note", 9, False, "few records: it may be a value"),
    ("metadata.anna@example.org", 900, False, "an address as a key"),
    ("metadata.Anna Schmidt", 900, False, "a name as a key"),
    ("metadata.88371", 900, False, "a number as a key"),
    ("metadata.c88371", 900, False, "an id as a key"),
    ("metadata." + "x" * 60, 900, False, "longer than any field's name"),
]


@pytest.mark.parametrize(("path", "count", "named", "reason"), DROPPED)
def test_a_dropped_key_is_named_only_if_it_cannot_be_a_value(path: str, count: int, named: bool, reason: str) -> None:
    assert printable({path: count}) == {path if named else OTHER_KEYS: count}


@given(st.dictionaries(st.text(max_size=12), st.integers(1, 40)))
def test_no_dropped_key_is_lost(dropped: dict[str, int]) -> None:
    assert sum(printable(dropped).values()) == sum(dropped.values())


def test_when_the_same_data_are_written_twice_then_the_content_digest_is_the_same(tmp_path: Path) -> None:
    first = manifest(policy(), write_data(tmp_path / "a", policy(), [START, None]))
    second = manifest(policy(), write_data(tmp_path / "b", policy(), [START, None]))
    assert first.content_digest == second.content_digest
    assert first.as_of == AS_OF
