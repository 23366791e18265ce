"""What conversations are like: each peculiarity that we know of, through the real engine with the shipped policy.

A row tells what is said, what must not be readable afterwards and what must be. Where the peculiarity is one of a
format, the conversation comes from that format's reader. Nobody in these turns exists.
"""

# ruff: noqa: RUF001  # look-alike and invisible characters are what is tested

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import orjson
import pytest

from pipeline.anonymization.apply import anonymize_turns, resolve_turns
from pipeline.conversation.model import Channel, Conversation, ConversationId, Participant, Role, Turn
from pipeline.detection.engine import Engine
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.keys.master import MasterKey
from pipeline.policy.loader import load
from pipeline.release.sanitizer import Sanitizer
from pipeline.release.worker import load_sanitizer
from pipeline.sources.catalog import named
from pipeline.sources.format import ParseContext, Record, SourceOptions
from pipeline.sources.reading import parse_stream

POLICY = Path(__file__).resolve().parents[2] / "policies" / "eu-support-product-research.yaml"
AGENT, CUSTOMER, BOT = "a1", "c1", "b1"
SOMEBODY = Participant(CUSTOMER, Role.CUSTOMER)
HELPER = Participant(AGENT, Role.AGENT)
MARIBETH = Participant(CUSTOMER, Role.CUSTOMER, name="Maribeth Holloway", email="m.holloway@example.com")
ODRAN = Participant(AGENT, Role.AGENT, name="Odran Soltys")


@dataclass(frozen=True)
class Row:
    """One example of a peculiarity."""

    number: int
    title: str
    conversation: Conversation
    hidden: tuple[str, ...]
    stays: tuple[str, ...]


def said(
    *turns: tuple[str, str],
    channel: Channel = Channel.CALL,
    language: str = "en",
    customer: Participant = SOMEBODY,
    agent: Participant = HELPER,
) -> Conversation:
    return Conversation(
        ConversationId("x"),
        channel,
        tuple(Turn(text, who) for who, text in turns),
        language=language,
        participants=(customer, agent, Participant(BOT, Role.BOT)),
    )


def written(*turns: tuple[str, str], language: str = "en") -> Conversation:
    return said(*turns, channel=Channel.CHAT, language=language)


def from_file(name: str, data: bytes) -> Conversation:
    context = ParseContext.of(SourceOptions(), 3, "example")
    (only,) = parse_stream(io.BytesIO(data), named(name), context)
    assert isinstance(only, Record)
    return only.conversation


def azure(display: str, lexical: str) -> Conversation:
    best = {"display": display, "lexical": lexical, "itn": lexical, "maskedITN": lexical, "confidence": 0.9}
    phrase = {"recognitionStatus": "Success", "nBest": [best], "channel": 0, "offsetMilliseconds": 1}
    return from_file("azure-speech", orjson.dumps({"recognizedPhrases": [phrase], "combinedRecognizedPhrases": []}))


def mail(body: str) -> Conversation:
    head = "From: Odran Soltys <odran@example.com>\nTo: support@example.net\nSubject: My lamp\nMIME-Version: 1.0\n\n"
    return replace(from_file("eml", (head + body).encode()), language="en")  # admission settles the language


def livechat(*events: dict[str, object]) -> Conversation:
    users = [{"id": "b7-1", "type": "customer", "name": "Odran Soltys", "email": "odran@example.org"}]
    at = {"id": "e", "author_id": "b7-1", "created_at": "2026-03-02T10:00:05.000000Z"}
    thread = {"id": "T1", "events": [at | event for event in events]}
    return from_file("livechat", orjson.dumps({"chats": [{"id": "Q1", "users": users, "thread": thread}]}))


def slack(text: str) -> Conversation:
    message = {"type": "message", "user": "U01ANA", "text": text, "ts": "1772445600.000100"}
    return from_file("slack", orjson.dumps([message]))


def vcon(*dialogs: dict[str, object]) -> Conversation:
    parties = [{"name": "Odran Soltys", "role": "customer"}, {"role": "agent"}]
    whole = {"vcon": "0.0.2", "uuid": "018f-1", "created_at": "2026-05-04T09:00:00Z", "parties": parties}
    return from_file("vcon", orjson.dumps(whole | {"dialog": dialogs}))


