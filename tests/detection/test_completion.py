"""Findings that hold a part of what is written in one piece."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.detection.completion import completed
from pipeline.detection.results import result
from pipeline.detection.scene import vocabulary
from tests.support.backtracking import is_unbounded, parsed
from tests.support.steps import Work, work_of

COMPLETED = [
    ("PERSON", "ask Mi-rae Ong", "rae", "Mi-rae", "a hyphen joins a name"),
    ("PERSON", "ask mi-rae", "rae", "mi-rae", "in lower case, too"),
    ("PERSON", "the Ana-support team", "Ana", "Ana", "a plain word behind a hyphen"),
    ("PERSON", "call-me Ana", "Ana", "Ana", "a space parts"),
    ("PERSON", "the café-bar in Rome", "café", "café", "no name in lower case among capitals goes on"),
    ("PERSON", "mw. S.J. de Ong belt", "Ong", "S.J. de Ong", "initials and a particle"),
    ("PERSON", "met van der ong hier", "ong", "van der ong", "particles of surnames alone"),
    ("PERSON", "een brief van Ong", "Ong", "Ong", "a preposition"),
    ("PERSON", "plan B. Ong said", "Ong", "Ong", "a letter that ends a sentence"),
    ("USERNAME", "as the_marla", "marla", "the_marla", "an underscore joins"),
    ("PERSON", "as oduya.k", "oduya", "oduya.k", "an initial behind a full stop"),
    ("PERSON", "thanks ana.please help", "ana", "ana", "a word behind a full stop"),
    ("ACCOUNT_ID", "it is C/762052 now", "762052", "C/762052", "a prefix in capitals"),
    ("ORDER_ID", "BR-44-12", "44", "BR-44-12", "on both sides"),
    ("ORDER_ID", "order 4471-and more", "4471", "4471", "a word in lower case"),
    ("PHONE_NUMBER", "Tel. +33 6 39 98 75 78", "6 39 98 75 78", "+33 6 39 98 75 78", "a country's code"),
    ("PHONE_NUMBER", "I have 33 600 123 123", "600 123 123", "600 123 123", "a number is no country's code"),
    ("PHONE_NUMBER", "600-123-or", "600-123", "600-123", "of other types nothing is known"),
]


@pytest.mark.parametrize(("kind", "text", "part", "whole", "reason"), COMPLETED, ids=[row[4] for row in COMPLETED])
def test_a_finding_takes_what_is_written_in_one_piece(kind: str, text: str, part: str, whole: str, reason: str) -> None:
    start = text.index(part)
    found = result(kind, start, start + len(part), 0.5, "x")
    after = completed(found, text, vocabulary("en"), cased=text != text.lower())
    assert text[after.start : after.end] == whole


class Unread(str):
    """A turn of which only short pieces may be taken: its methods, which read all of it, are refused."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        assert name.startswith("__"), f"{name} reads the whole turn"
        return super().__getattribute__(name)

    def __getitem__(self, piece: Any) -> str:
        taken = super().__getitem__(piece)
        assert len(taken) < 100
        return taken


def test_time_does_not_grow_with_the_turn() -> None:
    """A finding takes as many steps in a long turn as in a short one, and looks at nothing far away."""
    words, found = vocabulary("en"), result("PERSON", 100, 101, 0.5, "x")

    def work(times: int) -> Work:
        text = Unread("a-" * times)
        return work_of(lambda: completed(found, text, words, cased=False))

    work(100)
    long = work(10_000)
    assert long.steps == work(100).steps
    assert not any(is_unbounded(parsed(pattern)) for pattern, _ in long.patterns)
