"""KB of text a second through `veil run` with one worker, with and without start-up.

Run as `python -m tests.benchmarks.whole_run`. A run over all conversations and one over few of them, in turn; the
median of three of each. Their difference is what the rest of the text takes, and the run over few is about what every
run costs.
Wall time, and processor time of all processes of a run, which other work on the machine changes less. The last line is
JSON. Veil's modules are compiled before, as pip does when it installs.
"""

from __future__ import annotations

import compileall
import json
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.labelled import Labelled, sets, text_bytes
from tests.benchmarks.measured_run import RELAXED
from tests.conftest import ROOT
from tests.support.runs import approved_policy, veil_run, write_records

RUNS = 3
FEW = 60
STARTED_AT = "2026-08-03T10:00:00Z"  # gates leave out what has no date


@dataclass(frozen=True)
class Seconds:
    """What one run took."""

    wall: float
    processor: float


def dated(name: str, conversation: Labelled) -> Labelled:
    """Return a labelled conversation as a source would have it: with a date, an id of its own, and without labels."""
    turns = [{key: value for key, value in turn.items() if key != "labels"} for turn in conversation["turns"]]
    started_at = conversation.get("started_at") or STARTED_AT
    return {**conversation, "id": f"{name}-{conversation['id']}", "started_at": started_at, "turns": turns}


def seconds_of(source: Path, policy: Path) -> Seconds:
    """Run once with one worker."""
    with TemporaryDirectory(prefix="veil-bench-") as out:
        processor, began = _processor(), time.perf_counter()
        veil_run([source], policy, Path(out) / "out", "--workers", "1")
        return Seconds(time.perf_counter() - began, _processor() - processor)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def speed(kilobytes: tuple[float, float], seconds: tuple[float, float]) -> dict[str, float]:
    """Return the figures of all and few conversations as KB/s and seconds."""
    return {
        "seconds": round(seconds[0], 1),
        "start_up_seconds": round(seconds[1], 1),
        "kb_s": round(kilobytes[0] / seconds[0], 1),
        "kb_s_without_start_up": round((kilobytes[0] - kilobytes[1]) / (seconds[0] - seconds[1]), 1),
    }


def main() -> None:
    """Measure and print."""
    records = [dated(name, conversation) for name, conversations in sets() for conversation in conversations]
    parts = (records, records[:FEW])
    kilobytes = (text_bytes(parts[0]) / 1000, text_bytes(parts[1]) / 1000)
    taken: tuple[list[Seconds], list[Seconds]] = ([], [])
    compileall.compile_dir(ROOT / "pipeline", quiet=2)
    with TemporaryDirectory(prefix="veil-bench-") as folder:
        policy = approved_policy(Path(folder) / "policy", RELAXED)
        sources = [write_records(Path(folder) / f"{len(part)}.jsonl", part) for part in parts]
        for _ in range(RUNS):
            for source, part, runs in zip(sources, parts, taken, strict=True):
                runs.append(seconds_of(source, policy))
                print(f"{len(part)} conversations: {runs[-1].wall:.1f} s ({runs[-1].processor:.1f} s of processor)")
    all_of, few = taken
    figures = {
        "conversations": len(records),
        "kb": round(kilobytes[0]),
        "wall": speed(kilobytes, (median(s.wall for s in all_of), median(s.wall for s in few))),
        "processor": speed(kilobytes, (median(s.processor for s in all_of), median(s.processor for s in few))),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
