"""What a first policy must know, question by question, with the type that an answer must have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from pipeline.conversation.model import Channel
from pipeline.policy.problems import Problem, did_you_mean
from pipeline.policy.schema import Country, Day, Language, Slug, Text
from pipeline.policy.validate import validate
from pipeline.policy.yaml_tree import Tree, parse

Answers = Mapping[str, Any]
Basis = Literal["consent", "contract", "legal_obligation", "public_task", "legitimate_interests"]
Channels = Annotated[tuple[Channel, ...], Field(min_length=1)]
Languages = Annotated[tuple[Language, ...], Field(min_length=1)]
Words = Annotated[tuple[Text, ...], Field(min_length=1)]
Days = Annotated[int, Field(ge=1, le=3660)]
Objections = Literal["list", "source"]
Missing = Literal["exclude", "pass"]
Recording = Literal["all_party_notice", "all_party_consent"]

_LISTS: Final = (Channels, Languages, Words)


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        key: how a file of answers calls it.
        text: what is asked.
        kind: the type of an answer; a list is written with commas.
        default: what stands where nothing is answered; without one an answer is needed.
        asked_if: whether the question comes up after the answers so far.
    """

    key: str
    text: str
    kind: Any
    default: str | None = None
    asked_if: Callable[[Answers], bool] = lambda _: True

    def read(self, written: object) -> Any:
        """Return an answer as its type.

        Raises:
            ValueError: it has not the right form; the message says what form that is.
        """
        if isinstance(written, str) and self.kind in _LISTS:
            written = [part.strip() for part in written.split(",") if part.strip()]
        if isinstance(written, str) and self.kind is Days and written.strip().isdigit():
            written = int(written)
        value, problems = validate(self.kind, written, Tree("", written, {}, ()))
        if problems:
            raise ValueError(problems[0].message)
        return value


def _interests(answers: Answers) -> bool:
    return bool(answers["basis"] == "legitimate_interests")


def _other_purpose(answers: Answers) -> bool:
    return bool(answers["basis"] != "consent")


def _has_dpia(answers: Answers) -> bool:
    return bool(answers["dpia"] == "done")


def _can_be_objected_to(answers: Answers) -> bool:
    return answers["basis"] in {"legitimate_interests", "public_task"}


def _left_out_at_source(answers: Answers) -> bool:
    return bool(answers.get("objections") == "source")


def _calls(answers: Answers) -> bool:
    return Channel.CALL in answers["channels"]


def _age_may_be_missing(answers: Answers) -> bool:
    return bool(answers["age_missing"] == "pass")


QUESTIONS: tuple[Question, ...] = (
    Question("id", "Short name of the policy: small letters, digits and hyphens", Slug),
    Question("title", "Title", Text),
    Question("author", "Who writes it (this person may not approve it)", Text),
    Question("owner_name", "Which team owns it", Text),
    Question("owner_contact", "How to reach that team", Text),
    Question("effective_from", "First day in force, YYYY-MM-DD", Day),
    Question("effective_until", "Last day in force, YYYY-MM-DD", Day),
    Question("controller_name", "Controller: the company that answers for the data", Text),
    Question("controller_contact", "How to reach the controller", Text),
    Question("controller_dpo", "How to reach its data protection officer", Text),
    Question("recipient", "Who reads the dataset: a short name", Slug, "product-research"),
    Question("recipient_category", "What kind of recipient that is", Text, "internal department"),
    Question("recipient_country", "The recipient's country, two capitals", Country),
    Question("purpose_id", "The purpose: a short name", Slug, "product-research"),
    Question("purpose", "The purpose in one sentence", Text),
    Question("original_purpose", "What the conversations were held for", Text, "dpv:CommunicationForCustomerCare"),
    Question("basis", "Legal basis (Art. 6(1))", Basis, "legitimate_interests"),
    Question("assessment_reference", "Balancing test: where it is on record", Text, None, _interests),
    Question("assessment_date", "Balancing test: its day, YYYY-MM-DD", Day, None, _interests),
    Question("opt_out", "How people object (Art. 21)", Text, None, _can_be_objected_to),
    Question("objections", "Who keeps out people who object", Objections, "list", _can_be_objected_to),
    Question("objections_at_source", "How the source leaves them out", Text, None, _left_out_at_source),
    Question("dpia", "Impact assessment (DPIA)", Literal["done", "none"]),
    Question("dpia_reference", "DPIA: where it is on record", Text, None, _has_dpia),
    Question("dpia_date", "DPIA: its day, YYYY-MM-DD", Day, None, _has_dpia),
    Question("no_dpia_because", "Why none is needed", Text, None, lambda a: not _has_dpia(a)),
    Question("link", "Art. 6(4): how the new purpose is linked to the old one", Text, None, _other_purpose),
    Question("context", "Art. 6(4): in which context people wrote or called", Text, None, _other_purpose),
    Question("nature", "Art. 6(4): what kind of data it is", Text, None, _other_purpose),
    Question("consequences", "Art. 6(4): what may follow for people", Text, None, _other_purpose),
    Question("safeguards", "Art. 6(4): safeguards, with commas", Words, "redaction, access control", _other_purpose),
    Question("channels", "Channels that may be read, with commas", Channels, "chat"),
    Question("call_recording", "How callers agreed or were told", Recording, None, _calls),
    Question("notice_version", "The notice that tells people of this purpose: its version", Text),
    Question("notice_date", "The day from which people were told, YYYY-MM-DD", Day),
    Question("age_missing", "A record that does not say how old the customer is", Missing, "exclude"),
    Question("age_missing_because", "Why it may pass", Text, None, _age_may_be_missing),
    Question("languages", "Languages that may be read, two letters each, with commas", Languages, "en"),
    Question("dataset_days", "How many days the dataset may live", Days, "365"),
)


def choices(question: Question) -> tuple[str, ...]:
    """Return the words of a closed answer, or none."""
    schema = TypeAdapter(question.kind).json_schema()
    return tuple(schema.get("enum", ()))


def read_answers(content: bytes, file: str) -> tuple[Answers, list[Problem]]:
    """Return the answers in a file, defaults written out, and everything that is wrong in it."""
    tree = parse(content, file)
    written = tree.value if isinstance(tree.value, dict) else {}
    problems = list(tree.problems)
    known = [question.key for question in QUESTIONS]
    problems += [
        tree.problem((key,), f"unknown answer{did_you_mean(key, known)}") for key in written if key not in known
    ]
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        try:
            if not question.asked_if(answers):
                continue
        except KeyError:  # it hangs on an answer that is wrong itself
            continue
        given = written.get(question.key, question.default)
        try:
            if given is None:
                raise ValueError("is missing")  # noqa: TRY301 - told like any other wrong answer
            answers[question.key] = question.read(given)
        except ValueError as error:
            problems.append(tree.problem((question.key,), str(error)))
    return answers, problems
