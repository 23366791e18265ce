"""Write a corpus: `python -m pipeline.synthesis COUNT OUT.jsonl[.gz|.zst] [--seed N] [--labels] [--distinct]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.synthesis.generator import generate
from pipeline.synthesis.profile import DEMO
from pipeline.synthesis.writing import write_jsonl


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline.synthesis", description="Write made-up conversations.")
    parser.add_argument("count", type=int, help="how many records")
    parser.add_argument("out", type=Path, help="the file to write: .jsonl, .jsonl.gz or .jsonl.zst")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same bytes (default 1)")
    parser.add_argument("--labels", action="store_true", help="add the places of personal data to each turn")
    parser.add_argument("--distinct", action="store_true", help="let most of the text occur once only")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the corpus and return the exit code."""
    options = _parser().parse_args(arguments)
    profile = replace(DEMO, labels=options.labels, distinct=options.distinct)
    size = write_jsonl(generate(options.count, options.seed, profile=profile), options.out)
    sys.stdout.write(f"{options.count} conversations, {size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
