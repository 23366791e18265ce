"""One e-mail: whose it is, which of its texts counts, what is a signature, and what never leaves its headers."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.catalog import named
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.reading import parse_stream
from tests.support.steps import assert_linear_on_text

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

HEADERS = (
    "From: Ana Duarte <ana@example.com>\nTo: support@example.net\nSubject: Refund\n"
    "Date: Mon, 4 May 2026 09:12:00 +0200\nMIME-Version: 1.0\n"
)


def mail(body: str, *headers: str) -> bytes:
    return (HEADERS + "".join(f"{header}\n" for header in headers) + "\n" + body).encode()


def body_of(read: Conversation) -> str:
    return read.turns[1].text


def known(read: Conversation) -> set[tuple[str, str]]:
    return {(value.entity_type, value.value) for value in read.known_values}


def test_a_mail_is_its_subject_and_one_turn(one: One) -> None:
    read = one("eml", mail("Where is it?\n"))
    assert [turn.text for turn in read.turns] == ["Refund", "Where is it?"]
    assert (read.channel, read.started_at) == (Channel.EMAIL, datetime(2026, 5, 4, 7, 12, tzinfo=UTC))
    assert [(party.role, party.name, party.email) for party in read.participants] == [
        (Role.CUSTOMER, "Ana Duarte", "ana@example.com"),
        (Role.AGENT, None, "support@example.net"),
    ]


ROLES = [
    ("", ["customer", "agent"], "without a map the writer is the customer"),
    ("agent: ['@example.net']", ["customer", "agent"], "a domain"),
    ("agent: [ana@example.com]", ["agent", "customer"], "an agent wrote: who gets it is the customer"),
    ("agent: [Ana Duarte]", ["agent", "customer"], "a name"),
    ("customer: ['@example.net']", ["third_party", "customer"], "a declared customer"),
]


@pytest.mark.parametrize(("labels", "roles", "why"), ROLES, ids=[why for *_, why in ROLES])
def test_roles_follow_the_addresses(one: One, labels: str, roles: list[str], why: str) -> None:
    options = SourceOptions(field_map=load_field_map(f"values: {{role: {{{labels}}}}}"))
    people = {party.email: party.role.value for party in one("eml", mail("hi"), options).participants}
    assert [people["ana@example.com"], people["support@example.net"]] == roles


def part(kind: str, body: str, *headers: str) -> str:
    return "".join(f"{header}\n" for header in (f"Content-Type: {kind}", *headers)) + f"\n{body}\n"


def multipart(kind: str, *parts: str, boundary: str = "b") -> str:
    inner = "".join(f"--{boundary}\n{text}" for text in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


BODIES = [
    (part("text/plain", "hi"), "hi", "plain"),
    (part("text/html", "<p>hi<br>you</p><script>x</script>"), "hi\nyou", "HTML"),
    (part("text/html", '<i style="display:none">no</i><b style="opacity:0">no</b><u hidden>no</u>hi'), "hi", "hidden"),
    (multipart("alternative", part("text/html", "<p>no</p>"), part("text/plain", "hi")), "hi", "the plain form"),
    (multipart("alternative", part("text/plain", " "), part("text/html", "hi")), "hi", "a plain form that is blank"),
    (multipart("mixed", part("text/plain", "hi"), part("image/png", "no")), "hi", "an image"),
    (
        multipart("mixed", part("text/plain", "hi"), part("text/plain", "no", "Content-Disposition: attachment")),
        "hi",
        "an attached text",
    ),
    (part("text/plain; charset=iso-8859-1", "gr=FC", "Content-Transfer-Encoding: quoted-printable"), "grü", "latin-1"),
    (part("text/plain; charset=punycode", "hi-"), "hi-", "no character set of mail"),
    (part("text/plain; charset=zlib", "hi"), "hi", "a codec that is none"),
    (part("text/plain; charset=utf-8", "gr=FC", "Content-Transfer-Encoding: quoted-printable"), "grü", "not UTF-8"),
    (part("text/plain", "aGkh", "Content-Transfer-Encoding: base64"), "hi!", "base64"),
    (part("text/plain", "a\0b"), "ab", "NUL"),
    (part("multipart/mixed", "hi"), "hi", "a boundary that is missing"),
    ('Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nhi', "hi", "no last boundary"),
    (part("nonsense", "hi"), "hi", "no type at all"),
]


@pytest.mark.parametrize(("body", "text", "why"), BODIES, ids=[why for *_, why in BODIES])
def test_one_form_of_the_text_is_read(one: One, body: str, text: str, why: str) -> None:
    assert body_of(one("eml", (HEADERS + body).encode())).strip() == text


def test_parts_that_cannot_be_told_apart_are_not_text(one: One) -> None:
    body = "Content-Type: multipart/mixed\n\n--b\nContent-Disposition: attachment; filename=zyxcanary\n\nhi\n--b--\n"
    read = one("eml", (HEADERS + body).encode())
    assert (body_of(read), read.dropped) == ("", (("attachments", 1),))


def test_an_enclosed_message_is_text_and_its_people_are_known(one: One) -> None:
    inner = "From: Bo Lund <bo@example.org>\nTo: c@example.org\nX-Secret: zyxcanary\nSubject: zyxcanary\n\ninner text\n"
    body = multipart("mixed", part("text/plain", "see below"), part("message/rfc822", inner))
    read = one("eml", (HEADERS + body).encode())
    assert body_of(read).split() == ["see", "below", "inner", "text"]
    assert {party.email for party in read.participants} >= {"bo@example.org", "c@example.org"}


SIGNED = [
    ("hi\n-- \nAna Duarte\nAcme", "hi", "two dashes"),
    ("hi\n\nKind regards,\nAna Duarte\nHead of Parts\n+49 30 901820", "hi\n\nKind regards,", "a closing and a name"),
    ("hi\n\nMit freundlichen Grüßen\n\nAna Duarte", "hi\n\nMit freundlichen Grüßen", "German"),
    ("hi\n\nAna Duarte\nwww.example.com", "hi", "the sender's own name"),
    ("hi\n\nSent from my iPhone\n", "hi", "a device"),
    (
        "hi\n\nThis e-mail and any attachments are confidential and intended for Ana Duarte only.\nTell us.",
        "hi",
        "a disclaimer",
    ),
]
UNSIGNED = [
    ("hi\n\nThanks,\nplease call me back", "a closing that goes on"),
    ("hi\n\nThanks,\nOrder 5512 is still open, and nobody answers me.", "a sentence after a closing"),
    ("Ana Duarte", "a name alone"),
    ("hi\n--\n" + "a line\n" * 20 + "the end", "two dashes and a long text"),
    ("-- FOUR gifts\n-- EIGHT gifts", "a list"),
    ("This message is what I got.\n\nWhat now?", "a first sentence like a disclaimer's"),
    ("Ana Duarte is my name.\n\nBut who are you? Tell me, please, as soon as you can, because I wait.", "prose"),
]


@pytest.mark.parametrize(("body", "text", "why"), SIGNED, ids=[why for *_, why in SIGNED])
def test_a_signature_goes_and_is_counted(one: One, body: str, text: str, why: str) -> None:
    read = one("eml", mail(body))
    assert (body_of(read), dict(read.dropped)["signature"]) == (text, 1)


@pytest.mark.parametrize(("body", "why"), UNSIGNED, ids=[why for _, why in UNSIGNED])
def test_what_may_be_text_stays(one: One, body: str, why: str) -> None:
    assert body_of(one("eml", mail(body))) == body.rstrip("\n")


def test_what_a_signature_says_is_known(one: One) -> None:
    read = one(
        "eml", mail("hi\n-- \nBo Lund | Sales\nTel.: +49 (0)30 901820 | bo.lund@example.com\n50 Victoria Street\n")
    )
    assert known(read) == {
        ("PERSON", "Bo Lund"),
        ("PHONE_NUMBER", "+49 (0)30 901820"),
        ("EMAIL_ADDRESS", "bo.lund@example.com"),
        ("STREET_ADDRESS", "50 Victoria Street"),
    }


QUOTES = [
    ("On Mon, 4 May 2026 at 09:12, Bo Lund <bo@example.org> wrote:\n> hi", "Gmail"),
    ("On Mon, 4 May 2026 at 09:12, Bo Lund\n<bo@example.org> wrote:\n\n> hi", "a header that is broken"),
    ("Am 04.05.2026 um 09:12 schrieb Bo Lund <bo@example.org>:\n> hi", "German"),
    ("-----Original Message-----\nFrom: Bo Lund [mailto:bo@example.org]\nSent: Monday\nTo: x\n\nhi", "Outlook"),
    ("Von: Bo Lund <bo@example.org>\nGesendet: Montag\nBetreff: x\n\nhi", "Outlook in German"),
]


@pytest.mark.parametrize(("quote", "why"), QUOTES, ids=[why for _, why in QUOTES])
def test_a_quote_that_stands_nowhere_else_stays_and_its_people_are_known(one: One, quote: str, why: str) -> None:
    read = one("eml", mail(f"well\n\n{quote}\n"))
    assert body_of(read) == f"well\n\n{quote}"
    assert known(read) >= {("PERSON", "Bo Lund"), ("EMAIL_ADDRESS", "bo@example.org")}


CANARIES = """Received: from zyxcanary ([203.0.113.9])
X-Originating-IP: [203.0.113.9]
Message-ID: <zyxcanary@example.com>
User-Agent: zyxcanary
X-Zyxcanary-4471: 1
Return-Path: <zyxcanary@example.com>
"""


def test_headers_and_file_names_never_leave(one: One) -> None:
    attached = part(
        'application/pdf; name="zyxcanary.pdf"', "zyx", 'Content-Disposition: attachment; filename="zyxcanary"'
    )
    read = one("eml", (CANARIES + HEADERS + multipart("mixed", part("text/plain", "hi"), attached)).encode())
    assert [turn.text.strip() for turn in read.turns] == ["Refund", "hi"]
    for told in (read.metadata, read.known_values, read.dropped, read.repaired, read.id, *read.participants):
        assert "zyxcanary" not in str(told)
        assert "203.0.113.9" not in str(told)
    assert dict(read.dropped) == {
        "attachments": 1,
        "headers.*": 1,
        "headers.Received": 1,
        "headers.Return-Path": 1,
        "headers.User-Agent": 1,
        "headers.X-Originating-IP": 1,
    }


BAD = [
    (b"just prose\nof two lines\n", RejectReason.BAD_STRUCTURE, "no header"),
    (b"X-A: zyxcanary\n\nhi", RejectReason.BAD_STRUCTURE, "no header of a mail"),
    (mail("hi", "Content-Type: " + "(" * 2000), RejectReason.BAD_STRUCTURE, "brackets in a header"),
    (mail("\n".join(f"boundary={n}" for n in range(10_000))), RejectReason.TOO_LARGE, "10,000 boundaries"),
    (mail("x" * (1 << 20) + "y"), RejectReason.TOO_LARGE, "a turn too long"),
]


@pytest.mark.parametrize(("data", "reason", "why"), BAD, ids=[why for *_, why in BAD])
def test_what_is_no_mail_is_rejected(read: Read, data: bytes, reason: RejectReason, why: str) -> None:
    assert read("eml", data) == [Reject("3:0", "sources", reason)]


def test_a_file_beyond_the_limit_is_rejected(read: Read) -> None:
    options = SourceOptions(limits=Limits(conversation_bytes=100))
    assert read("eml", mail("x" * 200), options) == [Reject("3:0", "sources", RejectReason.TOO_LARGE)]


def nested(depth: int) -> str:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return opened + "Content-Type: text/plain\n\nhi\n"


FROM = "From: a@example.com\n"
ODD = [
    (FROM + "Subject: ", "x", "\n\nhi", 50_000_000, "a long header line"),
    (FROM + "Content-Type: text/plain; ", "a=b;", "\n\nhi", 5_000_000, "parameters"),
    ("From: ", "a@b.c, ", "\n\nhi", 1_000_000, "writers"),
    ("From: ", "(", "\nSubject: x\n\nhi", 100_000, "brackets"),
    (FROM, "Content-Type: message/rfc822\n\n", "", 100_000, "messages in messages"),
    (FROM, "X: y\n", "\nhi", 200_000, "headers without end"),
    (FROM + "\n", "> \n", "", 100_000, "marks of quoting"),
    (FROM + "\n", ">", "", 300_000, "one line of them"),
    (FROM + "\n", "On a wrote:\n> b\n", "", 20_000, "quotes without end"),
    (FROM + "\nhi\n-- \n", "1", "", 300_000, "a number without end"),
    (FROM + "Content-Type: text/html\n\n", "<div hidden>", "hi", 50_000, "elements in elements"),
    (FROM + "Content-Type: text/html\n\n", "<", "", 300_000, "brackets in HTML"),
]


@pytest.mark.parametrize(("before", "part", "behind", "times", "why"), ODD, ids=[why for *_, why in ODD])
def test_odd_mails_cost_linear_time(read: Read, before: str, part: str, behind: str, times: int, why: str) -> None:
    """Twice the mail, about twice the steps, in Python and in regular expressions; a very long one ends."""

    def parsed(data: str) -> None:
        (only,) = read("eml", data.encode())
        assert isinstance(only, Record | Reject)

    def mail_of(repeated: int) -> str:
        return before + part * repeated + behind

    assert_linear_on_text(parsed, mail_of, 100)
    parsed(mail_of(times))


def test_parts_in_parts_give_a_record_or_a_reject(read: Read) -> None:
    (parsed,) = read("eml", (FROM + nested(99)).encode())
    assert isinstance(parsed, Record | Reject)


EXAMPLES = [example.data for example in named("eml").examples]


@given(st.sampled_from(EXAMPLES), st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_change_of_a_mail_gives_a_record_or_a_reject(data: bytes, changes: list[tuple[int, bytes]]) -> None:
    for at, new in changes:
        data = data[:at] + new + data[at + 2 :]
    for name in ("eml", "mbox"):
        for parsed in parse_stream(io.BytesIO(data), named(name), ParseContext(relative_path="x")):
            assert isinstance(parsed, Record | Reject)
