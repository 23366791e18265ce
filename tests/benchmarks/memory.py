"""Peak memory of parent and worker over about 30 MB and about 300 MB of conversations that hardly repeat themselves.

Run as `python -m tests.benchmarks.memory [MEGABYTES...]`. The last line is JSON.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from pipeline.synthesis import DEMO
from tests.benchmarks.measured_run import corpus, measured

BYTES_A_RECORD = 3140  # of the distinct corpus, measured over 100,000 records


def main() -> None:
    """Measure each size in turn."""
    figures = {}
    for megabytes in [int(text) for text in sys.argv[1:]] or [30, 300]:
        with corpus(megabytes * 1_000_000 // BYTES_A_RECORD, replace(DEMO, distinct=True)) as (source, policy, size):
            run = measured(source, policy, workers=2)
        parent, worker = round(run.parent_mb), round(run.worker_mb)
        figures[megabytes] = {"bytes": size, "seconds": round(run.seconds), "parent_mb": parent, "worker_mb": worker}
        print(f"{megabytes} MB: {run.seconds:.0f} s, parent {parent} MB, worker {worker} MB", flush=True)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
