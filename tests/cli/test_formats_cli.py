"""`veil formats` tells every format and what it was tried on, without loading the engine."""

from __future__ import annotations

import json
import subprocess
import sys

from click.testing import CliRunner

from pipeline.cli import veil
from pipeline.cli.formats import EVIDENCE
from pipeline.sources.catalog import formats
from pipeline.sources.format import Evidence


def test_every_format_stands_in_the_table_once() -> None:
    done = CliRunner().invoke(veil, ["formats"])
    head, *rows = done.output.splitlines()
    assert head.split() == ["format", "reads", "suffixes", "ids", "evidence"]
    assert [row.split()[0] for row in rows] == list(formats())
    assert all(row.endswith(tuple(EVIDENCE.values())) for row in rows)
    assert max(map(len, [head, *rows])) < 160


def test_the_same_comes_as_json() -> None:
    done = CliRunner().invoke(veil, ["formats", "--json"])
    entries = [json.loads(line) for line in done.output.splitlines()]
    assert [entry["name"] for entry in entries] == list(formats())
    text = next(entry for entry in entries if entry["name"] == "text")
    assert (text["identified"], text["evidence"], text["field_map"]) == (False, "own", False)


def test_every_kind_of_evidence_has_words() -> None:
    assert set(EVIDENCE) == set(Evidence)


def test_neither_beam_nor_the_model_is_loaded_for_it() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from pipeline.cli import veil; "
        "assert CliRunner().invoke(veil, ['formats']).exit_code == 0; "
        "print(sorted({'apache_beam', 'onnxruntime', 'spacy', 'presidio_analyzer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
