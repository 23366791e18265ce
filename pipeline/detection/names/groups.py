"""The features of a word by name, in groups that each depend on a few things and are made once for these.

No feature holds a word itself: what varies is how common it is, which kind of name, its capitals, its neighbors' kinds
and the network's scores in bins. There are some thousand groups in all, whatever is read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipeline.detection.names.lexicon import SLIP

Group = tuple[str, ...]
"""Names of features that depend on the same few things."""

RARE: Final = frozenset({"rare", "unknown", SLIP})
"""Bands of words that few people use."""
_GROUPS: Final = 1 << 14
"""How many groups of one kind are remembered: more than there are, in any text."""


@lru_cache(_GROUPS)
def of_word(band: str, name: str, shape: str, score: int, coarse: int, place: int, other: int) -> Group:
    """Return what the word, its shape and the network say."""
    rarity = "rare" if band in RARE else band
    return (
        *("bias", f"m{score}", f"p{place}", f"d{other}", f"k:{band}", f"g:{name}", f"kg:{band}:{name}", f"s:{shape}"),
        *(f"sk:{shape}:{band}", f"sg:{shape}:{name}", f"sm:{shape}:{coarse}", f"ss:{shape}:{rarity}:{name}"),
        *(f"mk:{coarse}:{band}", f"mg:{coarse}:{name}", f"mp:{coarse}:{place}"),
    )


@lru_cache(_GROUPS)
def of_neighbor(side: str, neighbor: str, rarity: str, name: str, coarse: int, shape: str) -> Group:
    """Return what stands before (`b`) or after (`a`) the word."""
    return (
        *(f"{side}:{neighbor}", f"{side}k:{neighbor}:{rarity}", f"{side}m:{neighbor}:{coarse}"),
        *(f"{side}g:{neighbor}:{name}", f"{side}s:{neighbor}:{shape}"),
    )


@lru_cache(_GROUPS)
def of_question(asked: str, size: int, rarity: str, name: str, coarse: int, shape: str) -> Group:
    """Return what was asked, how long the turn is, and how both go with the word."""
    return (
        *(f"q:{asked}", f"ql:{asked}:{size}", f"qlk:{asked}:{size}:{rarity}", f"qg:{asked}:{name}"),
        *(
            f"qm:{asked}:{coarse}",
            f"qs:{asked}:{shape}:{rarity}",
            f"l:{size}",
            f"lk:{size}:{rarity}",
            f"lg:{size}:{name}",
        ),
    )


@lru_cache(_GROUPS)
def of_place(first: bool, last: bool, near: int, rarity: str, coarse: int) -> Group:
    """Return where in the turn the word stands, and what the network thinks of its neighbors."""
    ends = (*((f"first:{rarity}",) if first else ()), *((f"last:{rarity}",) if last else ()))
    return (*ends, f"near:{near}:{coarse}")


@lru_cache(_GROUPS)
def of_language(language: str, shape: str, name: str, rarity: str, coarse: int) -> Group:
    """Return what other languages than English need to be told apart by: German nouns above all."""
    return (
        *(f"{language}:{shape}:{rarity}", f"{language}:{name}:{rarity}", f"{language}:{coarse}:{shape}"),
        f"{language}:{coarse}:{rarity}",
    )


@lru_cache(_GROUPS)
def of_post(shape: str, name: str, rarity: str, coarse: int) -> Group:
    """Return what counts in a post to everybody, which speaks of other people than a call for help does."""
    return (f"post:{shape}:{rarity}", f"post:{coarse}", f"post:{name}:{shape}", f"post:{coarse}:{rarity}")


@lru_cache(_GROUPS)
def of_brand(shape: str, name: str, rarity: str, coarse: int) -> Group:
    """Return what counts for a word of a known brand, which may be a name as well."""
    return ("brand", f"brand:{shape}:{rarity}", f"brand:{name}", f"brand:{coarse}", f"brand:{name}:{rarity}")


@lru_cache(_GROUPS)
def of_flat(name: str, rarity: str, coarse: int) -> Group:
    """Return what counts where a turn has no capitals to go by."""
    return (f"flat:{rarity}:{name}", f"flat:{coarse}")


@lru_cache(_GROUPS)
def of_cue(cue: str, rarity: str, shape: str) -> Group:
    """Return which cue stands before the word."""
    return (cue, f"{cue}:{rarity}", f"{cue}:{shape}")
