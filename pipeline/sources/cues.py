"""Timed captions (WebVTT, SubRip) as turns: who says a line, and which cues belong together.

A turn is what one speaker says in a row. Where nobody is named, a pause stands for the change of speaker. Captions that
roll up show each line two or three times: the repeated lines are left out and counted.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import BinaryIO

from pipeline.conversation.model import Channel
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
from pipeline.sources.format import ParseContext, Parsed, RecordError
from pipeline.sources.lines import BOM
from pipeline.sources.parties import LONGEST_LABEL, Parties, described

PAUSE_S = 2.0
ROLLING = "rolling_lines"
"""The name under which repeated lines are counted."""
MOST_LINES = 1_000_000
FEWEST_CUES = 3
"""From so many cues on it can be told whether they roll up."""
_FEW_WORDS = 6
_MOST_REPEATED = 4

_TIMING = re.compile(r"\s{0,20}\d\S{0,30}\s{0,20}-->")
_TIMES = re.compile(r"\s{0,20}([\d:.,]{4,20})\s{0,20}-->\s{0,20}([\d:.,]{4,20})?(?:\s.*)?")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?(?:[ \t]([^<>]{0,200}))?>|</v>")
_INLINE_TIME = re.compile(r"<\d[\d:.,]{3,20}>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font)(?:[.\s][^<>]{0,300})?>|<\d[\d:.,]{3,20}>|\{\\[^{}]{0,40}\}", re.IGNORECASE
)
_LABEL = re.compile(
    rf"(?P<label>(?:[^\W_]|[+(@])[^:<>]{{0,{LONGEST_LABEL - 1}}}?)\s{{0,4}}:(?:\s+|$)(?P<text>.*)", re.DOTALL
)
_CHANGE = re.compile(r"\s{0,9}(?:>{2,3}\s{0,4}|[-\u2013]\s)")


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines of one caption as they stand, and when it is shown, in seconds."""

    start_s: float | None
    end_s: float | None
    lines: tuple[str, ...] = field(repr=False)

    @property
    def last_s(self) -> float | None:
        """The last time that is known."""
        return self.start_s if self.end_s is None else self.end_s


@dataclass(frozen=True, slots=True)
class _Said:
    """One line without markup. `change` says that it is marked as another speaker's."""

    text: str = field(repr=False)
    speaker: str | None = field(default=None, repr=False)
    change: bool = False


@dataclass(slots=True)
class _Turn:
    speaker: str | None = field(repr=False)
    start_s: float | None
    end_s: float | None
    texts: list[str] = field(default_factory=list, repr=False)


def lines_of(stream: BinaryIO, context: ParseContext) -> list[str]:
    """Return the lines of a file of captions.

    Raises:
        RecordError: it is longer than a conversation may be, or no UTF-8.
    """
    data = stream.read(context.limits.conversation_bytes + 1)
    # Short lines take more memory than their bytes.
    if len(data) > context.limits.conversation_bytes or data.count(b"\n") + data.count(b"\r") > MOST_LINES:
        raise RecordError(RejectReason.TOO_LARGE)
    try:
        text = data.removeprefix(BOM).decode()
    except UnicodeDecodeError:
        raise RecordError(RejectReason.NOT_UTF8) from None
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_timing(line: str) -> bool:
    """Say whether a line tells when a caption is shown, rightly or not; "a --> b" is text."""
    return _TIMING.match(line) is not None


def cue_of(timing: str, lines: Sequence[str]) -> Cue:
    """Return a cue; a time that cannot be read is None."""
    found = _TIMES.fullmatch(timing)
    start, end = found.groups() if found else (None, None)
    return Cue(_seconds(start), _seconds(end), tuple(lines))


def record(
    cues: Sequence[Cue], context: ParseContext, size: int, dropped: Counter[str], language: str | None = None
) -> Parsed:
    """Return the record of a file of captions, which is one conversation; captions are made of recorded calls."""
    repaired: Counter[str] = Counter()
    parties = Parties.of(context.field_map)
    said = _without_repeats([_said(cue) for cue in cues], cues, repaired)
    accepted = _labels(said, parties)
    dropped["cues[].time"] += sum(None in {cue.start_s, cue.end_s} for cue in cues)
    turns = _turns(cues, [[_labelled(line, accepted) for line in lines] for lines in said], accepted)
    constants = context.field_map.constants if context.field_map else None
    fields: dict[str, object] = {
        "id": f"{context.relative_path}#0",
        "channel": (constants and constants.channel) or context.default_channel or Channel.CALL,
        "language": (constants and constants.language) or language,
        "turns": [
            {
                "text": " ".join(turn.texts),
                "participant": parties.speaker(turn.speaker) if turn.speaker else None,
                "offset_s": turn.start_s,
            }
            for turn in turns
        ],
    }
    return assemble.record(fields | {"participants": parties.participants()}, context, 0, size, dropped, repaired)


