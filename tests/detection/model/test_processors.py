"""The same spans on processors without AVX-512, VNNI, AVX: each is emulated by `qemu-user` (on x86-64 Linux)."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.detection.model.classifier import TokenClassifier
from pipeline.synthesis.generator import generate

EMULATOR = shutil.which("qemu-x86_64")
PROGRAM = """
import json, sys
from pathlib import Path
from pipeline.detection.model.classifier import TokenClassifier
texts = json.loads(Path(sys.argv[1]).read_text())
found = TokenClassifier().find(texts)
print(json.dumps([[(span.start, span.end, span.entity_type) for span in spans] for spans in found]))
"""


def texts() -> list[str]:
    said = (turn["text"] for record in generate(120, seed=11) for turn in record["turns"])
    return list(dict.fromkeys(said))


@pytest.mark.slow
@pytest.mark.skipif(EMULATOR is None or platform.machine() != "x86_64", reason="no qemu-x86_64")
@pytest.mark.parametrize("processor", ["Haswell", "Nehalem"], ids=["AVX2 without VNNI", "SSE4 without AVX"])
def test_spans_do_not_depend_on_the_processor(processor: str, tmp_path: Path) -> None:
    said = texts()
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(said))
    command = [str(EMULATOR), "-cpu", processor, sys.executable, "-c", PROGRAM, str(file)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    here = [[[span.start, span.end, span.entity_type] for span in spans] for spans in TokenClassifier().find(said)]
    assert sum(map(len, here)) > 300
    assert json.loads(run.stdout) == here
