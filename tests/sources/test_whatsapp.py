"""WhatsApp: the forms of its lines, whose they are, what its dates mean, and that no file name stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.chat_exports import Message, is_export, message
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import Parsed, Record, SourceOptions
from tests.support.steps import assert_linear_on_text

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

UTC_ZONE = SourceOptions(zone=ZoneInfo("UTC"))

LINES = [
    ("15.04.2026, 15:04 - Ana: hi", "Android"),
    ("4/15/26, 3:04 PM - Ana: hi", "Android in the United States"),
    ("15/04/2026, 3:04 p. m. - Ana: hi", "Spanish halves of the day"),
    ("[15/04/2026, 15:04:05] Ana: hi", "iPhone"),
    ("\u200e[15/04/2026, 3:04:05\u202fPM] ~\u202fAna: hi", "iPhone, invisible signs, no contact"),
    ("[15.04.26, 15:04:05] Ana: hi", "iPhone in German"),
    ("2026-04-15, 15:04 - Ana: hi", "the year first"),
    ("15-04-2026 15:04 - Ana: hi", "no comma"),
    ("2026. 4. 15. 15:04 - Ana: hi", "spaces in the date"),
]


@pytest.mark.parametrize(("line", "why"), LINES, ids=[why for _, why in LINES])
def test_a_line_begins_a_message(one: One, line: str, why: str) -> None:
    read = one("whatsapp", f"{line}\nand on\n".encode(), UTC_ZONE)
    assert [(turn.text, turn.at and (turn.at.month, turn.at.day, turn.at.hour)) for turn in read.turns] == [
        ("hi\nand on", (4, 15, 15))
    ]
    assert ([party.name for party in read.participants], read.channel) == (["Ana"], Channel.CHAT)
    assert is_export(line)


NO_LINES = [
    ("[00:00:12] Ana: hi", "an offset"),
    ("[2026-05-04 09:12:05] Ana: hi", "an ISO stamp of a plain transcript"),
    ("15.04.2026 - Ana: hi", "no time"),
    ("at 15.04.2026, 15:04 - Ana: hi", "words before it"),
]


@pytest.mark.parametrize(("line", "why"), NO_LINES, ids=[why for _, why in NO_LINES])
def test_any_other_line_is_no_export(line: str, why: str) -> None:
    assert not is_export(line)


ORDERS = [
    (["03/04/2026", "13/04/2026"], (4, 3), "a day above 12 comes first"),
    (["03/04/2026", "03/14/2026"], (3, 4), "it comes second"),
    (["2026/03/04", "2026/03/05"], (3, 4), "the year comes first"),
    (["03/04/2026", "05/06/2026"], None, "nothing decides"),
    (["13/04/2026", "04/13/2026"], None, "they contradict each other"),
    (["31/02/2026", "01/02/2026"], None, "no such day"),
]


@pytest.mark.parametrize(("dates", "month_day", "why"), ORDERS, ids=[why for *_, why in ORDERS])
def test_the_whole_file_decides_the_order_of_dates(
    one: One, dates: list[str], month_day: tuple[int, int] | None, why: str
) -> None:
    first = one("whatsapp", "".join(f"{date}, 10:00 - Ana: hi\n" for date in dates).encode(), UTC_ZONE)
    assert (first.turns[0].at and (first.turns[0].at.month, first.turns[0].at.day)) == month_day
    assert ("turns[].at" in dict(first.dropped)) == (month_day is None)


def test_a_field_map_decides_what_dates_and_names_mean(one: One, read: Read) -> None:
    declared = load_field_map(
        'zone: Europe/Berlin\ntime_format: "%m/%d/%Y, %H:%M"\nvalues: {role: {agent: [Chloe], customer: [Ana]}}'
    )
    chat = b"03/04/2026, 10:00 - Chloe: hello\n03/04/2026, 10:01 - Ana: hi\n"
    found = one("whatsapp", chat, SourceOptions(field_map=declared))
    assert [(found.role_of(turn), turn.at) for turn in found.turns] == [
        (Role.AGENT, datetime(2026, 3, 4, 9, 0, tzinfo=UTC)),
        (Role.CUSTOMER, datetime(2026, 3, 4, 9, 1, tzinfo=UTC)),
    ]
    rejected = read("whatsapp", chat.replace(b"2026,", b"26,"), SourceOptions(field_map=declared))
    assert rejected == [Reject("3:0", "sources", RejectReason.BAD_TIME)]


def test_without_a_zone_times_are_dropped_and_counted(one: One) -> None:
    found = one("whatsapp", b"15.04.2026, 15:04 - Ana: hi\n")
    assert ([turn.at for turn in found.turns], found.dropped) == ([None], (("turns[].at", 1),))


ATTACHED = [
    ("<Media omitted>", "", "Android"),
    ("<Medien ausgeschlossen>", "", "German"),
    ("\u200eimage omitted", None, "iPhone"),
    ("\u200e<attached: 0001-zyxcanary.jpg>", "", "iPhone, with the file"),
    ("\u200eIMG-zyxcanary.jpg (file attached)", "", "Android, with the file"),
    ("zyxcanary.pdf (Datei angeh\u00e4ngt)", "", "German, with the file"),
    ("IMG-zyxcanary.jpg (archivo adjunto)\nthe slip", "the slip", "words below it"),
    ("\u200ezyxcanary added +49 30 901820", None, "the program"),
]


@pytest.mark.parametrize(("words", "left", "why"), ATTACHED, ids=[why for *_, why in ATTACHED])
def test_attachments_and_the_programs_words_do_not_stay(one: One, words: str, left: str | None, why: str) -> None:
    found = one("whatsapp", f"15.04.2026, 15:04 - Ana: {words}\n15.04.2026, 15:05 - Ana: bye\n".encode(), UTC_ZONE)
    assert [turn.text for turn in found.turns] == ([left] if left else []) + ["bye"]
    assert found.dropped == ((("system_lines" if left is None else "attachments"), 1),)
    assert "zyxcanary" not in repr(found.known_values) + str([turn.text for turn in found.turns])


TYPED = ["see a.jpg (it is nice 2)", "<3", "<tag>", "report.pdf", "I sent x.pdf (file attached) to you"]


@pytest.mark.parametrize("words", TYPED)
def test_what_somebody_typed_stays(one: One, words: str) -> None:
    assert one("whatsapp", f"15.04.2026, 15:04 - Ana: {words}\n".encode()).turns[0].text == words


def test_cards_and_mentions_are_known_names(one: One) -> None:
    chat = "15.04.2026, 15:04 - Ana: Bo Lund.vcf (file attached)\n15.04.2026, 15:05 - Ana: ask @\u2068Eva Roth\u2069\n"
    found = one("whatsapp", chat.encode())
    assert [(value.entity_type, value.value) for value in found.known_values] == [
        ("PERSON", "Bo Lund"),
        ("PERSON", "Eva Roth"),
    ]


def test_a_number_is_a_phone_and_a_groups_title_is_nobody(one: One) -> None:
    chat = "[15/04/2026, 15:04:05] Our group: \u200eMessages are encrypted.\n[15/04/2026, 15:04:06] +49 30 901820: hi\n"
    assert [(party.name, party.phone) for party in one("whatsapp", chat.encode()).participants] == [
        (None, "+49 30 901820")
    ]


BAD = [
    (b"hello\nthere\n", RejectReason.BAD_STRUCTURE, "another file"),
    (b"15.04.2026, 15:04 - Ana: zyxcanary \xff\n", RejectReason.NOT_UTF8, "no UTF-8"),
    (b"15.04.2026, 15:04 - Ana: a\0b\n", RejectReason.NUL_OR_SURROGATE, "NUL"),
]


@pytest.mark.parametrize(("data", "reason", "why"), BAD, ids=[why for *_, why in BAD])
def test_a_bad_file_is_one_reject(read: Read, data: bytes, reason: RejectReason, why: str) -> None:
    assert read("whatsapp", data) == [Reject("3:0", "sources", reason)]


PARTS = [
    "15.04.2026, 15:04",
    " - ",
    "Ana: ",
    "[",
    "]",
    "\n",
    "\u200e",
    "99.99.9999, 99:99",
    "<a: b.jpg>",
    "@\u2068",
    "x",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_line_is_a_message_or_none(line: str) -> None:
    assert isinstance(message(line), Message | None)


@pytest.mark.parametrize("part", ["1", "1.", " ", "\u200e", "~", "a", "<a: ", "a.jpg (", "@\u2068", "15.04.2026, "])
def test_odd_messages_cost_linear_time(read: Read, part: str) -> None:
    """Twice the message, about twice the steps, in Python and in regular expressions."""

    def parsed(said: str) -> None:
        (only,) = read("whatsapp", f"15.04.2026, 15:04 - Ana: {said}\n{said}\n".encode())
        assert isinstance(only, Record | Reject)

    assert_linear_on_text(parsed, lambda times: part * times, 200)
