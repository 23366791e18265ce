"""Answers to questions: a short one is hidden whole, of a longer one the numbers, letters and dates.

In: the open question of each turn (`questions`). Names are the judge's business, which sees the question too; here they
count where they are spelled. What is heard may be misheard, so that of a call's answers more is hidden than of written
ones, of which known words stay. A turn that says it has no answer, or asks back, hides only runs long enough to be one.
The asker's own turns meanwhile read answers back: runs of some length count there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from presidio_analyzer import RecognizerResult

from pipeline.conversation.model import Channel
from pipeline.detection.answer import Answer
from pipeline.detection.coverage import Coverage
from pipeline.detection.dates import FULL_DATE
from pipeline.detection.names.lexicon import Lexicon, lexicon
from pipeline.detection.quantities import measures
from pipeline.detection.questions import Slot, refuses
from pipeline.detection.read_backs import is_read_back
from pipeline.detection.results import result
from pipeline.detection.spoken.amounts import said_amounts
from pipeline.detection.spoken.dates import dates
from pipeline.detection.spoken.items import VALUES
from pipeline.detection.spoken.language import LANGUAGES
from pipeline.detection.spoken.reading import Reading
from pipeline.detection.spoken.runs import Run
from pipeline.detection.turns import ANSWER, ConversationView, Results, TurnView

_SCORE: Final = 0.55
_DEFAULT_LANGUAGE: Final = "en"

_LONGEST_WHOLE: Final = 12
"""Words of an answer, beside empty ones, that is hidden whole."""
_LONGEST_WORDS_ALONE: Final = 4
"""The same for an answer without digits or spelled letters."""
_LONGEST_CODE: Final = 8
"""The same where nothing is misheard: what was typed stands apart from the words around it."""
_LONGEST_HEARD: Final = 10
"""Words of a turn that answers a question for something dictated, however little of it was understood."""
_LONGEST_PART: Final = 4
"""Words of an answer in which even two digits are a part of what was asked for."""
_FEWEST_SYMBOLS: Final = 2
_FEWEST_IN_REFUSAL: Final = 3
_FEWEST_SPELLED: Final = 2
_FEWEST_IN_SENTENCE: Final = {"PHONE_NUMBER": 5, "EMAIL_ADDRESS": 7, "ACCOUNT_ID": 3, "ORDER_ID": 3, "NATIONAL_ID": 3}
"""Digits and letters that each type has at least where the answer says other things as well; of all others two."""
_LONG_NUMBER: Final = 7

_ANY_WORD: Final = frozenset({"ZIP_CODE", "DATE_OF_BIRTH", "PASSWORD", "USERNAME"})
"""What may consist of ordinary words, or is heard as such: a garbled postcode, a password, a birthday."""
_WRITTEN_WORDS: Final = frozenset({"PASSWORD", "USERNAME", "STREET_ADDRESS"})
"""What may consist of ordinary words where it is written."""
_HEARD: Final = frozenset({"ZIP_CODE", "DATE_OF_BIRTH", "PERSON"})
"""What is spelled or dictated, so that speech recognition makes words of its parts ("and" of an "n")."""
_ORDER: Final = (
    *("DATE_OF_BIRTH", "ZIP_CODE", "PHONE_NUMBER", "PASSWORD", "NATIONAL_ID", "ACCOUNT_ID", "ORDER_ID"),
    *("STREET_ADDRESS", "USERNAME", "EMAIL_ADDRESS", "PERSON"),
)
"""Which type an answer has where the question asked for several things."""
_FULL_DATE: Final = re.compile(rf"(?<!\w){FULL_DATE}(?!\w)", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@./])[^\W_]{1,30}(?:[._][^\W_]{1,30}){1,4}(?![\w@]|[./]\w)")
"""A user name in pieces: "the_ana", "ruiz.b"."""


def answers(view: ConversationView, slots: Sequence[Slot]) -> Results:
    """Return the answers to the open questions, one list a turn.

    Args:
        view: the conversation.
        slots: the open question of each turn (`questions.slots`).
    """
    code = view.conversation.language if view.conversation.language in LANGUAGES else _DEFAULT_LANGUAGE
    words = lexicon(view.conversation.language)
    told: list[str] = []
    return [
        list(_fill(turn, slot, view, code, words, told)) if slot.types and turn.words.words else []
        for turn, slot in zip(view.turns, slots, strict=True)
    ]


def _fill(
    turn: TurnView, slot: Slot, view: ConversationView, code: str, words: Lexicon, told: list[str]
) -> Iterator[RecognizerResult]:
    """Yield what a turn answers or reads back; `told` gathers what the answers so far have said."""
    reading = Reading.of(turn, code)
    heard = view.conversation.channel is Channel.CALL
    # "the third of November" may be how a postcode was heard; "20 minutes" is no answer to anything here.
    amounts = Coverage(measures(turn.clues.lowered)) if heard or slot.types & _HEARD else turn.amounts
    others = [amounts, said_amounts(turn, code)]
    if "DATE_OF_BIRTH" not in slot.types and turn.clues.digits:
        others.append(turn.once("full dates", _full_dates))
    runs = tuple(run for run in reading.runs() if not any(each.touches(run.start, run.end) for each in others))
    if not slot.is_open:
        yield from _spans(slot.types, [run for run in runs if is_read_back(turn, run, told)])
        return
    told += (run.text for run in runs)
    claims = dates(reading.turn, reading.items, reading.language) if "DATE_OF_BIRTH" in slot.types else ()
    born = tuple((claim.start, claim.end) for claim in claims)
    refused = "?" in turn.form.text or refuses(turn.words.words, view.spoken)
    content = tuple(_content(turn, view, reading, runs))
    if content:
        frame = _frame(turn, view, content)
        yield from _answers(Answer(turn, content, frame, runs, born, refused, heard, words), slot)


def _full_dates(turn: TurnView) -> Coverage:
    return Coverage(match.span() for match in _FULL_DATE.finditer(turn.form.text))


def _content(turn: TurnView, view: ConversationView, reading: Reading, runs: Sequence[Run]) -> Iterator[int]:
    """Yield the words that say something: no acknowledgement, filler or lead, unless it is part of a run."""
    words = turn.words.words
    empty = {index for first, last, _ in view.spoken.empty.search(words) for index in range(first, last)}
    weighty = {
        index
        for run in runs
        if run.count > 1 or any(not item.weak for item in run.members)
        for index in range(run.first, run.last)
    }
    clitics = {index for index in range(len(words)) if reading.turn.is_clitic(index) and len(words[index]) < 3}  # noqa: PLR2004
    for index in range(len(words)):
        if index in weighty or index not in empty | clitics:
            yield index


def _frame(turn: TurnView, view: ConversationView, content: Sequence[int]) -> tuple[int, int]:
    """Return where the answer itself begins and ends, between "my postcode is" and "thank you".

    Single words that lead in ("and", "of", "hey") may be what a letter or "eighth" was heard as: they belong to it.
    """
    words = turn.words.words
    phrases = [(first, last) for first, last, _ in view.spoken.empty.search(words)]
    start = max((last for first, last in phrases if last - first > 1 and last <= content[0]), default=0)
    while start < content[0] and words[start] in view.spoken.yes:
        start += 1
    end = len(words)
    while end > content[-1] + 1 and words[end - 1] in view.spoken.yes and words[end - 1] not in view.spoken.fillers:
        end -= 1
    return start, end


def _answers(answer: Answer, slot: Slot) -> Iterator[RecognizerResult]:
    """Yield what the turn answers."""
    types, asked = slot.types, slot.types - {"PERSON"}
    if "PERSON" in types and answer.spelled >= (_FEWEST_IN_REFUSAL if answer.refused else _FEWEST_SPELLED):
        yield _whole(answer, _named(types, 0) if asked else "PERSON", dictated=True)
    elif asked:
        handles = _handles(answer) if "USERNAME" in asked else ()
        yield from handles or (_heard(answer, slot, asked) if answer.heard else _written(answer, slot, asked))


def _heard(answer: Answer, slot: Slot, asked: frozenset[str]) -> Iterator[RecognizerResult]:
    """Yield what an answer on the phone hides: parts of it may have been misheard as words."""
    size, dictated = len(answer.content), not asked.isdisjoint(_HEARD)
    symbols = sum(len(run.text) for run in answer.runs) + len(answer.dates)
    compact = size <= (_LONGEST_WHOLE if dictated else _LONGEST_CODE) and 2 * answer.covered >= size
    short = dictated and len(answer.turn.words.words) <= _LONGEST_HEARD
    if symbols and not answer.refused and (compact or short):
        yield _whole(answer, _type_of(slot.types, answer), dictated=dictated)
    elif not symbols and _may_be(answer, slot, asked & _ANY_WORD):
        yield _whole(answer, _type_of(asked, answer), dictated=False)
    else:
        yield from _parts(answer, slot.types)


def _written(answer: Answer, slot: Slot, asked: frozenset[str]) -> Iterator[RecognizerResult]:
    """Yield what a written answer hides: what was asked for stands there as it is."""
    words = not asked.isdisjoint(_WRITTEN_WORDS)
    said = answer if words else replace(answer, content=answer.said)
    symbols = sum(len(run.text) for run in said.runs)
    if not said.content:
        return
    if said.dates:
        yield from _parts(said, slot.types)
    elif _is_code(said, symbols):
        yield _whole(said, _type_of(slot.types, said), dictated=False)
    elif not symbols and _may_be(said, slot, asked & _WRITTEN_WORDS):
        yield _whole(said, _type_of(asked, said), dictated=False)
    else:
        yield from _parts(said, slot.types)


def _is_code(answer: Answer, symbols: int) -> bool:
    """Return whether what a written answer says is a number or code, and not how many of something there are."""
    if answer.refused or not symbols or len(answer.content) > _LONGEST_CODE:
        return False
    lone = symbols < _FEWEST_SYMBOLS and len(answer.turn.words.words) > _LONGEST_PART
    return not lone and 2 * answer.covered >= len(answer.content)


def _may_be(answer: Answer, slot: Slot, of_words: frozenset[str]) -> bool:
    """Return whether words alone may be what was asked for; a code or number would be of no words people know."""
    if answer.refused or len(answer.content) > _LONGEST_WORDS_ALONE:
        return False
    if slot.answer == 1 and of_words - {"STREET_ADDRESS"} and len(answer.turn.words.words) <= _LONGEST_WORDS_ALONE:
        return True
    said = [answer.turn.words.words[index] for index in answer.content]
    return not any(word.isdecimal() or answer.lexicon.frequency(word) for word in said)  # a number says how much here


def _handles(answer: Answer) -> tuple[RecognizerResult, ...]:
    found = _HANDLE.finditer(answer.turn.form.text)
    return tuple(result("USERNAME", *match.span(), _SCORE, ANSWER) for match in found)


def _parts(answer: Answer, types: frozenset[str]) -> Iterator[RecognizerResult]:
    """Yield the numbers, letters and dates of an answer that says other things as well."""
    least = _FEWEST_IN_REFUSAL if answer.refused else _FEWEST_SYMBOLS
    if len(answer.content) > _LONGEST_PART:
        least = max(least, min(_FEWEST_IN_SENTENCE.get(each, _FEWEST_SYMBOLS) for each in types))
    yield from _spans(types, [run for run in answer.runs if len(run.text) >= least])
    for start, end in answer.dates:
        yield result("DATE_OF_BIRTH", start, end, _SCORE, ANSWER)


def _spans(types: frozenset[str], runs: Sequence[Run]) -> Iterator[RecognizerResult]:
    for run in runs:
        kinds = types if run.digits else types & {"PERSON", "EMAIL_ADDRESS", "ZIP_CODE", "USERNAME", "PASSWORD"}
        if kinds and sum(item.kind in VALUES for item in run.items):
            yield result(_named(kinds, len(run.digits)), run.start, run.end, _SCORE, ANSWER)


def _whole(answer: Answer, entity_type: str, *, dictated: bool) -> RecognizerResult:
    spans = answer.turn.words.spans
    first, last = answer.framed if dictated else (answer.content[0], answer.content[-1] + 1)
    return result(entity_type, spans[first][0], spans[last - 1][1], _SCORE, ANSWER)


def _type_of(types: frozenset[str], answer: Answer) -> str:
    if answer.dates and "DATE_OF_BIRTH" in types:
        return "DATE_OF_BIRTH"
    return _named(types, sum(len(run.digits) for run in answer.runs))


def _named(types: frozenset[str], digits: int) -> str:
    if "PHONE_NUMBER" in types and digits >= _LONG_NUMBER:
        return "PHONE_NUMBER"
    return next(kind for kind in _ORDER if kind in types)
