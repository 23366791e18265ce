"""The language of a conversation: what the record says, else what its customer writes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pipeline.conversation.model import Conversation, Role

MIN_LETTERS = 20
MIN_PROBABILITY = 0.9
MAX_CHARACTERS = 2000  # more text does not change the answer
UNDECLARED = frozenset({"", "und", "mul", "mis", "zxx", "mixed", "auto", "unknown", "multi"})


def identify(conversation: Conversation) -> str | None:
    """Return the conversation's language (ISO 639-1), or None where it is not known well enough.

    A declared language counts, without its region ("en-GB" is "en"). Where it is missing or says "several", the
    customer's turns decide; fewer than 20 letters, or a probability under 0.9, is unknown.
    """
    declared = (conversation.language or "").strip().lower().replace("_", "-").partition("-")[0]
    if declared not in UNDECLARED:
        return declared
    customer = [turn.text for turn in conversation.turns if conversation.role_of(turn) is Role.CUSTOMER]
    sample = " ".join(customer or [turn.text for turn in conversation.turns])[:MAX_CHARACTERS]
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= MIN_PROBABILITY else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """Load py3langid's bundled model (97 languages) once a process, with probabilities that add up to one."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second that --help need not pay

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
