"""vCon: one text of each utterance, every party known, nothing else of the container passes."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Head, Parsed
from pipeline.sources.formats.vcon import sniff

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]

START = "2026-03-02T10:00:00Z"
PARTIES: list[dict[str, Any]] = [
    {"tel": "tel:+34600111222", "name": "Ana Duarte", "role": "customer"},
    {"mailto": "jo@example.com", "name": "Jo Reed", "meta": {"role": "agent"}},
]
RECORDING: dict[str, Any] = {"type": "recording", "start": START, "duration": 60, "parties": [0, 1]}
SAID = [{"parties": 1, "start": 1.5, "text": "Your name?"}, {"parties": [0], "start": 3, "text": "Ana, ana duarte"}]


def vcon(**changes: Any) -> bytes:
    return orjson.dumps({"uuid": "v-1", "parties": PARTIES, "dialog": [RECORDING], **changes})


def transcript(body: object, **more: object) -> dict[str, object]:
    return {"type": "transcript", "dialog": 0, "body": body, **more}


def base64url(body: object) -> str:
    return urlsafe_b64encode(orjson.dumps(body)).decode().rstrip("=")


WORDS = [{"word": "zyxcanary", "start": 1.5}]
DEEPGRAM = {
    "metadata": {"sha256": "zyxcanary"},
    "results": {
        "channels": [{"alternatives": [{"transcript": "zyxcanary", "words": WORDS}]}],
        "utterances": [
            {"transcript": "Your name?", "start": 1.5, "speaker": 0, "words": WORDS},
            {"transcript": "Ana, ana duarte", "start": 3, "speaker": 1, "words": WORDS},
        ],
    },
}
PARAGRAPHS = [
    {"start": 1.5, "sentences": [{"text": "Your"}, {"text": "name?"}]},
    {"start": 3, "sentences": [{"text": "Ana, ana duarte"}]},
]
ALTERNATIVES = [
    {"transcript": "zyxcanary", "paragraphs": {"transcript": "zyxcanary", "paragraphs": PARAGRAPHS}},
    {"transcript": "zyxcanary"},
]
BODIES = [
    (transcript(SAID), "a list of segments"),
    (transcript(SAID, encoding="none"), "an object where none says text"),
    (transcript(orjson.dumps(SAID).decode(), encoding="json"), "JSON in a string"),
    (transcript(base64url(SAID), encoding="base64url"), "JSON in base64url"),
    (transcript({"segments": SAID, "text": "zyxcanary"}), "segments beside the whole text"),
    (transcript({"transcript": {"sentences": SAID}}), "sentences one level down"),
    (transcript(SAID, dialog=[0]), "a list of dialogs"),
    ({**transcript(SAID), "type": "transcript-redacted"}, "a redacted one is a transcript"),
    (transcript(DEEPGRAM), "Deepgram's utterances"),
    (transcript(orjson.dumps(DEEPGRAM).decode()), "Deepgram in a string"),
    (transcript({"results": {"channels": [{"alternatives": ALTERNATIVES}]}}), "Deepgram's paragraphs"),
]


@pytest.mark.parametrize(("analysis", "why"), BODIES, ids=[why for _, why in BODIES])
def test_each_kind_of_transcript_gives_each_utterance_once(one: One, analysis: dict[str, Any], why: str) -> None:
    read = one("vcon", vcon(analysis=[analysis]))
    assert [turn.text for turn in read.turns] == ["Your name?", "Ana, ana duarte"]
    assert [turn.offset_s for turn in read.turns] == [1.5, 3]
    assert [turn.at.second for turn in read.turns if turn.at] == [1, 3]
    assert read.channel is Channel.CALL


LABELS = [
    ("Agent", Role.AGENT, "a word for a role"),
    ("CUSTOMER 1", Role.CUSTOMER, "with a number"),
    ("ana duarte", Role.CUSTOMER, "a party's name"),
    ("Speaker 1", None, "a number names nobody"),
    ("Berta Ruiz", None, "a name of no party"),
]


@pytest.mark.parametrize(("label", "role", "why"), LABELS, ids=[why for *_, why in LABELS])
def test_a_label_stands_for_the_party_with_that_role_or_name(one: One, label: str, role: Role | None, why: str) -> None:
    read = one("vcon", vcon(analysis=[transcript([{"speaker": label, "message": "hello"}])]))
    assert [read.role_of(turn) for turn in read.turns] == [role]
    names = {party.name for party in read.participants}
    assert names == {"Ana Duarte", "Jo Reed"} | ({"Berta Ruiz"} if label == "Berta Ruiz" else set())


def test_a_plain_transcript_is_parted_by_its_labels(one: One) -> None:
    read = one("vcon", vcon(analysis=[transcript("Agent: Your name?\nCustomer: Ana\n")]))
    assert [(read.role_of(turn), turn.text) for turn in read.turns] == [
        (Role.AGENT, "Your name?"),
        (Role.CUSTOMER, "Ana"),
    ]


def test_channels_of_a_recording_name_its_parties(one: One) -> None:
    utterances = [{"transcript": "hi", "start": 1, "channel": 1}, {"transcript": "yes", "start": 2, "channel": 0}]
    body = {"results": {"channels": [{}, {}], "utterances": utterances}}
    read = one("vcon", vcon(analysis=[transcript(body)]))
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER]


def text_dialog(body: str, **more: object) -> dict[str, object]:
    return {"type": "text", "start": START, "parties": [0, 1], "body": body, "encoding": "none", **more}


def test_of_several_transcripts_of_a_call_the_first_that_says_something_counts(one: One) -> None:
    tries = [transcript([]), transcript(SAID), transcript([{"text": "other words", "start": 1}])]
    read = one("vcon", vcon(analysis=tries))
    assert [turn.text for turn in read.turns] == ["Your name?", "Ana, ana duarte"]
    assert dict(read.dropped)["analysis[].transcript"] == 2


def test_when_a_call_stands_as_texts_too_then_its_transcript_is_dropped(one: One) -> None:
    texts = [text_dialog("Your name?", parties=[1]), text_dialog("Ana, Ana Duarte.")]
    read = one("vcon", vcon(dialog=[RECORDING, *texts], analysis=[transcript(SAID)]))
    assert [turn.text for turn in read.turns] == ["Your name?", "Ana, Ana Duarte."]
    assert dict(read.dropped)["analysis[].transcript"] == 1


def test_a_message_sent_during_a_call_is_no_copy_of_it(one: One) -> None:
    read = one("vcon", vcon(dialog=[RECORDING, text_dialog("name?")], analysis=[transcript(SAID)]))
    assert sorted(turn.text for turn in read.turns) == ["Ana, ana duarte", "Your name?", "name?"]


MIME = """--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