ROWS = [
    Row(
        1,
        "spoken digits",
        said((AGENT, "What number can I call you on?"), (CUSTOMER, "it's four one five triple five oh one two three")),
        ("four one", "triple five", "oh one"),
        ("it's",),
    ),
    Row(
        1,
        "spoken digits that nobody asked for",
        said((CUSTOMER, "reach me on seven oh two double four nine eight one one any time")),
        ("seven oh two", "double four"),
        ("any time",),
    ),
    Row(
        2,
        "hundreds",
        said((AGENT, "And the phone number?"), (CUSTOMER, "four hundred fifteen, five five five, twelve thirty four")),
        ("four hundred", "five five", "twelve thirty"),
        (),
    ),
    Row(
        3,
        "false friends",
        said((CUSTOMER, "I tried one or two times, three days ago, with two kids and one cat")),
        (),
        ("one or two times, three days ago, with two kids and one cat",),
    ),
    Row(
        3,
        "years and amounts",
        said((CUSTOMER, "the lamp is from nineteen ninety and cost two hundred and fifty euros")),
        (),
        ("cost two hundred and fifty euros",),
    ),
    Row(
        4,
        "spelled names",
        said((AGENT, "Can you spell your last name?"), (CUSTOMER, "S as in Sam O L double T Y S")),
        ("S as in Sam", "O L", "Y S"),
        (),
    ),
    Row(
        4,
        "words for letters",
        said((AGENT, "How do you spell that?"), (CUSTOMER, "b for bravo, r like river, u, n, a")),
        ("bravo", "river", "u, n"),
        (),
    ),
    Row(
        5,
        "mixed codes",
        said((AGENT, "What's the booking reference?"), (CUSTOMER, "it's B K one two three four")),
        ("B K one", "three four"),
        ("it's",),
    ),
    Row(
        5,
        "spoken postcodes",
        said((AGENT, "And your postcode?"), (CUSTOMER, "s w one a one a a thanks")),
        ("s w one", "a one a a"),
        ("thanks",),
    ),
    Row(
        6,
        "spoken e-mail",
        said((CUSTOMER, "my email is odran dot soltys at gmail dot com and the lamp is broken")),
        ("odran", "soltys", "gmail"),
        ("the lamp is broken",),
    ),
    Row(
        6,
        "spoken e-mail with signs",
        said((AGENT, "Your e-mail?"), (CUSTOMER, "j underscore soltys ninety two at yahoo dot com")),
        ("soltys", "ninety two"),
        (),
    ),
    Row(
        7,
        "no capitals, no signs",
        said((CUSTOMER, "hi my name is odran soltys i live at twenty two acacia avenue and the lamp flickers")),
        ("odran", "soltys", "twenty two acacia"),
        ("the lamp flickers",),
    ),
    Row(
        8,
        "one of several readings",
        azure(
            "My social is 633-27-8199 and the lamp is dead.",
            "my social is six three three two seven eight one nine nine",
        ),
        ("633", "8199", "eight one nine nine"),
        ("the lamp is dead",),
    ),
    Row(
        9,
        "repair",
        said((AGENT, "Your account number?"), (CUSTOMER, "four one uh five, sorry, four one six")),
        ("four one", "uh five", "one six"),
        (),
    ),
    Row(
        10,
        "split over turns and read back",
        said(
            (AGENT, "What is your phone number?"),
            (CUSTOMER, "four one five"),
            (AGENT, "yes"),
            (CUSTOMER, "five five five"),
            (AGENT, "okay"),
            (CUSTOMER, "one two three four"),
            (AGENT, "so four one five five five five one two three four"),
            (CUSTOMER, "right and the lamp is green"),
        ),
        ("four one", "five five", "two three"),
        ("the lamp is green",),
    ),
    Row(
        10,
        "typed in parts",
        written(
            (AGENT, "Which IBAN may we use?"),
            (CUSTOMER, "DE12 5001"),
            (AGENT, "Go on."),
            (CUSTOMER, "0517"),
            (AGENT, "Mm-hm."),
            (CUSTOMER, "0648"),
            (AGENT, "Yes, and then?"),
            (CUSTOMER, "4898 90 is all"),
            (AGENT, "Thanks!"),
            (CUSTOMER, "The lamp has 3 switches"),
        ),
        ("DE12", "0517", "0648", "4898", "90"),
        ("3 switches",),
    ),
    Row(
        11,
        "one word for an answer",
        said((AGENT, "And the name on the account?"), (CUSTOMER, "quennell")),
        ("quennell",),
        (),
    ),
    Row(
        11,
        "a secret for an answer",
        written((AGENT, "What is your mother's maiden name?"), (CUSTOMER, "lopez")),
        ("lopez",),
        (),
    ),
    Row(
        12,
        "partial ids",
        said((CUSTOMER, "the last four digits are zero zero three nine but the lamp is still dark")),
        ("zero zero", "three nine"),
        ("the lamp is still dark",),
    ),
    Row(
        12,
        "partial ids on request",
        written((AGENT, "The last four digits of the card?"), (CUSTOMER, "8837")),
        ("8837",),
        (),
    ),
    Row(
        13,
        "typed keys read back",
        said((BOT, "You entered 4 7 1 1 9 2 0. Is that correct?"), (CUSTOMER, "[beep] yes")),
        ("4 7 1 1", "9 2 0"),
        ("Is that correct?", "yes"),
    ),
    Row(
        13,
        "typed keys beside the text",
        vcon({
            "type": "text",
            "start": "2026-05-04T09:00:01Z",
            "parties": [0],
            "body": "The lamp is dark.",
            "encoding": "none",
            "party_history": [{"party": 0, "event": "keydown", "button": "8837"}],
        }),
        ("8837",),
        ("The lamp is dark.",),
    ),
    Row(
        14,
        "a date of birth in halves",
        said((AGENT, "Your date of birth?"), (CUSTOMER, "June 15, one nine eight six")),
        ("June 15", "one nine eight six"),
        (),
    ),
    Row(
        14,
        "a short year",
        said((CUSTOMER, "I was born in eighty six and never saw such a lamp")),
        ("eighty six",),
        ("never saw such a lamp",),
    ),
    Row(
        15,
        "names misheard",
        said((AGENT, "thank you miss maribet"), (CUSTOMER, "its hollaway and the lamp broke"), customer=MARIBETH),
        ("maribet", "hollaway"),
        ("the lamp broke",),
    ),
    Row(15, "words that look like places", said((AGENT, "Okay"), (CUSTOMER, "Okay")), (), ("Okay",)),
    Row(
        16,
        "all turns from one party",
        said(
            (CUSTOMER, "may i have your postcode"),
            (CUSTOMER, "s o one five two x y"),
            (CUSTOMER, "thank you very much"),
        ),
        ("s o one", "two x y"),
        ("thank you very much",),
    ),
    Row(
        17,
        "the agent's introduction",
        written((AGENT, "Good morning, my name is Odran Soltys, how can I help?"), (CUSTOMER, "The lamp is dark")),
        ("Odran", "Soltys"),
        ("how can I help?",),
    ),
    Row(
        17,
        "the agent's initials",
        said((AGENT, "Your lamp is on its way. -OS"), channel=Channel.CHAT, agent=ODRAN),
        ("OS",),
        ("Your lamp is on its way.",),
    ),
    Row(
        18,
        "typing errors and small letters",
        written((CUSTOMER, "im odrn soltis, my lamp is brokne"), (AGENT, "We are on it"), (CUSTOMER, "thx marla")),
        ("odrn", "soltis", "marla"),
        ("my lamp is brokne", "thx"),
    ),
    Row(
        19,
        "signatures",
        mail("The lamp is dark.\n\n-- \nOdran Soltys | Webops | 50 Victoria Street | E-mail: odran@example.com\n"),
        ("Odran", "Soltys", "Victoria", "@"),
        ("The lamp is dark.",),
    ),
    Row(
        20,
        "quoted history",
        mail(
            "The lamp is dark.\n\nOn Fri, 23 Sep, Marla Quennell <marla@example.org> wrote:\n\n    Dear Odran, is it?\n"
        ),
        ("Marla", "Quennell", "marla@", "Odran"),
        ("The lamp is dark.",),
    ),
    Row(
        21,
        "pasted tokens",
        written((
            CUSTOMER,
            "curl -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NyJ9.c2lnbmF0dXJlLTQ3' fails, error 500",
        )),
        ("eyJhbGciOiJIUzI1NiJ9", "c2lnbmF0dXJl"),
        ("fails, error 500",),
    ),
    Row(
        21,
        "tokens in links",
        written((CUSTOMER, "https://app.example/cb?token=xoxe-1-4471abcd9920ff does not open")),
        ("xoxe-1-4471abcd9920ff",),
        ("does not open",),
    ),
    Row(
        21,
        "home folders",
        written((CUSTOMER, r"It says C:\Users\msoltys\lamp.log and /home/msoltys/lamp.log not found")),
        ("msoltys",),
        ("not found",),
    ),
    Row(
        21,
        "addresses of machines",
        written((CUSTOMER, "ping 203.0.113.77 from 00:1B:44:11:3A:B7 times out")),
        ("203.0.113.77", "00:1B:44:11:3A:B7"),
        ("times out",),
    ),
    Row(22, "order ids", written((CUSTOMER, "order #112-33445 is late again")), ("112-33445",), ("is late again",)),
    Row(
        22,
        "user names and passwords",
        written((CUSTOMER, "my login is msoltys84 pw: hunter2 and it fails")),
        ("msoltys84", "hunter2"),
        ("it fails",),
    ),
    Row(
        23,
        "invisible characters",
        written((CUSTOMER, "mail od\u200bran@example.com \U0001f600 please")),
        ("ran@", "example.com"),
        ("\U0001f600 please",),
    ),
    Row(
        23,
        "full-width digits",
        written((CUSTOMER, "call ４１５ ５５５ ０１２３ \u200etoday \U0001f600")),
        ("４１５", "０１２３"),
        ("today \U0001f600",),
    ),
    Row(
        24,
        "another language",
        written(
            (AGENT, "How can I help?"),
            (CUSTOMER, "mi número es seis uno dos tres cuatro cinco seis siete ocho, gracias"),
        ),
        ("seis uno", "siete ocho"),
        ("gracias",),
    ),
    Row(
        25,
        "forms",
        livechat(
            {
                "type": "filled_form",
                "fields": [{"type": "question", "label": "Your order number", "answer": "QX-7719"}],
            },
            {"type": "message", "text": "my lamp from QX-7719 is broken"},
        ),
        ("QX-7719",),
        ("my lamp from", "is broken"),
    ),
    Row(
        26,
        "masks of others",
        written((CUSTOMER, "My name is [PII] and <Media omitted> the lamp is dark")),
        (),
        ("My name is", "the lamp is dark"),
    ),
    Row(26, "mentions", slack("<@U02ABCDE> the lamp is dark"), ("U02ABCDE",), ("the lamp is dark",)),
    Row(
        27,
        "third parties",
        written((CUSTOMER, "my wife Anna saw it, and my neighbor Dr. Patel has the same lamp")),
        ("Anna", "Patel"),
        ("my wife", "my neighbor", "has the same lamp"),
    ),
]


