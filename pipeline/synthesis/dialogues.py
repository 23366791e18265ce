"""What is said in one conversation, turn by turn, on each channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from pipeline.synthesis.chance import happens
from pipeline.synthesis.lines import Line, Style, as_sentence, join, with_ending
from pipeline.synthesis.scene import Scene

CUSTOMER, AGENT, BOT, SYSTEM, THIRD = "c1", "a1", "b1", "s1", "t1"
"""Ids of participants inside a conversation."""

# What an agent asks for, by topic; name, e-mail, order and customer number are asked on every topic.
_COMMON = ("name", "email", "order", "customer_id")
_BY_TOPIC: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "refund": ("iban", "address", "phone"),
    "delivery": ("address", "phone", "postcode"),
    "router": ("phone", "postcode", "customer_id"),
    "invoice": ("address", "birth", "iban"),
    "subscription": ("birth", "phone", "user"),
    "hotel": ("phone", "card", "name"),
    "account": ("user", "birth", "national_id"),
    "payment": ("card", "birth", "iban"),
})
_SPOKEN = frozenset({"name", "email", "phone", "order", "customer_id", "birth", "postcode"})
_ENDINGS = ("!!!", "!!", "??", " :(", " 😡", " 🙏", " 😂", " ...", " :)", "😭😭")


class Said(NamedTuple):
    """One turn: who speaks (a participant's id) and what."""

    speaker: str
    line: Line


@dataclass(frozen=True, slots=True)
class Manner:
    """How a conversation is held: the customer's style, how many stories are told and whether values are read aloud."""

    style: Style
    stories: int = 0
    aloud: bool = False


def _customer(scene: Scene, manner: Manner, key: str) -> Said:
    rng, style = scene.rng, manner.style
    if style is Style.HEARD:
        return Said(CUSTOMER, scene.say(key, style))
    line = scene.say(key, Style.SHOUTED if happens(rng, 0.03) else style)
    decorated = "answer" not in key and happens(rng, 0.15)
    return Said(CUSTOMER, with_ending(line, rng.choice(_ENDINGS)) if decorated else line)


def story(scene: Scene, style: Style) -> Line:
    """Return two or three sentences put together from clauses, so that hardly any text occurs twice."""
    keys = ("story.time", "story.what", "story.then", "story.feel")
    count = 3 if happens(scene.rng, 0.4) else 2
    sentences = [join([scene.say(key, style) for key in keys], " ") for _ in range(count)]
    return join(sentences, " " if style is Style.HEARD else ". ")


def _agent(scene: Scene, manner: Manner, key: str) -> Said:
    return Said(AGENT, scene.say(key, Style.HEARD if manner.style is Style.HEARD else Style.PLAIN))


def _asked(scene: Scene, manner: Manner, what: str) -> Iterator[Said]:
    rng = scene.rng
    yield _agent(scene, manner, f"ask.{what}")
    if manner.aloud and what in _SPOKEN and happens(rng, 0.7):
        yield Said(CUSTOMER, scene.say(f"spoken.{what}", manner.style))
    else:
        yield _customer(scene, manner, f"answer.{what}")
    if happens(rng, 0.7):
        yield _agent(scene, manner, f"readback.{what}")


def _middle(scene: Scene, manner: Manner) -> Iterator[Said]:
    rng, topic = scene.rng, scene.topic
    for _ in range(rng.randrange(2, 5)):
        yield _customer(scene, manner, f"detail.{topic}" if happens(rng, 0.6) else "feeling")
        yield _agent(scene, manner, f"step.{topic}" if happens(rng, 0.7) else rng.choice(("calm", "check")))
    for _ in range(manner.stories):
        yield Said(CUSTOMER, story(scene, manner.style))
        yield _agent(scene, manner, f"step.{topic}")


def _questions(scene: Scene) -> list[str]:
    wanted = list(dict.fromkeys((*_COMMON, *_BY_TOPIC[scene.topic])))
    return scene.rng.sample(wanted, scene.rng.randrange(2, 5))


def talk(scene: Scene, manner: Manner) -> Iterator[Said]:
    """Yield a chat or a call: greeting, problem, questions with lone answers and read-backs, solution, good-bye."""
    rng = scene.rng
    typed = not manner.aloud
    if typed and happens(rng, 0.25):
        yield Said(BOT, scene.say("bot"))
        yield _customer(scene, manner, f"opening.{scene.topic}")
        yield Said(SYSTEM, scene.say("joined"))
    yield _agent(scene, manner, "greet")
    yield _customer(scene, manner, f"opening.{scene.topic}")
    yield _agent(scene, manner, "calm")
    for what in _questions(scene):
        yield from _asked(scene, manner, what)
    yield from _middle(scene, manner)
    yield _customer(scene, manner, "done")
    yield _agent(scene, manner, "close")


def mail_thread(scene: Scene, manner: Manner) -> Iterator[Said]:
    """Yield mails, oldest first, each with its greeting and signature."""
    rng, topic = scene.rng, scene.topic

    def paragraph(keys: list[str]) -> Line:
        return join([as_sentence(scene.say(key)) for key in keys], " ")

    body = [scene.say("mail_open"), paragraph([f"opening.{topic}", f"detail.{topic}"]), scene.say("mail_identify")]
    body += [story(scene, Style.PLAIN) for _ in range(manner.stories)]
    yield Said(CUSTOMER, join([*body, scene.say("mail_close")], "\n\n"))
    for _ in range(rng.randrange(1, 3)):
        reply = [scene.say("mail_reply_open"), paragraph(["calm", f"step.{topic}", f"step.{topic}"])]
        yield Said(AGENT, join([*reply, scene.say("mail_agent_close")], "\n\n"))
        answer = [
            paragraph([f"detail.{topic}", "feeling"]),
            *(story(scene, Style.PLAIN) for _ in range(manner.stories)),
        ]
        yield Said(CUSTOMER, join([*answer, scene.say("mail_close")], "\n\n"))


def ticket(scene: Scene, manner: Manner) -> Iterator[Said]:
    """Yield a ticket: a form's text and a few comments."""
    topic = scene.topic
    yield Said(CUSTOMER, join([scene.say(f"opening.{topic}"), scene.say("mail_identify")], "\n"))
    for _ in range(1 + manner.stories):
        yield Said(AGENT, scene.say(f"step.{topic}"))
        yield Said(
            CUSTOMER, story(scene, manner.style) if manner.stories else scene.say(f"detail.{topic}", manner.style)
        )
    yield Said(AGENT, join([scene.say("close"), scene.say("mail_agent_close")], "\n\n"))


def text_messages(scene: Scene, manner: Manner) -> Iterator[Said]:
    """Yield two to five short messages."""
    for number in range(scene.rng.randrange(2, 6)):
        if number % 2:
            yield _agent(scene, manner, "sms_agent")
        else:
            yield _customer(scene, manner, "sms" if happens(scene.rng, 0.7) else "feeling")
    for _ in range(manner.stories):
        yield Said(CUSTOMER, story(scene, manner.style))


Script = Callable[[Scene, Manner], Iterator[Said]]
SCRIPTS: Mapping[str, Script] = MappingProxyType({
    "chat": talk,
    "call": talk,
    "social": talk,
    "email": mail_thread,
    "ticket": ticket,
    "sms": text_messages,
})
"""How a conversation is held, by channel."""
