"""Every slot of the sentences: what makes its text, and which type it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pipeline.detection.training.dialogue import code_values, date_values, person_values, talk_values
from pipeline.detection.training.dialogue.speech import dictated
from pipeline.detection.training.dialogue.values import Maker, Values, as_chopped, as_said, as_spelled, kept, numbered
from pipeline.synthesis import numbers
from pipeline.synthesis.templates import Slot, chosen

_INNER: Final = {"given": "third_given", "family": "third_family", "street": "street_name"}


def value(values: Values, slot: str) -> tuple[str, str | None]:
    """Return the text of a slot and its type, None where the value is nobody's."""
    maker, entity_type = SLOTS[slot]
    return maker(values), entity_type


def _pin(values: Values) -> str:
    return numbers.digits(values.chance, values.chance.choice((4, 4, 6)))


def _born(values: Values) -> str:
    return values.again("birth", date_values.written(date_values.BIRTHS))


def _street(values: Values) -> str:
    return values.again("street", _new_street)


def _new_street(values: Values) -> str:
    parts = chosen(values.chance.choice(values.phrases.streets), values.chance)
    return "".join(value(values, _INNER.get(p.name, p.name))[0] if isinstance(p, Slot) else p for p in parts)


def _street_said(values: Values) -> str:
    return re.sub(r"\d+", lambda match: dictated(match[0], values.speech, values.chance), _street(values)).lower()


_ZIP, _PHONE, _GOV = kept("zip", "zips"), kept("phone", "phones"), kept("gov", "govs")
_ORDER, _ACCOUNT = numbered("order", code_values.ORDERS), numbered("account", code_values.ACCOUNTS)

SLOTS: Final[Mapping[str, tuple[Maker, str | None]]] = MappingProxyType({
    "name": (person_values.name, "PERSON"),
    "given": (person_values.given, "PERSON"),
    "family": (person_values.family, "PERSON"),
    "family2": (lambda values: values.names.draw(1, values.chance), "PERSON"),
    "third": (person_values.third, "PERSON"),
    "third_given": (lambda values: values.names.draw(0, values.chance), "PERSON"),
    "third_family": (lambda values: values.names.draw(1, values.chance), "PERSON"),
    "agent": (lambda values: values.again("agent", lambda own: own.names.draw(0, own.chance)), "PERSON"),
    "name_spelled": (as_spelled(person_values.name), "PERSON"),
    "given_spelled": (as_spelled(person_values.given), "PERSON"),
    "family_spelled": (as_spelled(person_values.family), "PERSON"),
    "zip": (_ZIP, "ZIP_CODE"),
    "zip_spoken": (as_said(_ZIP), "ZIP_CODE"),
    "zip_chopped": (as_chopped(_ZIP), "ZIP_CODE"),
    "birth": (_born, "DATE_OF_BIRTH"),
    "birth_spoken": (date_values.said(date_values.BIRTHS), "DATE_OF_BIRTH"),
    "email": (lambda values: values.again("email", person_values.email), "EMAIL_ADDRESS"),
    "email_spoken": (person_values.email_said, "EMAIL_ADDRESS"),
    "email_broken": (person_values.email_broken, "EMAIL_ADDRESS"),
    "phone": (_PHONE, "PHONE_NUMBER"),
    "phone_spoken": (as_said(_PHONE), "PHONE_NUMBER"),
    "phone_chopped": (as_chopped(_PHONE), "PHONE_NUMBER"),
    "street": (_street, "STREET_ADDRESS"),
    "street_spoken": (_street_said, "STREET_ADDRESS"),
    "street_name": (lambda values: values.pick("streets"), "STREET_ADDRESS"),
    "city": (lambda values: values.pick("cities"), "LOCATION"),
    "order": (_ORDER, "ORDER_ID"),
    "order_spoken": (as_said(_ORDER), "ORDER_ID"),
    "order_chopped": (as_chopped(_ORDER), "ORDER_ID"),
    "short_id": (numbered("short", code_values.SHORT), "ORDER_ID"),
    "letters_id": (code_values.letters, "ORDER_ID"),
    "account": (_ACCOUNT, "ACCOUNT_ID"),
    "account_spoken": (as_said(_ACCOUNT), "ACCOUNT_ID"),
    "account_chopped": (as_chopped(_ACCOUNT), "ACCOUNT_ID"),
    "iban": (code_values.iban, "ACCOUNT_ID"),
    "user": (lambda values: values.again("user", person_values.user), "USERNAME"),
    "secret": (person_values.secret, "PASSWORD"),
    "pin": (_pin, "PASSWORD"),
    "pin_spoken": (as_said(_pin), "PASSWORD"),
    "cvv": (lambda values: numbers.digits(values.chance, 3), "PASSWORD"),
    "card": (code_values.card, "CREDIT_CARD"),
    "card_spoken": (as_said(code_values.card), "CREDIT_CARD"),
    "card_tail": (code_values.tail, "CREDIT_CARD"),
    "gov": (_GOV, "GOV_ID"),
    "gov_spoken": (as_said(_GOV), "GOV_ID"),
    "pin_gov": (_pin, "GOV_ID"),
    "url": (person_values.url, "URL"),
    "ip": (talk_values.ip, "URL"),
    "date": (date_values.written(date_values.RECENT), "DATE_TIME"),
    "day": (lambda values: values.pick("days"), "DATE_TIME"),
    "clock": (date_values.clock, "DATE_TIME"),
    "amount": (talk_values.amount, None),
    "small": (talk_values.small, None),
    "measure": (talk_values.measure, None),
    "n": (talk_values.house, None),
    "letter": (lambda values: values.chance.choice("abc"), None),
    "product": (lambda values: values.pick("products"), None),
    "error": (talk_values.error, None),
    "dimension": (talk_values.dimension, None),
    "version": (talk_values.version, None),
    "relation": (lambda values: values.pick("relations"), None),
    "title": (lambda values: values.pick("titles"), None),
})
"""Every slot of the sentences: what makes its text, and the type of it."""
