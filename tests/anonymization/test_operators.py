"""Every operator keeps the contract: its own examples, and what holds for all of them."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_anonymizer.operators import Operator
from pydantic import ValidationError

from pipeline.anonymization.numbering import number_mentions
from pipeline.anonymization.operator import Mention, OperatorExample, OperatorPlugin, PlanContext, PlanOperator
from pipeline.anonymization.plan import shipped_operators
from pipeline.keys.master import MasterKey

OPERATORS = shipped_operators()
EVERY = pytest.mark.parametrize("plugin", OPERATORS.values(), ids=OPERATORS)
KEY = MasterKey(bytes(range(32)))


def bind(
    plugin: OperatorPlugin, entity_type: str, parameters: dict[str, object], master: MasterKey = KEY
) -> PlanOperator:
    context = PlanContext(entity_type, master, "test-policy", "test-dataset")
    return plugin.operator(plugin.parameters.model_validate(parameters), context)


def written(plugin: OperatorPlugin, example: OperatorExample, master: MasterKey = KEY) -> str:
    operator = bind(plugin, example.entity_type, example.parameters, master)
    group = operator.group(example.entity_type)
    number = None
    if group is not None:
        number = number_mentions([(group, example.entity_type, text) for text in (*example.mentions, example.text)])[-1]
    return operator.write(Mention(example.text, example.entity_type, number, example.started_at))


def examples() -> Iterator[object]:
    for name, plugin in OPERATORS.items():
        for example in plugin.examples:
            yield pytest.param(plugin, example, id=f"{name}: {example.becomes or 'nothing'} {example.reason}")


@pytest.mark.parametrize(("plugin", "example"), list(examples()))
def test_an_example_becomes_what_it_says(plugin: OperatorPlugin, example: OperatorExample) -> None:
    assert example.becomes == written(plugin, example)


def test_the_operators_of_the_design_are_there() -> None:
    assert {"remove", "replace", "pseudonymise", "generalise", "mask", "keep"} <= OPERATORS.keys()


@EVERY
def test_every_operator_says_in_plain_words_what_it_does(plugin: OperatorPlugin) -> None:
    for example in plugin.examples:
        parameters = plugin.parameters.model_validate(example.parameters)
        for entity_type in (example.entity_type, ""):
            assert re.fullmatch(r"(becomes|is|has|stays) [^\n]+[^.\n]", parameters.meaning(entity_type))


@EVERY
def test_every_operator_has_examples(plugin: OperatorPlugin) -> None:
    assert plugin.examples


@EVERY
def test_every_operator_is_a_presidio_operator(plugin: OperatorPlugin) -> None:
    example = plugin.examples[0]
    operator = bind(plugin, example.entity_type, example.parameters)
    assert isinstance(operator, Operator)
    assert operator.operator_name() == plugin.name
    assert operator.operate(example.text, {"number": 1, "entity_type": example.entity_type}) == written(plugin, example)


@EVERY
@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=40).filter(lambda text: any(char.isalnum() for char in text)))
def test_the_text_never_comes_out_unless_declared(plugin: OperatorPlugin, text: str) -> None:
    example = plugin.examples[0]
    operator = bind(plugin, example.entity_type, example.parameters)
    mention = Mention(text, example.entity_type, 1, example.started_at)
    answer = operator.write(mention)
    assert answer == operator.write(mention), "deterministic"
    assert (answer == text) == plugin.keeps_text
    if not plugin.shows_length:
        assert len(answer) <= 64, "bounded whatever the text's length"
    if not plugin.shows_digits:
        shown = set(re.findall(r"[0-9]{2,}", re.sub(r"_[0-9a-v]{26}]", "]", answer)))
        assert not shown & set(re.findall(r"[0-9]{2,}", text)), "no run of digits survives"


@EVERY
def test_unknown_parameters_are_errors_that_do_not_show_values(plugin: OperatorPlugin) -> None:
    with pytest.raises(ValidationError) as caught:
        plugin.parameters.model_validate({**plugin.examples[0].parameters, "lable": "ANA DUARTE"})
    assert "ANA DUARTE" not in str(caught.value)


@EVERY
def test_an_operator_is_never_pickled(plugin: OperatorPlugin) -> None:
    example = plugin.examples[0]
    operator = bind(plugin, example.entity_type, example.parameters)
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(operator)
    assert KEY.secret.hex() not in repr(operator)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("replace", {"label": "card"}),  # no capitals: would read like a customer's words
        ("replace", {"label": "[CARD] [CARD]"}),  # two labels
        ("mask", {"keep_last": 3}),  # shows too much
        ("mask", {"char": "ab"}),  # two characters
        ("mask", {"char": "7"}),  # would read like a digit of the text
        ("pseudonymise", {"scope": "global"}),  # never offered
        ("generalise", {}),  # to what?
        ("generalise", {"to": "band", "bands": []}),
        ("generalise", {"to": "band", "bands": [30, 16]}),  # does not ascend
        ("generalise", {"to": "domain", "own_domains": ["https://acme.com/"]}),  # no bare domain
        ("remove", {"label": "X"}),  # takes none
    ],
)
def test_parameters_that_do_not_hold_are_refused(name: str, parameters: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        OPERATORS[name].parameters.model_validate(parameters)


def test_when_scope_is_dataset_then_the_token_is_keyed_and_stable() -> None:
    example = OperatorExample("PERSON", "Ana  Duarte", "", {"scope": "dataset"})
    same = OperatorExample("PERSON", "ANA DUARTE", "", {"scope": "dataset"})
    token = written(OPERATORS["pseudonymise"], example)
    assert re.fullmatch(r"\[PERSON_[0-9a-v]{26}\]", token), "128 bits"
    assert token == written(OPERATORS["pseudonymise"], same)
    assert token != written(OPERATORS["pseudonymise"], example, MasterKey(bytes(range(1, 33))))


def test_when_the_value_can_be_guessed_then_argon2id_stands_before_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    stretched: list[bytes] = []

    def stretch(value: bytes, salt: bytes) -> bytes:
        stretched.append(value)
        return value

    monkeypatch.setattr("pipeline.keys.pseudonyms._stretch", stretch)
    for entity_type in ("PHONE_NUMBER", "PERSON", "EMAIL_ADDRESS"):
        written(OPERATORS["pseudonymise"], OperatorExample(entity_type, "600 123 123", "", {"scope": "dataset"}))
    assert len(stretched) == 2, "phone numbers and names, not e-mail addresses"
