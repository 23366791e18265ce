"""`veil verify` as its users see it: text, Markdown, JSON, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from pipeline.cli.verify import verify
from pipeline.errors import ExitCode
from tests.release.release_samples import write_release
from tests.release.verify_samples import PART, RUN, edit_manifest

IN_TIME = ("--as-of", "2026-07-01")
LEAKED = {"key_id": "00c0ffee", "since": "2026-05-01", "reason": "stolen_laptop", "signed_off_by": "J. Doe, DPO"}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "releases" / RUN
    folder.mkdir(parents=True)
    write_release(folder)
    return folder


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(verify, [str(argument) for argument in arguments], standalone_mode=True)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_it_says_what_it_checked_and_exits_0(release: Path) -> None:
    result = run(release, *IN_TIME, "--purpose", "product-research")
    assert result.exit_code == ExitCode.DONE
    assert "4 conversations, 8 turns, 6 data files" in result.output
    assert "for product-research, label personal_pseudonymised, not to be used after 2027-06-30" in result.output
    assert result.output.splitlines()[-1] == "OK"


def test_it_names_problems_with_what_to_do_and_exits_3(release: Path) -> None:
    (release / PART).write_bytes(b"")
    result = run(release, "--as-of", "2028-01-01", "--purpose", "marketing")
    assert result.exit_code == ExitCode.CHECK_FAILED
    lines = result.output.splitlines()
    at = lines.index("PROBLEM  expired: not to be used after 2027-06-30")
    assert lines[at + 1].strip().startswith("Delete this copy")
    assert "PROBLEM  it was made for product-research and may be used for nothing else" in lines
    assert lines[-1] == "3 problems: do not use this dataset"


def test_when_many_files_have_one_problem_then_twenty_are_named_and_the_advice_once(release: Path) -> None:
    for number in range(23):
        (release / f"orphan-{number:02d}.txt").write_bytes(b"")
    lines = run(release, *IN_TIME).output.splitlines()
    assert sum(line.startswith("PROBLEM  orphan-") for line in lines) == 20
    assert "PROBLEM  and 3 more of this kind" in lines
    assert sum(line.strip().startswith("Move it out of the folder") for line in lines) == 1
    assert lines[-1] == "23 problems: do not use this dataset"


def test_a_warning_changes_no_exit_code(release: Path) -> None:
    (release.parents[1] / "latest.json").write_text(json.dumps({"release": "releases/feedfacefeedface"}))
    result = run(release, *IN_TIME)
    assert result.exit_code == ExitCode.DONE
    assert "WARNING  latest.json names another release: releases/feedfacefeedface" in result.output
    assert result.output.splitlines()[-1] == "OK"


def test_it_prints_json_for_machines(release: Path) -> None:
    content = json.loads(run(release, *IN_TIME, "--json").output)
    assert (content["ok"], content["problems"], content["warnings"]) == (True, [], [])
    assert content["summary"]["expires"] == "2027-06-30"
    assert {"manifest", "words", "key"} <= set(content["checks"])
    edit_manifest(release, lambda manifest: manifest.update(checks=[]))
    result = run(release, *IN_TIME, "--json")
    (problem,) = json.loads(result.output)["problems"]
    assert (problem["code"], problem["what"]) == ("checks_missing", "no release check is recorded")
    assert problem["do"]
    assert result.exit_code == ExitCode.CHECK_FAILED


def test_it_writes_markdown_and_still_tells_the_terminal(release: Path, tmp_path: Path) -> None:
    (release / PART).write_bytes(b"")
    result = run(release, *IN_TIME, "--markdown", tmp_path / "check.md")
    assert result.exit_code == ExitCode.CHECK_FAILED
    assert "PROBLEM" in result.output
    page = (tmp_path / "check.md").read_text()
    assert page.startswith("# Check of support-2026\n\n**1 problem: do not use this dataset**\n")
    assert "| Every file is the one listed, and no other file is there | **failed** (1) |" in page
    assert "| The dataset may still be used | passed |" in page
    assert "| The dataset was made for the reader's purpose | not asked |" in page
    assert f"| `file_size` | {PART}: 0 bytes, the manifest says " in page


def test_it_prints_markdown_alone_where_asked(release: Path) -> None:
    result = run(release, *IN_TIME, "--markdown", "-")
    assert result.output.startswith("# Check of support-2026\n")
    assert "PROBLEM" not in result.output
    assert run(release, "--markdown", "-", "--json").exit_code == ExitCode.REFUSED


def test_the_readers_own_list_of_keys_counts(release: Path, tmp_path: Path) -> None:
    listed = tmp_path / "known.json"
    listed.write_bytes(orjson.dumps({"format": "veil-compromised-keys/1", "keys": [LEAKED]}))
    result = run(release, *IN_TIME, "--compromised-keys", listed)
    assert result.exit_code == ExitCode.CHECK_FAILED
    assert "its key 00c0ffee may be known to others since 2026-05-01 (stolen_laptop)" in result.output
    assert "J. Doe" not in result.output
    listed.write_text("[]")
    assert run(release, *IN_TIME, "--compromised-keys", listed).exit_code == ExitCode.REFUSED
    assert run(release, *IN_TIME, "--compromised-keys", tmp_path / "gone").exit_code == ExitCode.REFUSED


def test_when_the_markdown_file_cannot_be_written_then_that_is_told(release: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(verify, [str(release), *IN_TIME, "--markdown", str(tmp_path)])
    assert result.exit_code != ExitCode.DONE


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_when_there_is_no_release_then_it_exits_2(tmp_path: Path, options: list[str]) -> None:
    result = run(tmp_path, *options)
    assert result.exit_code == ExitCode.REFUSED
    assert "no release" in result.output
    assert run(tmp_path / "gone").exit_code == ExitCode.REFUSED


def test_when_the_folder_is_gone_then_no_markdown_is_written(tmp_path: Path) -> None:
    assert run(tmp_path / "gone", "--markdown", tmp_path / "check.md").exit_code == ExitCode.REFUSED
    assert not (tmp_path / "check.md").exists()
