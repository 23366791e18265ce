"""`veil verify`: a whole release passes; whatever was changed, added, lost, mislabeled or outlived is found."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipeline.cli.verify import verify as verify_command
from pipeline.errors import ExitCode, Refused
from pipeline.release.manifest import MANIFEST_NAME, digest_of, from_json
from pipeline.release.verify import find_release, verify
from tests.release.release_samples import AS_OF, write_release

PART = "data/turns/month=2026-05/part-0-end.parquet"
PLANTED = "Zebulon Quill"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "releases" / "0123456789abcdef"
    folder.mkdir(parents=True)
    write_release(folder)
    return folder


def edit_manifest(release: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change the manifest and write it as Veil would."""
    content = orjson.loads((release / MANIFEST_NAME).read_bytes())
    change(content)
    options = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    (release / MANIFEST_NAME).write_bytes(orjson.dumps(content, option=options))


def replace_file(release: Path, path: str, content: bytes) -> None:
    """Replace a file and its entry, so that only what it holds can give it away."""
    (release / path).write_bytes(content)

    def change(manifest: dict[str, object]) -> None:
        for entry in [*manifest["files"], *manifest["documents"]]:  # type: ignore[misc]
            if entry["path"] == path:
                entry.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())

    edit_manifest(release, change)
    manifest = from_json((release / MANIFEST_NAME).read_bytes())
    digest = digest_of(manifest.dataset_id, manifest.policy.model_dump(), manifest.label, manifest.files)
    edit_manifest(release, lambda content: content.update(content_digest=digest))


def rewritten(release: Path, change: Callable[[pa.Table], pa.Table], **options: object) -> bytes:
    """Return a part as another writer would write it."""
    sink = io.BytesIO()
    settings = {"compression": "zstd", "write_statistics": False, "use_dictionary": False, **options}
    pq.write_table(change(pq.ParquetFile(release / PART).read()), sink, **settings)
    return sink.getvalue()


def test_when_a_release_is_whole_then_it_passes(release: Path) -> None:
    result = verify(release, AS_OF)
    assert result.problems == ()
    assert result.summary is not None
    assert (result.summary.conversations, result.summary.turns, result.summary.files) == (4, 8, 6)


