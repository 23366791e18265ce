"""Signatures and disclaimers at the end of what somebody wrote, and the names, numbers and addresses in them.

A block goes only where nothing but a signature can be meant: after `-- `, after a closing ("Kind regards,") and a name,
or from a line that is the sender's own name on. Prose stays, whatever follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.sources.parties import identity

_MOST_LINES = 12
_LONGEST_LINE = 120
_MOST_WORDS = 9
_CLOSINGS = (
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many) )?(?:regards|wishes|thanks)|best|cheers|sincerely|thank you",
    r"yours (?:sincerely|truly|faithfully)",
    r"mit (?:freundlichen|besten|lieben) gr\u00fc\u00dfen|(?:viele|freundliche|beste|liebe) gr\u00fc\u00dfe|lg|mfg",
    r"(?:bien )?cordialement|salutations|bien \u00e0 vous",
    r"(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente",
    r"atenciosamente|(?:melhores )?cumprimentos|obrigad[oa]",
    r"(?:cordiali|distinti) saluti|grazie",
    r"met vriendelijke groet(?:en)?|groet(?:en|jes)?",
)
_CLOSING = re.compile(rf"\s{{0,8}}(?:{'|'.join(_CLOSINGS)})\s{{0,2}}[,.!]{{0,2}}\s{{0,8}}", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_a-z][\w.'\u2019-]{0,30}(?: [\w.'\u2019-]{1,30}){0,3}")
_DEVICE = re.compile(
    r"\s{0,8}(?:sent from (?:my|the|mail|yahoo|outlook)|get outlook for|von meinem .{1,40} gesendet|"
    r"envoy\u00e9 de(?:puis)? mon|enviado desde mi|enviado do meu|"  # codespell:ignore meu
    r"inviato da(?:l mio)?|verzonden vanaf)\b.{0,60}",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\W{0,8}(?:(?:confidentiality|privacy|legal|important)\s{1,3}(?:notice|note)\b|disclaimer\b|"
    r"(?:this|the information in this|the contents of this)\s{1,3}(?:e-?mail|message|communication|transmission)\b"
    r".{0,200}\b(?:confidential|privileged|intended|recipient)|"
    r"diese (?:e-?mail|nachricht) .{0,100}vertraulich|ce (?:message|courriel).{0,100}confidentiel|"
    r"este (?:mensaje|correo|e-?mail).{0,100}confidencia|questo messaggio.{0,100}(?:riservat|confidenzial))",
    re.IGNORECASE | re.DOTALL,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d\s()./-]{5,24}\d(?!\w)")
_WEB = re.compile(r"(?:https?://|www\.)\S{1,200}", re.IGNORECASE)
_LABEL = re.compile(r"^\s{0,4}(?:\w{1,12}\.?\s{0,2}:|[A-Za-z]:)\s{0,4}")
_STREET = re.compile(r"(?=.{0,80}\d)(?=.{0,80}[^\W\d_]{3})[^\n]{6,100}")
_DIGITS = (7, 15)


def split(lines: Sequence[str], sender: str) -> tuple[list[str], list[str]]:
    """Return the lines that were written, and those of the signature and disclaimer below them.

    Args:
        lines: What one person wrote, without quotes.
        sender: The person's name as the mail's header gives it; it may be empty.
    """
    end = _end(lines, len(lines))
    start = _signature(lines, _disclaimer(lines, end), frozenset(sender.casefold().replace(",", " ").split()))
    if start == end or not any(line.strip() for line in lines[:start]):
        return list(lines), []
    return list(lines[:start]), [line for line in lines[start:] if line.strip()]


def known_values(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the (entity type, value) pairs that the lines of a signature hold."""
    for number, line in enumerate(line for line in lines if line.strip(" -_") and not _DEVICE.fullmatch(line)):
        for email in _EMAIL.findall(line):
            yield "EMAIL_ADDRESS", email
        bare = _WEB.sub(" ", _EMAIL.sub(" ", line))
        for phone in _phones(bare):
            yield "PHONE_NUMBER", phone
        for place, piece in enumerate(_PHONE.sub("|", bare).split("|")):
            text = _LABEL.sub("", piece).strip(" ,;*")
            if number == place == 0 and _NAME.fullmatch(text) and "name" in identity(text):
                yield "PERSON", text
            elif _STREET.fullmatch(text) and not _DISCLAIMER.match(line):
                yield "STREET_ADDRESS", text


def _phones(text: str) -> Iterator[str]:
    for found in _PHONE.findall(text):
        if _DIGITS[0] <= sum(character.isdigit() for character in found) <= _DIGITS[1]:
            yield found


def _end(lines: Sequence[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _disclaimer(lines: Sequence[str], end: int) -> int:
    """Return where the last paragraph begins if it is a disclaimer, else the end."""
    start = end
    while start and lines[start - 1].strip():
        start -= 1
    paragraph = " ".join(lines[start:end])[: _LONGEST_LINE * 4]
    return _end(lines, start) if _DISCLAIMER.match(paragraph) else end


def _signature(lines: Sequence[str], end: int, sender: frozenset[str]) -> int:
    """Return the number of the line at which a signature begins, or that of the end."""
    while end and _DEVICE.fullmatch(lines[end - 1].strip()):
        end = _end(lines, end - 1)
    first = max(0, end - 2 * _MOST_LINES)
    for number in range(first, end):
        block = [line.strip() for line in lines[number + 1 : end] if line.strip()]
        if lines[number].strip() == "--" and len(block) <= _MOST_LINES:
            return number
        if _CLOSING.fullmatch(lines[number]) and block and _NAME.fullmatch(block[0]) and _is_block(block):
            return number + 1
        words = frozenset(lines[number].casefold().strip(" ,.-").split())
        if words and words <= sender and _is_block([lines[number], *block]):
            return number
    return end


def _is_block(block: Sequence[str]) -> bool:
    return len(block) <= _MOST_LINES and all(_is_short(line) for line in block)


def _is_short(line: str) -> bool:
    """Say whether a line may belong to a signature: a sentence does not."""
    reachable = bool(_EMAIL.search(line[:300]) or _WEB.search(line[:300]) or next(_phones(line[:300]), None))
    sentence = line.rstrip().endswith(("?", "!", ".")) and len(line.split()) > 2  # noqa: PLR2004  # "Acme Inc." is none
    return len(line) <= _LONGEST_LINE and (reachable or (len(line.split()) <= _MOST_WORDS and not sentence))
