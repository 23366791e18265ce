"""Pages need nothing from elsewhere, run nothing, and call the data what they are."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest

from pipeline.errors import Refused
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.examples import Examples
from pipeline.evaluation.labelled import of_fields
from pipeline.evaluation.pages.evaluation_page import evaluation_page
from pipeline.evaluation.pages.page import check_place
from pipeline.evaluation.trial import Trial
from pipeline.policy.loaded import LoadedPolicy
from pipeline.release.labels import forbidden_words
from tests.support.evaluation import conversation, label, synthetic


@pytest.fixture(scope="module")
def page(trial: Trial, loaded: LoadedPolicy) -> str:
    examples = Examples()
    scores = evaluate(map(of_fields, synthetic(20)), trial, [examples])
    return evaluation_page(scores, loaded, "all", examples).decode()


def test_a_page_loads_nothing_but_its_own_style(page: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert html.unescape(policy).startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert re.findall(r"<(?:script|img|link|iframe|form)|\b(?:src|href|on\w+)=", page) == []


def test_a_page_shows_what_was_missed_and_what_was_hidden_wrongly(page: str) -> None:
    assert "<h2>Missed</h2>" in page
    assert "<h2>Hidden outside labels</h2>" in page
    assert page.count("<mark") > 5
    assert forbidden_words(page) == ()


def test_what_recurs_is_shown_once_and_counted(trial: Trial) -> None:
    text = "she said hello"
    records = [conversation(str(n), (text, [label(text, "said")])) for n in range(3)]
    examples = Examples()
    evaluate(map(of_fields, records), trial, [examples])
    ((shown),) = examples.missed.values()
    assert (shown.times, shown.before, shown.after) == (3, "she ", " hello")
    assert "said" not in repr(examples)


def test_no_more_examples_are_kept_than_a_page_holds(trial: Trial) -> None:
    words = ("said", "hello", "parcel", "late")
    records = [conversation(word, (f"the {word} is", [label(f"the {word} is", word)])) for word in words]
    examples = Examples(most=2)
    scores = evaluate(map(of_fields, records), trial, [examples])
    assert scores.all.recall.hits == 0
    assert [value for _, value in examples.missed] == ["said", "hello"]
    assert examples.not_shown == 2


def test_a_page_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder"):
        check_place(tmp_path / "missing" / "page.html", shows_text=False)
