"""What looks like personal data and is none: amounts, errors, versions, sizes."""

from __future__ import annotations

from pipeline.detection.training.dialogue.values import Values
from pipeline.synthesis import numbers


def amount(values: Values) -> str:
    """Return a sum of money, in digits or words."""
    draw = values.chance
    number = draw.choice((f"{draw.randint(1, 999)}.{draw.randint(0, 99):02d}", str(draw.randint(1, 2000))))
    spoken = values.speech.number(draw.randint(2, 900))
    local = number if values.language == "en" else number.replace(".", ",")
    dollars = (f"{number} dollars", f"{spoken} dollar", f"rs {number}", f"{number} USD")
    return draw.choice((f"${number}", f"£{number}", f"{local} €", f"{local} euro", f"{spoken} euro", *dollars))


def error(values: Values) -> str:
    """Return what a screen may show."""
    draw = values.chance
    codes = (
        f"error {numbers.digits(draw, 3)}",
        f"error code 0x800{numbers.digits(draw, 4)}",
        f"E{numbers.digits(draw, 2)}",
    )
    others = (f"HTTP 40{numbers.digits(draw, 1)}", f"{numbers.digits(draw, 2)} %", f"firmware {version(values)}")
    return draw.choice((*codes, *others, f"{numbers.digits(draw, 2)} GB"))


def version(values: Values) -> str:
    """Return the number of a version."""
    return ".".join(str(values.chance.randint(0, 20)) for _ in range(values.chance.randint(2, 3)))


def small(values: Values) -> str:
    """Return how many, in digits or words."""
    number = values.chance.randint(1, 60) if values.likely(0.6) else values.chance.randint(1, 12)
    return str(number) if values.likely(0.75) else values.speech.number(number)


def measure(values: Values) -> str:
    """Return a number, in digits or words, with what it counts: percent, degrees, miles."""
    draw = values.chance
    number = draw.choice((draw.randint(2, 99), draw.randint(2, 99), draw.randint(100, 999), draw.randint(1, 9) * 1000))
    text = values.speech.number(number) if values.likely(0.55) else str(number)
    return f"{text} {values.pick('units')}"


def house(values: Values) -> str:
    """Return the number of a house."""
    draw = values.chance
    return str(draw.choice((draw.randint(1, 99), draw.randint(1, 99), draw.randint(100, 9999))))


def dimension(values: Values) -> str:
    """Return the size of a box."""
    sides = [str(values.chance.randint(5, 250)) for _ in range(values.chance.randint(2, 3))]
    return values.chance.choice(("x", " x ")).join(sides) + values.chance.choice((" cm", "cm", " mm", ""))


def ip(values: Values) -> str:
    """Return the address of a computer."""
    return ".".join(str(values.chance.randint(1, 254)) for _ in range(4))