def _seconds(clock: str | None) -> float | None:
    found = _CLOCK.fullmatch(clock or "")
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(f"{seconds}.{fraction or 0}")


def _said(cue: Cue) -> list[_Said]:
    """Return a cue's lines without markup, each with its voice; a voice lasts until its end or the cue's."""
    found: list[_Said] = []
    voice: str | None = None
    for line in cue.lines:
        at = 0
        for tag in _VOICE.finditer(line):
            found.append(_plain(line[at : tag.start()], voice))
            voice, at = html.unescape(tag[1] or "").strip() or None, tag.end()
        found.append(_plain(line[at:], voice))
    return [said for said in found if said.text]


def _plain(text: str, voice: str | None) -> _Said:
    change = _CHANGE.match(text)
    bare = html.unescape(_TAG.sub("", text[change.end() :] if change and not voice else text))
    return _Said(" ".join(bare.split()), voice, bool(change) and not voice)


def _without_repeats(said: list[list[_Said]], cues: Sequence[Cue], repaired: Counter[str]) -> list[list[_Said]]:
    """Leave out lines that a cue repeats from the one before, if these captions roll up.

    They do if lines carry times of their own, or if half of the cues begin as the one before them ends. In others a
    "No." after a "No." was said twice.
    """
    repeats = [0, *(_overlap(before, after) for before, after in pairwise(said))]
    rolling = sum(count > 0 for count in repeats)
    inline = any(_INLINE_TIME.search(line) for cue in cues for line in cue.lines)
    if not rolling or not (inline or rolling * 2 >= len(said) >= FEWEST_CUES):
        return said
    repaired[ROLLING] += sum(repeats)
    return [lines[count:] for lines, count in zip(said, repeats, strict=True)]


def _overlap(before: list[_Said], after: list[_Said]) -> int:
    most = min(len(before), len(after), _MOST_REPEATED)
    return next((count for count in range(most, 0, -1) if before[-count:] == after[:count]), 0)


def _labels(said: Sequence[Sequence[_Said]], parties: Parties) -> frozenset[str]:
    """Return the labels ("Name: text") that are speakers, in lower case.

    Words for a party are, and labels of the field map, and labels that come again. Where most cues begin with a label,
    as those of Zoom do, all are: "Note: ..." once in other captions is what somebody said.
    """
    if any(line.speaker for lines in said for line in lines):
        return frozenset()
    labels = [label for lines in said for line in lines if (label := _label(line.text))]
    counts = Counter(map(str.casefold, labels))
    first = sum(bool(lines) and _label(lines[0].text) is not None for lines in said)
    most = first * 2 > sum(bool(lines) for lines in said)
    return frozenset(
        label.casefold()
        for label in dict.fromkeys(labels)
        if most or counts[label.casefold()] > 1 or described(label, parties.labels)[0] is not None
    )


def _label(text: str) -> str | None:
    found = _LABEL.fullmatch(text)
    return found["label"] if found and len(found["label"].split()) <= _FEW_WORDS else None


def _labelled(line: _Said, accepted: frozenset[str]) -> _Said:
    found = _LABEL.fullmatch(line.text) if accepted else None
    if found is None or found["label"].casefold() not in accepted:
        return line
    return _Said(found["text"], found["label"])


def _turns(cues: Sequence[Cue], said: Sequence[Sequence[_Said]], accepted: frozenset[str]) -> list[_Turn]:
    """Return the turns. Who has a label speaks until the next one; a voice in a tag ends with its cue."""
    turns: list[_Turn] = []
    named = bool(accepted) or any(line.speaker for lines in said for line in lines)
    for cue, lines in zip(cues, said, strict=True):
        for number, line in enumerate(lines):
            goes_on = bool(turns) and not line.change and (number > 0 or bool(accepted))
            speaker = line.speaker or (turns[-1].speaker if goes_on else None)
            if not turns or line.change or speaker != turns[-1].speaker or (not named and _paused(turns[-1], cue)):
                turns.append(_Turn(speaker, cue.start_s, cue.last_s))
            turns[-1].texts.append(line.text)
            turns[-1].end_s = turns[-1].end_s if cue.last_s is None else cue.last_s
    return turns


def _paused(turn: _Turn, cue: Cue) -> bool:
    return turn.end_s is not None and cue.start_s is not None and cue.start_s - turn.end_s > PAUSE_S
