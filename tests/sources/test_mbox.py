"""mbox: what is a mail, which mails are a thread, and which quotes go because they stand in an earlier turn."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.catalog import named
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.format import ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.reading import parse_stream

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

ANA, DESK = "Ana Duarte <ana@example.com>", "Chloe Becker <support@example.net>"


def stored(
    number: int, body: str, *, hour: int, answers: str = "", sender: str = ANA, to: str = DESK, re: str = ""
) -> str:
    return (
        f"From x@example.com Mon May  4 09:12:00 2026\nFrom: {sender}\nTo: {to}\nSubject: {re}Refund\n"
        f"Date: Mon, 4 May 2026 {hour:02}:00:00 +0000\nMessage-ID: <{number}@example.com>\n"
        f"{f'In-Reply-To: {answers}' if answers else 'X-None: 1'}\n\n{body}\n\n"
    )


FIRST = stored(1, "Where is my refund?\nI wait for it.", hour=9)
ON = "On Mon, 4 May 2026 at 09:00, Ana Duarte <ana@example.com> wrote:"


def texts(read: Conversation) -> list[str]:
    return [turn.text for turn in read.turns]


def test_a_thread_is_ordered_by_date_and_speaks_in_turns(one: One) -> None:
    late = stored(3, "Thank you.", hour=11, answers="<2@example.com>", re="Re: ")
    answer = stored(2, "It is on its way.", hour=10, answers="<1@example.com>", sender=DESK, to=ANA, re="AW: ")
    read = one("mbox", (late + answer + FIRST).encode())
    assert texts(read) == ["Refund", "Where is my refund?\nI wait for it.", "It is on its way.", "Thank you."]
    assert [read.role_of(turn) for turn in read.turns[1:]] == [Role.CUSTOMER, Role.AGENT, Role.CUSTOMER]


GOES = [
    (f"Yes.\n\n{ON}\n> Where is my refund?\n> I wait for it.", "Yes.", "as it was"),
    (f"Yes.\n\n{ON}\n> Where is my\n> refund? I wait\n> for it.", "Yes.", "broken anew"),
    (f"{ON}\n> Where is my refund?\nYes.", "Yes.", "a part of it, above the answer"),
    (f"Yes.\n\n{ON}\n\n   Where is my refund?\n   I wait for it.", "Yes.", "indented"),
    (
        "Yes.\n\nFrom: Ana Duarte\nSent: Monday\nTo: x\nSubject: y\n\nWhere is my refund?\nI wait for it.",
        "Yes.",
        "Outlook",
    ),
]
STAYS = [
    (f"Yes.\n\n{ON}\n> Where is my money?", "other words"),
    (f"Yes.\n\n{ON}\n> Where is my refund?\n> I wait for it. Bo", "one word more"),
    ("Yes. Where is my refund?", "the same words, not quoted"),
    (f"Yes.\n\n{ON}\n\nWhere is my refund?\nI wait for it.\n\nBut this is new.", "own words below an unmarked quote"),
]


@pytest.mark.parametrize(("body", "text", "why"), GOES, ids=[why for *_, why in GOES])
def test_a_quote_that_stands_in_an_earlier_turn_goes_with_its_header(one: One, body: str, text: str, why: str) -> None:
    answer = stored(2, body, hour=10, answers="<1@example.com>", sender=DESK, to=ANA)
    read = one("mbox", (FIRST + answer).encode())
    assert texts(read)[2] == text
    assert dict(read.dropped)["quoted"] == 1


@pytest.mark.parametrize(("body", "why"), STAYS, ids=[why for _, why in STAYS])
def test_any_other_quote_stays(one: One, body: str, why: str) -> None:
    answer = stored(2, body, hour=10, answers="<1@example.com>", sender=DESK, to=ANA)
    assert texts(one("mbox", (FIRST + answer).encode()))[2] == body


def test_of_nested_quotes_only_what_stands_elsewhere_goes(one: One) -> None:
    body = f"Thanks.\n\n> On Monday, Bo Lund <bo@example.org> wrote:\n>> new words\n\n{ON}\n> Where is my refund?"
    read = one("mbox", (FIRST + stored(2, body, hour=10, answers="<1@example.com>")).encode())
    assert texts(read)[2] == "Thanks.\n\n> On Monday, Bo Lund <bo@example.org> wrote:\n>> new words"


def test_no_text_is_lost_when_mails_quote_each_other(one: One) -> None:
    one_way = stored(1, "> alpha beta", hour=9, answers="<2@example.com>")
    other = stored(2, "> alpha beta", hour=10, answers="<1@example.com>")
    assert texts(one("mbox", (one_way + other).encode()))[1:] == ["> alpha beta", ""]


def test_mails_without_common_ids_are_conversations_of_their_own(read: Read) -> None:
    found = read(
        "mbox", (FIRST + stored(2, "x", hour=10) + stored(3, "y", hour=11, answers="<1@example.com>")).encode()
    )
    assert [(p.conversation.id, len(p.conversation.turns)) for p in found if isinstance(p, Record)] == [
        ("example#1", 2),
        ("example#0", 3),
    ]


def test_another_subject_stands_above_its_mail(one: One) -> None:
    answer = stored(2, "x", hour=10, answers="<1@example.com>").replace("Subject: Refund", "Subject: Re: Invoice")
    assert texts(one("mbox", (FIRST + answer).encode())) == [
        "Refund",
        "Where is my refund?\nI wait for it.",
        "Re: Invoice\n\nx",
    ]


@pytest.mark.parametrize("line", ["From here on it is fine at 10:30", ">From here"])
def test_prose_that_begins_with_from_parts_nothing(read: Read, line: str) -> None:
    text = FIRST.replace("I wait for it.", line)
    (found,) = read("mbox", text.encode())
    assert isinstance(found, Record)
    assert line.removeprefix(">") in found.conversation.turns[1].text


def test_a_bad_mail_rejects_its_thread_alone(read: Read) -> None:
    huge = stored(2, "x" * 2000, hour=10, answers="<1@example.com>")
    options = SourceOptions(limits=Limits(conversation_bytes=1500))
    found = read("mbox", (FIRST + huge + stored(9, "fine", hour=9)).encode(), options)
    assert found[0] == Reject("3:0", "sources", RejectReason.TOO_LARGE)
    assert [parsed.conversation.id for parsed in found if isinstance(parsed, Record)] == ["example#2"]


def test_where_a_file_breaks_off_what_stood_before_is_read() -> None:
    data = gzip.compress((FIRST + stored(2, "x" * 50_000, hour=10)).encode(), 0)[:-20_000]
    stream = decompressed(io.BytesIO(data), Compression.GZIP)
    record, reject = parse_stream(stream, named("mbox"), ParseContext(relative_path="x"))
    assert isinstance(record, Record)
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.TRUNCATED
