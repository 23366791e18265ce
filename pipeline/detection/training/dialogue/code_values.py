"""Numbers of orders, accounts and cards. In patterns `#` is a digit and `@` a letter."""

from __future__ import annotations

import string
from typing import Final

from pipeline.detection.training.dialogue.speech import dictated
from pipeline.detection.training.dialogue.values import Values
from pipeline.synthesis import numbers

ORDERS: Final = (
    "##########", "########", "@@######", "@#####", "###-#######-#######", "@@-####-####", "#####", "######", "@@@###",
    "########-@", "#@#@#@", "RD-######", "NV#####", "CS-####-@####", "KT#######", "@@@@@@", "#### #### ####",
    "1Z###@##########",
)  # fmt: skip
SHORT: Final = (
    "###", "####", "@##", "@@@###", "#@#", "## ## ##", "@ ## @", "@@@ ###", "#####", "@# @# @#", "### @@@", "@@ ###",
)  # fmt: skip
ACCOUNTS: Final = (
    "########", "##########", "######", "############", "@@######", "####-####-##", "### ### ###", "K-#######",
    "#### ####", "@#######",
)  # fmt: skip
_COUNTRIES: Final = ("DE", "ES", "FR", "IT", "NL", "PT", "GB", "BE", "AT", "IE")


def letters(values: Values) -> str:
    """Return a booking code of letters alone."""
    text = "".join(values.chance.choice(string.ascii_uppercase) for _ in range(values.chance.randint(5, 7)))
    return text if values.likely(0.7) else text.lower()


def card(values: Values) -> str:
    """Return the person's card number in one piece or in four."""
    digits = values.again("card", lambda own: numbers.card(own.chance))
    return values.chance.choice((digits, _by_four(digits), _by_four(digits), _by_four(digits, "-")))


def tail(values: Values) -> str:
    """Return a card's last digits."""
    digits = numbers.digits(values.chance, 4)
    if values.likely(0.25):
        return dictated(digits, values.speech, values.chance)
    return values.chance.choice((digits, digits, f"****{digits}"))


def iban(values: Values) -> str:
    """Return an account number that its check digits allow."""
    code = numbers.iban(values.chance, values.chance.choice(_COUNTRIES))
    return _by_four(code) if values.likely(0.5) else code


def _by_four(code: str, sign: str = " ") -> str:
    return sign.join(code[place : place + 4] for place in range(0, len(code), 4))