@cache
def sanitizer() -> Sanitizer:
    return load_sanitizer(load(POLICY, vocabulary()), MasterKey(bytes(range(32))))


def readable(conversation: Conversation) -> str:
    """All turns as they are written, one a line."""
    engine, plan = sanitizer().engine, sanitizer().plan
    (findings,) = engine.detect([conversation])
    turns = anonymize_turns(conversation, resolve_turns(conversation, findings, plan))
    return "\n".join(turn.text.value for turn in turns)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.number}-{row.title}" for row in ROWS])
def test_a_peculiarity_is_handled(row: Row) -> None:
    text = readable(row.conversation)
    assert [value for value in row.hidden if value in text] == []
    assert [value for value in row.stays if value not in text] == []


def test_special_categories_are_found_for_policies_that_name_them() -> None:
    engine = Engine(("en",), 0.2, special_types=("HEALTH", "UNION_MEMBERSHIP"))
    text = "I'm diabetic and a trade union member, so the lamp must work at night"
    ((found,),) = engine.detect([written((CUSTOMER, text))])
    assert {(each.entity_type, text[each.start : each.end]) for each in found} == {
        ("HEALTH", "diabetic"), ("UNION_MEMBERSHIP", "trade union member"),
    }  # fmt: skip


def test_every_other_peculiarity_has_an_example() -> None:
    assert {row.number for row in ROWS} == set(range(1, 28))
