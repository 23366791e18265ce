"""Coverage-guided fuzzing of every reader in turn: `python -m tests.fuzz.readers [--seconds N] [FORMAT...]`.

An input that breaks a reader is kept as `out/fuzz/<format>/crash-...`: make it an example of the format.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

from pipeline.sources.catalog import formats

ROOT = Path(__file__).resolve().parents[2]
SLACK_S = 60


def fuzz(name: str, seconds: int, kept: Path) -> tuple[int, int]:
    """Fuzz one reader in a process of its own; return its exit code and how many inputs it was fed."""
    kept.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.one_reader", name, str(seconds)],
        cwd=kept, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, errors="replace",
        timeout=seconds + SLACK_S, check=False,
    )  # fmt: skip
    fed = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    if done.returncode:
        print(done.stderr[-2000:])
    return done.returncode, int(fed[1]) if fed else 0


def main() -> int:
    """Fuzz the named readers, or all; return 1 where one broke."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("names", nargs="*", metavar="FORMAT")
    given = asked.parse_args()
    broken = 0
    for name in given.names or formats():
        code, fed = fuzz(name, given.seconds, ROOT / "out" / "fuzz" / name)
        print(f"{name}: {fed} inputs, {'broken' if code else 'no fault'}", flush=True)
        broken += bool(code)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