def flip_byte(release: Path) -> None:
    content = bytearray((release / PART).read_bytes())
    content[len(content) // 2] ^= 1
    (release / PART).write_bytes(content)


def link_elsewhere(release: Path) -> None:
    target = release.parent / "elsewhere.parquet"
    (release / PART).rename(target)
    Path(release / PART).symlink_to(target)


def change_statement(name: str, value: object) -> Callable[[Path], None]:
    return lambda release: edit_manifest(release, lambda content: content.update({name: value}))


def fail_check(release: Path) -> None:
    edit_manifest(release, lambda content: content["checks"][0].update(passed=False))  # type: ignore[index]


CHANGES: list[tuple[Callable[[Path], object], str]] = [
    (flip_byte, f"{PART}: its SHA-256 is not the manifest's"),
    (lambda release: (release / PART).unlink(), f"{PART}: missing or no ordinary file"),
    (lambda release: (release / PART).write_bytes(b""), f"{PART}: 0 bytes, the manifest says"),
    (link_elsewhere, f"{PART}: missing or no ordinary file"),
    (lambda release: (release / "data/turns/orphan.parquet").write_bytes(b""), "data/turns/orphan.parquet: not in"),
    (lambda release: (release / "data/turns/.part.crc").write_bytes(b""), "data/turns/.part.crc: not in"),
    (lambda release: (release / f"{PLANTED}.csv").write_bytes(b""), "a file with an unusual name: not in"),
    (lambda release: (release / "report.html").write_text("<p>anonymous"), "report.html: "),
    (change_statement("label", "anonymity_assessed"), "the label is none that Veil gives"),
    (change_statement("label_sentence", "Open data."), "the label's sentence is not the one"),
    (change_statement("label_sentence", "Fully anonymised."), "calls personal data by 1 words"),
    (change_statement("content_digest", "0" * 64), "content_digest is not that of the files"),
    (change_statement("purpose", "marketing"), "the footer's veil.purpose is not the manifest's"),
    (change_statement("expires", "2030-01-01"), "the footer's veil.expires is not the manifest's"),
    (change_statement("checks", []), "no release check is recorded"),
    (fail_check, "1 release checks failed"),
]


@pytest.mark.parametrize(("change", "problem"), CHANGES)
def test_when_a_release_was_changed_then_it_is_found(
    release: Path, change: Callable[[Path], object], problem: str
) -> None:
    change(release)
    problems = verify(release, AS_OF).problems
    assert any(problem in found for found in problems), problems
    assert PLANTED not in "".join(problems)


REWRITES: list[tuple[Callable[[pa.Table], pa.Table], dict[str, object], str]] = [
    (lambda table: table, {"write_statistics": True}, "statistics or a dictionary that their field metadata"),
    (lambda table: table, {"use_dictionary": True}, "statistics or a dictionary that their field metadata"),
    (lambda table: table.replace_schema_metadata({}), {}, "the footer's veil.label is not the manifest's"),
    (
        lambda table: table.replace_schema_metadata({**table.schema.metadata, "source": PLANTED}),
        {},
        "the footer holds entries that Veil does not write",
    ),
    (lambda table: table.slice(1), {}, "3 rows, the manifest says 4"),
    (lambda table: table.drop_columns(["redactions"]), {}, "no column redactions"),
    (lambda table: table.append_column("note", [[PLANTED] * 4]), {}, "1 columns do not say operator"),
    (lambda table: table.drop_columns(["role"]), {}, "its columns are not those of the table's first file"),
]


@pytest.mark.parametrize(("change", "options", "problem"), REWRITES)
def test_when_a_part_was_rewritten_with_its_digest_then_it_is_found(
    release: Path, change: Callable[[pa.Table], pa.Table], options: dict[str, object], problem: str
) -> None:
    replace_file(release, PART, rewritten(release, change, **options))
    problems = verify(release, AS_OF).problems
    assert any(problem in found for found in problems), problems
    assert PLANTED not in "".join(problems)


def test_when_a_part_is_no_parquet_then_the_problem_holds_none_of_it(release: Path) -> None:
    replace_file(release, PART, PLANTED.encode() * 10)
    assert verify(release, AS_OF).problems == (f"{PART}: not readable as Parquet (ArrowInvalid)",)


def test_when_the_views_read_another_file_then_it_is_found(release: Path) -> None:
    sql = (release / "views.sql").read_text("utf-8").replace("month=2026-06", "month=2026-07")
    replace_file(release, "views.sql", sql.encode())
    assert verify(release, AS_OF).problems == ("views.sql reads other files than the manifest lists",)


EXPIRY = [(date(2027, 6, 30), True), (date(2027, 7, 1), False)]


@pytest.mark.parametrize(("as_of", "ok"), EXPIRY)
def test_a_release_may_be_used_up_to_the_day_of_expiry(release: Path, as_of: date, ok: bool) -> None:
    assert verify(release, as_of).ok is ok


def test_when_the_manifest_is_gone_or_no_manifest_then_that_is_the_problem(release: Path) -> None:
    (release / MANIFEST_NAME).write_text(json.dumps({"run": PLANTED}))
    result = verify(release, AS_OF)
    assert (len(result.problems), result.summary) == (1, None)
    assert PLANTED not in result.problems[0]
    (release / MANIFEST_NAME).unlink()
    assert verify(release, AS_OF).problems == ("manifest.json is missing or no ordinary file",)


def test_a_release_is_found_through_latest(release: Path) -> None:
    out = release.parent.parent
    (out / "latest.json").write_text(json.dumps({"release": "releases/0123456789abcdef"}))
    assert find_release(out) == release
    assert find_release(release) == release


NO_LATEST = [
    ("{}", "names nothing"),
    ('{"release": "../elsewhere"}', "leaves the folder"),
    ('{"release": "releases/gone"}', "names a folder that is not there"),
    ("Zebulon Quill", "no JSON"),
    ("[]", "no object"),
]


@pytest.mark.parametrize(("content", "reason"), NO_LATEST)
def test_when_latest_names_no_release_then_it_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "latest.json").write_text(content)
    with pytest.raises(Refused) as caught:
        find_release(tmp_path)
    assert PLANTED not in str(caught.value)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(verify_command, list(arguments))


def test_the_command_says_what_it_checked_and_exits_0(release: Path) -> None:
    result = run(str(release), "--as-of", "2026-07-01")
    assert result.exit_code == ExitCode.DONE
    assert "4 conversations, 8 turns, 6 data files" in result.output
    assert result.output.splitlines()[-1] == "OK"


def test_the_command_names_problems_and_exits_3(release: Path) -> None:
    flip_byte(release)
    result = run(str(release), "--as-of", "2028-01-01")
    assert result.exit_code == ExitCode.CHECK_FAILED
    assert "PROBLEM  expired: not to be used after 2027-06-30" in result.output
    assert result.output.splitlines()[-1] == "2 problems: do not use this dataset"


def test_the_command_prints_json_for_machines(release: Path) -> None:
    content = json.loads(run(str(release), "--as-of", "2026-07-01", "--json").output)
    assert (content["ok"], content["problems"]) == (True, [])
    assert content["summary"]["expires"] == "2027-06-30"


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_when_there_is_no_release_then_the_command_exits_2(tmp_path: Path, options: list[str]) -> None:
    result = run(str(tmp_path), *options)
    assert result.exit_code == ExitCode.REFUSED
    assert "no release" in result.output
    assert run(str(tmp_path / "gone")).exit_code == ExitCode.REFUSED
