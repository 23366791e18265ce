"""Long texts made to delay recognizers, and a run of all recognizers over them; as a module, in a process of its own.

`python -m tests.detection.hostile` writes the name of each recognizer before it begins and `done` at the end, so that
whoever stops it knows which one hung.
"""

# ruff: noqa: T201  # its output is what it is for

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline import registry
from pipeline.detection import recognizers
from pipeline.detection.recognizer import Clues, Recognizer

DONE: Final = "done"
_SIZE: Final = 50_000
_LANGUAGES: Final = ("en", "de", "es", "fr", "it", "nl", "pt")
_TEXTS: Final = {
    "digits": "1" * 100_000,
    "digit groups": "12 " * 33_000,
    "seven-digit numbers": " ".join(str(1_234_567 + 7_919 * i) for i in range(12_500)),
    "letters": "a" * 100_000,
    "one-letter words": "a " * 50_000,
    "dots": "a." * 50_000,
    "at signs": "a@" * 50_000,
    "colons": "a:" * 50_000,
    "labels without values": "order number is password: my name is date of birth phone card code zip " * 1_400,
    "slashes": "http://a/" * 11_000,
    "dashes and digits": "1-a-" * 25_000,
    "iban-like": "DE89 3704 " * 10_000,
    "street-like": "12 a b c d e f g " * 6_000,
    "spaces": " " * 100_000,
}


def texts(plugin: Recognizer) -> Iterator[str]:
    """Yield what is hostile to any recognizer, then the hits of this one, whole, begun and cut up, over and over."""
    yield from _TEXTS.values()
    hit = next(hit for example in plugin.examples for hit in example.hits)
    text = next(example.text for example in plugin.examples if example.hits)
    label = text.partition(hit)[0]
    for piece in (hit, f"{hit} ", hit[: len(hit) // 2], hit[:1], hit[-1], f"{hit[0]}.", f"{label}{hit[:-1]}", label):
        if piece:
            yield piece * (_SIZE // len(piece))
    yield label + hit[:-1] + hit[-2:-1] * _SIZE
    yield label + " " * _SIZE + hit


def main() -> None:
    """Run every recognizer over its hostile texts, to the end."""
    for name, plugin in registry.load(recognizers, Recognizer).items():
        print(name, flush=True)
        for text in texts(plugin):
            plugin.results(Clues.of(text, _LANGUAGES))
    print(DONE)


if __name__ == "__main__":
    main()
