"""Conversations that tell of a special category are not in the dataset, and harmless talk that sounds like it is."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from pipeline.policy.schema.special_categories import CLASSES
from tests.support.runs import approved_policy, query, release_of, veil_run, write_records

pytestmark = pytest.mark.slow

Record = dict[str, Any]
TOLD = {
    "en": {
        "health": "I need it because I'm diabetic",
        "religion": "as a muslim I cannot pay interest",
        "politics": "I am a republican and you ask me this",
        "sexuality": "I'm gay and your agent laughed",
        "ethnicity": "as a black woman I felt watched in your shop",
        "union": "ask our shop steward about the bill",
        "crime": "I was convicted of theft and lost my contract",
    },
    "de": {
        "health": "wegen meiner Diabetes brauche ich die App",
        "religion": "ich bin katholisch und rufe sonntags nicht an",
        "politics": "ich wähle die AfD, na und",
        "sexuality": "ich bin schwul und wurde ausgelacht",
        "ethnicity": "wegen meiner Hautfarbe wurde ich kontrolliert",
        "union": "als Mitglied der IG Metall bekomme ich Rabatt",
        "crime": "ich bin vorbestraft und bekomme keinen Vertrag",
    },
    "es": {
        "health": "estoy embarazada y necesito el pedido",
        "religion": "soy musulmán y no puedo pagar intereses",
        "politics": "soy comunista y no quiero publicidad",
        "sexuality": "me preguntó por mi orientación sexual",
        "ethnicity": "me trataron mal por el color de mi piel",
        "union": "estoy afiliada a CCOO y tengo descuento",
        "crime": "mi marido tiene antecedentes penales",
    },
    "fr": {
        "health": "je suis enceinte et la livraison est en retard",
        "religion": "je suis juive et ne réponds pas le samedi",
        "politics": "j'ai voté à gauche et je refuse la publicité",
        "sexuality": "je suis homosexuel et on s'est moqué de moi",
        "ethnicity": "on m'a suivi à cause de ma couleur de peau",
        "union": "je suis syndiqué à la CGT",
        "crime": "on m'a demandé mon casier judiciaire",
    },
}
HARMLESS = {
    "en": ["my account is disabled", "the health check of my service fails", "a conservative estimate of my bill"],
    "de": ["mein Handy hat einen Virus", "die Operation wurde abgebrochen", "das Display ist blind"],
    "es": ["el router tiene un virus", "la operación ha sido cancelada", "mi partida se ha perdido"],
    "fr": ["mon enceinte bluetooth ne marche plus", "l'opération a échoué", "mon syndicat de copropriété attend"],
}
FRAME = {
    "en": ("hello, my router is broken", "thanks, goodbye"),
    "de": ("hallo, mein Router ist kaputt", "danke, tschüss"),
    "es": ("hola, mi router no funciona", "gracias, adiós"),
    "fr": ("bonjour, ma box ne marche pas", "merci, au revoir"),
}


def record(identifier: str, language: str, text: str) -> Record:
    before, after = FRAME[language]
    return {
        "id": identifier,
        "channel": "chat",
        "language": language,
        "started_at": "2026-05-04T09:12:00Z",
        "participants": [{"id": "c1", "role": "customer", "customer_id": f"{identifier}-77"}],
        "turns": [{"participant": "c1", "text": each} for each in (before, text, after)],
    }


SPECIAL = [record(f"{lang}-{name}", lang, text) for lang, told in TOLD.items() for name, text in told.items()]
KEPT = [record(f"{lang}-{n}", lang, text) for lang, texts in HARMLESS.items() for n, text in enumerate(texts)]
REFUSED = {f"special_category.{name}": len(TOLD) for name in CLASSES}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_records(tmp_path / "in.jsonl", [*SPECIAL, *KEPT])


def turns(release: Path) -> Counter[tuple[int, str]]:
    return Counter(query(f"SELECT turn_index, text FROM '{release}/data/turns/*/*.parquet'"))


def test_a_conversation_that_tells_of_one_is_absent_in_every_language(source: Path, tmp_path: Path) -> None:
    policy = approved_policy(tmp_path / "policy")
    dry = json.loads(veil_run([source], policy, tmp_path / "out", "--dry-run", "--json").stdout)
    assert dry["refused"] == REFUSED
    assert dry["passed"] == len(KEPT)
    told = json.loads(veil_run([source], policy, tmp_path / "out", "--workers", "1", "--json").stdout)
    release = release_of(tmp_path / "out")
    assert orjson.loads((release / "manifest.json").read_bytes())["counts"]["refused"] == REFUSED
    written = turns(release)
    assert Counter(index for index, _ in written.elements()) == dict.fromkeys((0, 1, 2), len(KEPT))
    assert {text for index, text in written if index == 1} == {text for texts in HARMLESS.values() for text in texts}
    upstream = dict(told["counts"]["upstream"])
    assert upstream["upstream.HEALTH.chat"] == upstream["upstream.UNION_MEMBERSHIP.chat"] == len(TOLD)


UPSTREAM = [
    ("CARD_SECURITY_CODE", "chat", "the card failed, the cvv is 739"),
    ("PASSWORD", "chat", "my password is Quokka77!zeb and it fails"),
    ("HEALTH", "email", "I need it because I'm diabetic, says Quill"),
]


def test_the_source_is_told_what_it_should_not_hold_by_kind_and_channel_and_without_text(tmp_path: Path) -> None:
    found = [
        {**record(f"up-{kind}-{number}", "en", text), "channel": channel}
        for kind, channel, text in UPSTREAM
        for number in range(14)
    ]
    source = write_records(tmp_path / "in.jsonl", [*found, *KEPT])
    veil_run([source], approved_policy(tmp_path / "policy"), tmp_path / "out", "--workers", "1")
    release = release_of(tmp_path / "out")
    paper = orjson.loads((release / "documents" / "upstream_findings.json").read_bytes())
    rows = paper["sections"]["findings"]["tables"]["findings"]
    seen = {(row["kind"], row["channel"], row["records"]) for row in rows if row["records"] != "0"}
    assert seen == {(kind, channel, "10") for kind, channel, _ in UPSTREAM}
    papers = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix != ".parquet"]
    assert release / "documents" / "upstream_findings.html" in papers
    for path in papers:
        assert not [word for word in (b"is 739", b"Quokka", b"Quill", b"diabetic") if word in path.read_bytes()], path


def test_a_policy_may_leave_out_turns_or_hide_words_where_the_law_lets_it(source: Path, tmp_path: Path) -> None:
    turn = "{action: drop_turn, justification: long tickets}"
    changes = {f"  {name + ':':<10} {{action: drop_conversation}}": f"  {name}: {turn}" for name in CLASSES[1:]}
    changes["  health:    {action: drop_conversation}"] = "  health: {action: redact_span}"
    changes["  basis: legitimate_interests\n"] = "  basis: legitimate_interests\n  art9_2: explicit_consent\n"
    policy = approved_policy(tmp_path / "policy", changes)
    veil_run([source], policy, tmp_path / "out", "--workers", "1")
    release = release_of(tmp_path / "out")
    manifest = orjson.loads((release / "manifest.json").read_bytes())
    assert manifest["counts"]["refused"] == {}
    assert manifest["counts"]["released"] == len(SPECIAL) + len(KEPT)
    assert manifest["dropped_fields"]["turns[].special_category"] == 6 * len(TOLD)
    written = turns(release)
    whole = len(SPECIAL) + len(KEPT)
    assert Counter(index for index, _ in written.elements()) == {0: whole, 1: whole - 6 * len(TOLD), 2: whole}
    assert written[1, "I need it because I'm "] == 1
    texts = {text for _, text in written}
    assert not texts & {text for told in TOLD.values() for text in told.values()}
