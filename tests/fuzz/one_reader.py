"""Coverage-guided fuzzing of one reader: `python -m tests.fuzz.one_reader FORMAT SECONDS`.

The corpus is the format's own examples. What is held: no exception but a bad record's reject, no value in what is told,
no input that takes long. libFuzzer ends the process with another code than 0 where that fails, and writes the input to
the working folder.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline.sources"]):
    from pipeline.conversation.limits import Limits
    from pipeline.conversation.outcomes import Reject
    from pipeline.sources.catalog import named
    from pipeline.sources.format import Format, Head, ParseContext
    from pipeline.sources.reading import parse_stream

CANARY = b"zyx canary"
SMALL = Limits(turn_bytes=400, conversation_bytes=1500, turns=20)
LONGEST = 20_000
TIMEOUT_S = 20


def feed(plugin: Format, data: bytes) -> None:
    """Read bytes, the first of which says under which example's options and limits."""
    if not data:
        return
    choice, data = data[0], data[1:]
    example = plugin.examples[choice // 2 % len(plugin.examples)]
    options = replace(example.options, limits=SMALL) if choice % 2 else example.options
    assert 0.0 <= plugin.sniff(Head(data, "", complete=True)) <= 1.0
    for parsed in parse_stream(io.BytesIO(data), plugin, ParseContext.of(options, 0, CANARY.decode())):
        assert CANARY.decode() not in repr(parsed)
        assert not isinstance(parsed, Reject) or parsed.exception in {"", "UnreadableInput"}


def main() -> None:
    """Fuzz one reader for so many seconds."""
    plugin, seconds = named(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="veil-fuzz-") as folder:
        for number, example in enumerate(plugin.examples):
            for small in (0, 1):
                (Path(folder) / f"{number}-{small}").write_bytes(bytes([2 * number + small]) + example.data)
        words = Path(folder) / "words"
        words.write_text('"zyx canary"\n"{\\"a\\":"\n"[["\n"\\x00"\n"\\xff"\n"\\\\ud800"\n"<!--"\n"1e999"\n')
        options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={TIMEOUT_S}", f"-dict={words}"]
        options += ["-rss_limit_mb=4096", "-verbosity=0", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, folder], lambda data: feed(plugin, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