C=C3=A9sar
--c
Content-Type: text/html

<p>zyxcanary</p>
--c--
--b
Content-Type: text/plain
Content-Disposition: attachment; filename="zyxcanary.txt"

zyxcanary
--b--""".replace("\n", "\r\n")
MAILS = [
    (text_dialog(MIME, mediatype="multipart/mixed; \n\tboundary=b"), "César", "the plain part of a MIME body"),
    (text_dialog("<p>C&eacute;sar</p><!--zyx-->", mediatype="text/html; charset=UTF-8"), "César", "HTML"),
    (text_dialog("Subject: x\n\nCésar", mimetype="message/rfc822"), "César", "a whole message under the old name"),
    (text_dialog(urlsafe_b64encode("César".encode()).decode(), encoding="base64url"), "César", "base64url"),
]


@pytest.mark.parametrize(("dialog", "text", "why"), MAILS, ids=[why for *_, why in MAILS])
def test_the_text_of_a_text_dialog_is_what_its_reader_sees(
    one: One, dialog: dict[str, object], text: str, why: str
) -> None:
    (turn,) = one("vcon", vcon(dialog=[dialog])).turns
    assert turn.text == text


def test_an_email_has_its_subject_as_turn_0_of_the_customer(one: One) -> None:
    read = one("vcon", vcon(subject="Refund", dialog=[text_dialog("hi", message_id="<1@example.com>", originator=1)]))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [("Refund", Role.CUSTOMER), ("hi", Role.AGENT)]
    assert read.channel is Channel.EMAIL


def test_every_identifier_of_a_party_is_known(one: One) -> None:
    civic = {"hno": "12", "a6": "Rua Augusta", "pc": "1100-053", "a3": "Lisboa"}
    civic["nam"] = "Casa Duarte"  # codespell:ignore nam
    party = {
        **PARTIES[0],
        "civicaddress": civic,
        "sip": "sip:ana@example.org",
        "uuid": "u-77",
        "email": "a@example.org",
    }
    read = one("vcon", vcon(parties=[party], dialog=[text_dialog("hi")]))
    (ana,) = read.participants
    assert (ana.phone, ana.email) == ("+34600111222", "a@example.org")
    assert ana.address == "12 Rua Augusta, 1100-053, Lisboa"
    assert {(known.entity_type, known.value) for known in read.known_values} == {
        ("PERSON", "Casa Duarte"),
        ("USERNAME", "sip:ana@example.org"),
        ("CUSTOMER_ID", "u-77"),
    }


def test_a_party_without_a_role_is_known_but_no_role_is_claimed_for_it(one: One) -> None:
    read = one("vcon", vcon(parties=[{"name": "Ana"}], dialog=[text_dialog("hi")]))
    assert [party.name for party in read.participants] == ["Ana"]
    assert read.role_of(read.turns[0]) is None


REFUSED = [
    ({"payload": "e30", "signatures": [{"protected": "e30", "signature": "x"}]}, RejectReason.BAD_STRUCTURE, "signed"),
    ({"protected": "e30", "ciphertext": "x", "iv": "x", "tag": "x"}, RejectReason.BAD_STRUCTURE, "encrypted"),
    ({"uuid": "v", "parties": {}}, RejectReason.WRONG_TYPE, "parties that are no list"),
    ({"uuid": "v", "dialog": [{"start": "2026-03-02T10:00:00"}]}, RejectReason.NAIVE_TIME, "a time without zone"),
    ({"uuid": "v", "analysis": [transcript("[{")]}, RejectReason.NOT_JSON, "a body that breaks off"),
    ({"uuid": "v", "analysis": [transcript("e", encoding="base64url")]}, RejectReason.BAD_STRUCTURE, "no base64url"),
    ({"uuid": "v", "analysis": [transcript([{"text": "a", "start": 1e300}])]}, RejectReason.BAD_TIME, "no offset"),
]


@pytest.mark.parametrize(("fields", "reason", "why"), REFUSED, ids=[why for *_, why in REFUSED])
def test_what_cannot_be_understood_is_rejected(
    read: Read, fields: dict[str, object], reason: RejectReason, why: str
) -> None:
    (rejected,) = read("vcon", orjson.dumps(fields))
    assert isinstance(rejected, Reject)
    assert rejected.reason is reason


def test_nothing_but_texts_and_known_values_passes(one: One) -> None:
    canary = "zyxcanary"
    dialog = {**RECORDING, "url": f"https://x.example/?s={canary}", "filename": canary, "session_id": canary}
    dialog["party_history"] = [{"party": 0, "time": START, "event": "keydown", "button": canary}]
    dialog |= {"body": canary, "message_id": canary, "content_hash": canary, "meta": {"note": canary}}
    summary = {"type": "summary", "body": canary}
    translation = {"type": "translation", "dialog": 0, "body": [{"text": canary}]}
    analysis = [transcript(DEEPGRAM, vendor_schema={"prompt": canary}), summary, translation]
    party = {**PARTIES[0], "validation": canary, "meta": {"role": "customer", "note": canary}}
    read = one(
        "vcon",
        vcon(
            parties=[party, PARTIES[1]],
            dialog=[dialog],
            analysis=analysis,
            attachments=[{"body": canary}, {"body": canary}],
            redacted={"url": canary},
            extra=canary,
        ),
    )
    assert canary not in repr([(turn.text, turn.at) for turn in read.turns])
    assert canary not in repr((read, read.id, read.metadata, read.subject, read.participants, read.dropped))
    left = dict(read.dropped)
    assert left["attachments"] == 2
    for path in ("dialog[].party_history", "dialog[].url", "dialog[].body", "analysis[].summary", "extra", "redacted"):
        assert left[path] == 1
    assert left["analysis[].translation"] == left["parties[].validation"] == left["parties[].meta.note"] == 1


def test_a_vcon_is_surer_of_itself_than_the_transcript_inside_it_can_be() -> None:
    assert sniff(Head(vcon(analysis=[transcript(DEEPGRAM)]))) > 0.95
