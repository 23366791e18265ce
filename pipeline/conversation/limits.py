"""How large a record may be before it is rejected as `too_large` (DESIGN §2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes of UTF-8, and the number of turns."""

    turn_bytes: int = 1 << 20
    conversation_bytes: int = 64 << 20
    turns: int = 200_000
