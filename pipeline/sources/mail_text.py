"""The text of an e-mail in its parts: what its writer said, what is quoted, and the lines that say who is quoted.

Finding a quote decides nothing by itself: a part goes only if its words stand in an earlier mail of the same
conversation. Whatever is found here too eagerly therefore stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LONGEST_HEADER_LINES = 4
_LONGEST_HEADER = 500
_MOST_SEARCHES = 200
_FEWEST_KEYS = 3
_MARKS = re.compile(r"[ \t]{0,3}((?:>[ \t]{0,3}){1,50})")
_LEAD = re.compile(r"[-\s*]{0,8}(?:On|Am|Le|El|Il|Op|Em|Den|W dniu|Dnia|P\u00e5|\u0412)\b|[^:]{0,200}@", re.IGNORECASE)
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|a \u00e9crit|escribi\u00f3|ha scritto|scrive|schreef|escreveu|"
    r"napisa\u0142\(?a?\)?|skrev)\b[^\n]{0,150}:\W{0,3}$",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[-_\s]{0,40}(?:Original Message|Forwarded message|Urspr\u00fcngliche Nachricht|Weitergeleitete Nachricht|"
    r"Message d'origine|Message original|Mensaje original|Mensaje reenviado|Messaggio originale|Messaggio inoltrato|"
    r"Mensagem original|Oorspronkelijk bericht|Doorgestuurd bericht)[-_\s:]{0,40}|_{10,100}|Begin forwarded message:",
    re.IGNORECASE,
)
_FROM = r"From|De|Von|Da|Van|Fra|Od"
_PEOPLE = rf"{_FROM}|To|An|\u00c0|A|Para|Aan|Cc|Kopie|Copie|Bcc|Reply-To"  # codespell:ignore copie
_KEYS = (
    rf"{_PEOPLE}|Sent|Date|Gesendet|Datum|Envoy\u00e9|Enviado(?: el| em)?|Inviato|Verzonden|Fecha|Data|"
    r"Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Assunto|Organization|Importance|Priority"  # codespell:ignore objet
)
_FIRST_KEY = re.compile(rf"[*\s]{{0,4}}(?:{_FROM})\s{{0,2}}:[*\s]", re.IGNORECASE)
_KEY = re.compile(rf"[*\s]{{0,4}}(?:{_KEYS})\s{{0,2}}:(?:[*\s]|$)", re.IGNORECASE)
PEOPLE_KEY = re.compile(rf"[*\s]{{0,4}}(?:{_PEOPLE})\s{{0,2}}:[*\s]{{0,4}}(?P<value>.*)", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """Lines that belong together, as they stand, and the lines that head them. `level` counts marks of quoting."""

    quoted: bool
    level: int | None = None
    header: list[str] = field(default_factory=list, repr=False)
    lines: list[str] = field(default_factory=list, repr=False)

    @property
    def words(self) -> str:
        """The words of the lines, in lower case and with one space between them, whatever broke the lines."""
        return words_of("\n".join(self.lines))

    def all_lines(self) -> list[str]:
        """Return the lines with their header."""
        return [*self.header, *self.lines]


def words_of(text: str) -> str:
    """Return the words of a text, in lower case, without marks of quoting, one space between and around them."""
    bare = (_unquoted(line)[1] for line in text.split("\n"))
    return f" {' '.join(word for line in bare for word in line.casefold().split())} "


def parts_of(text: str) -> list[Part]:
    """Return the parts of a mail's text; all their lines, in order, are the text."""
    lines = text.split("\n")
    bare = [_unquoted(line) for line in lines]
    parts = [Part(quoted=False, level=0)]
    number = 0
    while number < len(lines):
        length = _header_length(bare, number)
        if length:
            if not (parts[-1].header and not any(map(str.strip, parts[-1].lines))):
                parts.append(Part(quoted=True))
            parts[-1].header += [*parts[-1].lines, *lines[number : number + length]]
            parts[-1].lines = []
        else:
            _add(parts, lines[number], *bare[number])
        number += length or 1
    return [part for part in parts if part.header or part.lines]


def without_quotes(parts: Sequence[Part], earlier: Sequence[str]) -> tuple[list[Part], list[Part]]:
    """Return the parts that stay and the quoted parts whose words stand in an earlier mail.

    Args:
        parts: See `parts_of`.
        earlier: The words (see `words_of`) of the whole texts of mails that come before.
    """
    kept: list[Part] = []
    gone: list[Part] = []
    for number, part in enumerate(parts):
        words = part.words.strip()
        # Many short quotes times many mails would cost the product: what comes late stays.
        searched = part.quoted and number < _MOST_SEARCHES and bool(words)
        stands = searched and any(f" {words} " in text for text in earlier)
        (gone if stands else kept).append(part)
    return kept, gone


def header_lines(parts: Sequence[Part]) -> Iterator[str]:
    """Yield the lines that head quotes, without marks of quoting, broken ones joined."""
    for part in parts:
        bare = [_unquoted(line)[1].strip() for line in part.header]
        if any(PEOPLE_KEY.match(line) for line in bare):
            yield from filter(None, bare)
        elif bare:
            yield " ".join(filter(None, bare))


def _unquoted(line: str) -> tuple[int, str]:
    found = _MARKS.match(line)
    return (found[1].count(">"), line[found.end() :]) if found else (0, line)


def _add(parts: list[Part], line: str, level: int, text: str) -> None:
    current = parts[-1]
    if not text.strip():
        current.lines.append(line)
        return
    if current.level is None:
        current.level = level  # the first words below a header
    if level != current.level:
        parts.append(Part(quoted=level > 0, level=level))
    parts[-1].lines.append(line)


def _header_length(bare: Sequence[tuple[int, str]], number: int) -> int:
    """Return how many lines from that one on say whose words follow; 0 if none."""
    rule = _RULE.fullmatch(bare[number][1].strip()) is not None if len(bare[number][1]) < _LONGEST_HEADER else False
    start = number + rule
    while rule and start < min(len(bare), number + LONGEST_HEADER_LINES) and not bare[start][1].strip():
        start += 1
    keys = _key_lines(bare, start)
    if keys:
        return start + keys - number
    return _wrote_lines(bare, number)


def _key_lines(bare: Sequence[tuple[int, str]], start: int) -> int:
    if start >= len(bare) or not _FIRST_KEY.match(bare[start][1]):
        return 0
    end = start
    while end < len(bare) and end - start < 2 * LONGEST_HEADER_LINES and _KEY.match(bare[end][1]):
        end += 1
    return end - start if end - start >= _FEWEST_KEYS else 0


def _wrote_lines(bare: Sequence[tuple[int, str]], number: int) -> int:
    level, text = bare[number]
    if len(text) > _LONGEST_HEADER or not _LEAD.match(text):
        return 0
    joined = ""
    for length, (line_level, line) in enumerate(bare[number : number + LONGEST_HEADER_LINES], 1):
        joined = f"{joined} {line.strip()}".strip()
        if line_level != level or not line.strip() or len(joined) > _LONGEST_HEADER:
            return 0
        if joined.endswith((":", "*", '"')) and _WROTE.search(joined):
            return length
    return 0
