"""Honest words: nothing that a run writes calls personal data by a word that is not true of them."""

from __future__ import annotations

import pytest

from pipeline.errors import CheckFailed, Refused
from pipeline.policy.schema import Label
from pipeline.release.labels import LABEL_SENTENCES, RELINK, forbidden_words, label_sentence, require_honest_words
from tests.release.release_samples import policy

WORDS = [
    ("an anonymous dataset", ("anonymous",), "the word itself"),
    ("fully Anonymized rows", ("anonymized",), "another form, capitals"),
    ("pseudonymised data", (), "true, and near the word"),
    ("de-identified and deidentified", ("de-identified", "deidentified"), "with and without hyphen"),
    ("depersonalised", ("depersonalised",), "a third word"),
    ("identified by name, synonyms", (), "near misses"),
    ("PERSONAL DATA - pseudonymised. GDPR applies. Not anonymous.", (), "the label's sentence"),
    ("Not anonymous.", ("anonymous",), "a part of the sentence is not the sentence"),
    ("anonymization_failed: 3", (), "the reason code of a stage"),
    ("an&#111;nymous, an\u00adonymous", ("anonymous",), "an escape of HTML and a soft hyphen hide nothing"),
    ("de\u2011identified", ("de-identified",), "another hyphen"),
    (
        "anonymisiert, anonyme, anónimo, anônimo, désidentifié",
        ("anonimo", "anonyme", "anonymisiert", "desidentifie"),
        "other languages",
    ),
    ("número de identificación, Idée identifiée", (), "near misses in other languages"),
    ("anonymization failed", ("anonymization",), "the same in words"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), WORDS)
def test_forbidden_words_are_found(text: str, expected: tuple[str, ...], reason: str) -> None:
    assert forbidden_words(text) == expected


def test_phrases_that_are_handed_in_are_allowed_and_nothing_else() -> None:
    assert forbidden_words("Assessed as anonymous for X. Anonymous.", ("Assessed as anonymous for X.",)) == (
        "anonymous",
    )


def test_every_label_that_a_run_gives_has_a_sentence() -> None:
    assert set(LABEL_SENTENCES) == {label.value for label in Label} - {Label.ANONYMITY_ASSESSED}


def test_a_label_that_no_run_gives_is_refused() -> None:
    with pytest.raises(Refused, match="no run gives the label anonymity_assessed"):
        label_sentence(policy(label=Label.ANONYMITY_ASSESSED.value))


@pytest.mark.parametrize(
    ("sees", "relinks"),
    [
        ([], False),
        (["company_directory"], False),
        (["raw_logs"], True),
        (["company_directory", "crm"], True),
    ],
)
def test_the_sentence_says_that_recipients_who_see_the_records_can_relink_them(sees: list[str], relinks: bool) -> None:
    recipient = {"id": "research", "category": "staff", "location": "DE", "has_access_to": sees}
    parties = policy().parties.model_dump() | {"recipients": [recipient]}
    sentence = label_sentence(policy(parties=parties))
    assert sentence == LABEL_SENTENCES["personal_pseudonymised"] + (RELINK if relinks else "")
    assert forbidden_words(sentence) == ()


def test_when_a_paper_says_a_forbidden_word_then_it_is_not_published() -> None:
    require_honest_words("card", "personal data")
    with pytest.raises(CheckFailed, match=r"^card would call"):
        require_honest_words("card", "an anonymised dataset")
