"""What is said in a conversation of each kind of stress set, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.synthesis.chance import happens
from pipeline.synthesis.dialogues import AGENT, CUSTOMER, Said
from pipeline.synthesis.lines import Line, Span, join
from pipeline.synthesis.stress.scene import StressScene
from pipeline.synthesis.stress.splitting import chunks
from pipeline.synthesis.stress.tables import LANGUAGES

_QUESTIONS = ("name", "email", "phone", "order", "address", "birth", "customer_id", "user", "iban")
_HARD_TO_TELL = frozenset({"iban", "user"})
_SPLIT = (("phone", "PHONE_NUMBER"), ("order", "ORDER_ID"), ("customer_id", "ACCOUNT_ID"), ("iban", "IBAN_CODE"))


def talk(scene: StressScene) -> Iterator[Said]:
    """Yield a chat in which the customer is asked for the name and for two or three things more."""
    yield from _begun(scene)
    for what in ("name", *scene.rng.sample(_QUESTIONS[1:], scene.rng.choice((2, 3)))):
        yield from _asked(scene, what)
    yield from _ended(scene)


def call(scene: StressScene) -> Iterator[Said]:
    """Yield a call, in which nobody reads out bank accounts and user names."""
    told = [what for what in _QUESTIONS[1:] if what not in _HARD_TO_TELL]
    yield from _begun(scene)
    for what in ("name", *scene.rng.sample(told, 3)):
        yield from _asked(scene, what)
    yield from _ended(scene)


def name_talk(scene: StressScene) -> Iterator[Said]:
    """Yield a chat full of names: the customer's, the agent's, somebody else's."""
    yield from _begun(scene)
    yield from _asked(scene, "name", repeated=1.0)
    for _ in range(2):
        yield Said(CUSTOMER, scene.say("mention"))
        yield Said(AGENT, scene.say("step"))
    yield from _ended(scene)


def mixed_talk(scene: StressScene) -> Iterator[Said]:
    """Yield a chat in which the customer falls into another language for some turns."""
    other = replace(scene, language=scene.rng.choice([each for each in LANGUAGES if each != scene.language]))
    yield from _begun(scene)
    first, *rest = scene.rng.sample(_QUESTIONS[:7], 3)
    yield Said(AGENT, scene.say(f"ask.{first}"))
    yield Said(CUSTOMER, other.say(f"answer.{first}"))
    for what in rest:
        yield from _asked(scene, what)
    yield Said(CUSTOMER, other.say("talk"))
    yield Said(CUSTOMER, other.say("mention"))
    yield from _ended(scene)


def split_talk(scene: StressScene) -> Iterator[Said]:
    """Yield a chat in which name and numbers come in parts and are read back whole."""
    yield from _begun(scene)
    yield Said(AGENT, scene.say("split.first_name"))
    yield Said(CUSTOMER, _lone(scene.customer.name.given))
    yield Said(AGENT, scene.say("split.last_name"))
    yield Said(CUSTOMER, _lone(scene.customer.name.family))
    for what, entity_type in scene.rng.sample(_SPLIT, 2):
        yield from _told_in_parts(scene, what, entity_type)
    yield from _ended(scene)


def mail_thread(scene: StressScene) -> Iterator[Said]:
    """Yield a long mail with a signature, the reply, and an answer that quotes it."""
    rng = scene.rng
    body = [scene.say("mail.body") for _ in range(2)]
    first = (scene.say("mail.open"), body[0], scene.say("mail.identify"), body[1], scene.say("mail.sign"))
    yield Said(CUSTOMER, _paragraphs(*first))
    reply = _paragraphs(*(scene.say(key) for key in ("mail.reply_open", "mail.reply", "mail.reply_sign")))
    yield Said(AGENT, reply)
    again = [scene.say("mail.identify" if happens(rng, 0.5) else "mention"), scene.say("mail.sign")]
    quote = join((scene.say("mail.header"), quoted(reply)), "\n")
    yield Said(CUSTOMER, _paragraphs(*again, quote))


def quoted(line: Line) -> Line:
    """Return a mail as it stands in the answer, each of its lines after `> `."""
    rows: list[Line] = []
    start = 0
    for row in line.text.split("\n"):
        end = start + len(row)
        spans = tuple(
            replace(span, start=span.start - start, end=span.end - start)
            for span in line.spans
            if start <= span.start and span.end <= end
        )
        rows.append(join((Line("> "), Line(row, spans)), ""))
        start = end + 1
    return join(rows, "\n")


def _begun(scene: StressScene) -> Iterator[Said]:
    yield Said(AGENT, scene.say("greet"))
    yield Said(CUSTOMER, scene.say("opening"))


def _asked(scene: StressScene, what: str, repeated: float = 0.6) -> Iterator[Said]:
    yield Said(AGENT, scene.say(f"ask.{what}"))
    yield Said(CUSTOMER, scene.say(f"answer.{what}"))
    if happens(scene.rng, repeated):
        yield Said(AGENT, scene.say(f"readback.{what}"))


def _ended(scene: StressScene) -> Iterator[Said]:
    yield Said(CUSTOMER, scene.say("talk"))
    yield Said(AGENT, scene.say("step"))
    if happens(scene.rng, 0.5):
        yield Said(CUSTOMER, scene.say("mention"))
    yield Said(CUSTOMER, scene.say("thanks"))
    yield Said(AGENT, scene.say("close"))


def _told_in_parts(scene: StressScene, what: str, entity_type: str) -> Iterator[Said]:
    yield Said(AGENT, scene.say(f"ask.{what}"))
    _, whole = scene.value(what)
    first, *between, last = chunks(whole, scene.rng)
    yield Said(CUSTOMER, scene.part("split.lead", first, entity_type))
    for chunk in between:
        yield Said(AGENT, scene.say("split.go_on"))
        yield Said(CUSTOMER, scene.part("split.more", chunk, entity_type))
    yield Said(AGENT, scene.say("split.go_on"))
    yield Said(CUSTOMER, scene.part("split.last", last, entity_type))
    yield Said(AGENT, scene.say(f"readback.{what}"))


def _lone(name: str) -> Line:
    return Line(name, (Span(0, len(name), "PERSON"),))


def _paragraphs(*lines: Line) -> Line:
    return join(lines, "\n\n")
