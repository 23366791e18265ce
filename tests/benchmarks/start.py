"""Wall time of `veil --help`, a process of its own: the best of five, as a busy machine adds what is not the command's.

Run as `python -m tests.benchmarks.start`. The last line is JSON. It should be half a second at most.
"""

from __future__ import annotations

import json
import subprocess
import time

from tests.support.runs import VEIL

RUNS = 5


def main() -> None:
    """Run the command and print its time."""
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([VEIL, "--help"], capture_output=True, check=True)
        seconds.append(time.perf_counter() - began)
    print(json.dumps({"seconds": round(min(seconds), 2)}))


if __name__ == "__main__":
    main()
