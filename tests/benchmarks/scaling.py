"""Wall time of the main job with one worker and with two, in turn; the median of three of each.

Run as `python -m tests.benchmarks.scaling [RECORDS]`. The last line is JSON.
"""

from __future__ import annotations

import json
import sys
from statistics import median

from tests.benchmarks.measured_run import corpus, measured

RUNS = 3


def main() -> None:
    """Measure one and two workers alternately, so that a drifting machine slows both."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000
    seconds: dict[int, list[float]] = {1: [], 2: []}
    with corpus(records) as (source, policy, size):
        for _ in range(RUNS):
            for workers, runs in seconds.items():
                runs.append(measured(source, policy, workers).seconds)
                print(f"{workers} workers: {runs[-1]:.1f} s", flush=True)
    medians = {workers: round(median(runs), 1) for workers, runs in seconds.items()}
    print(json.dumps({"bytes": size, "seconds": medians, "speed_up": round(medians[1] / medians[2], 2)}))


if __name__ == "__main__":
    main()
