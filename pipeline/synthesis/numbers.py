"""Made-up numbers whose check digits hold: payment cards, bank accounts, national ids, and patterns of digits.

Bank and branch codes, serials and account numbers are drawn blindly; nothing says that an account exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from types import MappingProxyType

from stdnum import luhn
from stdnum.at import vnr
from stdnum.es import ccc, dni
from stdnum.fr import nir
from stdnum.ie import vat
from stdnum.iso7064 import mod_11_10

_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # none that looks like a digit
# Prefixes that card schemes and payment providers publish for tests.
_TEST_PREFIXES = ("411111", "424242", "400000", "555555", "510510", "222300")
_BELGIAN_BANKS = ("001", "310", "363", "732")  # python-stdnum knows the codes that are given out
# Allowed by HMRC NIM39110: no D, F, I, Q, U, V; none of BG, GB, KN, NK, NT, TN, ZZ.
_NINO_PREFIXES = ("AB", "CE", "JH", "KL", "NR", "PW", "SC", "TS", "WK", "YX")


def from_pattern(rng: Random, pattern: str) -> str:
    """Return the pattern with a random digit for each `#` and a random capital letter for each `@`."""
    draw = rng.random
    return "".join(
        _DIGITS[int(draw() * 10)] if char == "#" else _LETTERS[int(draw() * 23)] if char == "@" else char
        for char in pattern
    )


def digits(rng: Random, count: int) -> str:
    """Return that many random digits."""
    return from_pattern(rng, "#" * count)


def card(rng: Random) -> str:
    """Return a card number of 16 digits with a test prefix and a Luhn digit (ISO/IEC 7812-1)."""
    body = rng.choice(_TEST_PREFIXES) + digits(rng, 9)
    return body + str(luhn.calc_check_digit(body))


def _spanish_account(rng: Random) -> str:
    body = digits(rng, 18)
    check = str(ccc.calc_check_digits(f"{body[:8]}00{body[8:]}"))
    return body[:8] + check + body[8:]


def _french_account(rng: Random) -> str:
    bank, branch, account = digits(rng, 5), digits(rng, 5), digits(rng, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02d}"


def _belgian_account(rng: Random) -> str:
    body = rng.choice(_BELGIAN_BANKS) + digits(rng, 7)
    return f"{body}{int(body) % 97 or 97:02d}"


_ACCOUNTS: Mapping[str, Callable[[Random], str]] = MappingProxyType({
    "AT": lambda rng: digits(rng, 16),
    "BE": _belgian_account,
    "CH": lambda rng: digits(rng, 17),
    "DE": lambda rng: digits(rng, 18),
    "ES": _spanish_account,
    "FR": _french_account,
    "GB": lambda rng: from_pattern(rng, "@@@@##############"),
    "IE": lambda rng: from_pattern(rng, "@@@@##############"),
    "IT": lambda rng: from_pattern(rng, "@######################"),
    "NL": lambda rng: from_pattern(rng, "@@@@##########"),
    "PT": lambda rng: digits(rng, 21),
})


def iban(rng: Random, country: str) -> str:
    """Return an IBAN without spaces (ISO 13616, mod 97; with the national check where there is one).

    A country without IBANs (US) gets a German one.
    """
    code = country if country in _ACCOUNTS else "DE"
    account = _ACCOUNTS[code](rng)
    as_number = "".join(str(int(char, 36)) for char in f"{account}{code}00")
    return f"{code}{98 - int(as_number) % 97:02d}{account}"


def _austrian(rng: Random, birth: date) -> str:
    while True:
        serial, day = str(rng.randrange(100, 1000)), f"{birth:%d%m%y}"
        check = str(vnr.calc_check_digit(f"{serial}0{day}"))
        if len(check) == 1:  # a serial whose check would be 10 is never given out
            return f"{serial}{check} {day}"


def _belgian(rng: Random, birth: date) -> str:
    body = f"{birth:%y%m%d}{rng.randrange(1, 998):03d}"
    base = int(body) if birth.year < 2000 else int("2" + body)  # noqa: PLR2004 - the century's leading digit
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{97 - base % 97:02d}"


def _german(rng: Random, _birth: date) -> str:
    # Ten digits in which exactly one stands twice, never first a zero (tax id, Section 139b AO).
    chosen = rng.sample(_DIGITS, 9)
    if chosen[0] == "0":
        chosen[:2] = chosen[1], chosen[0]
    chosen.insert(rng.randrange(2, 10), chosen[0])
    body = "".join(chosen)
    return body + str(mod_11_10.calc_check_digit(body))


def _french(rng: Random, birth: date) -> str:
    department = rng.choice([number for number in range(1, 96) if number != 20])  # noqa: PLR2004 - Corsica is 2A and 2B
    serials = f"{rng.randrange(1, 990):03d}{rng.randrange(1, 1000):03d}"
    body = f"{rng.choice('12')}{birth:%y%m}{department:02d}{serials}"
    return body + str(nir.calc_check_digits(body))


def _irish(rng: Random, _birth: date) -> str:
    body = digits(rng, 7)
    return body + str(vat.calc_check_digit(body + "A")) + "A"


_NATIONAL: Mapping[str, Callable[[Random, date], str]] = MappingProxyType({
    "AT": _austrian,
    "BE": _belgian,
    "DE": _german,
    "ES": lambda rng, _birth: (number := digits(rng, 8)) + str(dni.calc_check_digit(number)),
    "FR": _french,
    "GB": lambda rng, _birth: f"{rng.choice(_NINO_PREFIXES)} {from_pattern(rng, '## ## ##')} {rng.choice('ABCD')}",
    "IE": _irish,
    "US": lambda rng, _birth: f"{rng.randrange(100, 666)}-{rng.randrange(1, 100):02d}-{rng.randrange(1, 10000):04d}",
})


def national_id(rng: Random, country: str, birth: date) -> str:
    """Return a number that the country's check accepts: social security, tax or identity number."""
    return _NATIONAL[country](rng, birth)
