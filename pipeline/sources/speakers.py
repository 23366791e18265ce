"""Words that transcripts use for the parties of a conversation, in the languages of Veil's detectors."""

from __future__ import annotations

import re

from pipeline.conversation.model import Role

_WORDS: dict[Role, str] = {
    Role.CUSTOMER: (
        "customer, cust, caller, client, user, end user, guest, visitor, consumer, member, subscriber, "
        "cliente, "  # codespell:ignore cliente
        "usuario, usuária, usuário, kunde, kundin, anrufer, anruferin, klant, beller, appelant, utilisateur, "
        "utente"
    ),
    Role.AGENT: (
        "agent, rep, representative, advisor, adviser, operator, support, csr, associate, consultant, supervisor, "
        "staff, employee, customer service, customer support, support agent, service agent, call center agent, "
        "agente, asesor, asesora, operador, operadora, operatore, operatrice, conseiller, conseillère, opérateur, "
        "mitarbeiter, mitarbeiterin, berater, beraterin, medewerker, atendente, assistente"
    ),
    Role.BOT: "bot, chatbot, ivr, virtual agent, virtual assistant, voicebot, assistant",
    Role.SYSTEM: "system, automated message, sistema",
    Role.THIRD_PARTY: "third party, third_party, interpreter, translator",
}
_ROLES = {word.strip(): role for role, words in _WORDS.items() for word in words.split(",")}
_NUMBER = re.compile(r"[ _#-]*\d{0,3}")


def role_of(label: str) -> Role | None:
    """Return the role that a label such as "Agent", "AGENT 2" or "Kundin" stands for, or None."""
    found = split_label(label)
    return found[0] if found and _NUMBER.fullmatch(found[1]) else None


def split_label(label: str) -> tuple[Role, str] | None:
    """Return the role that a label begins with and what follows it ("Agent Chloe": agent, "Chloe"), or None."""
    folded = label.strip().casefold()
    for end in range(len(folded), 0, -1):
        if end < len(folded) and folded[end].isalpha() and folded[end - 1].isalpha():
            continue  # inside a word
        role = _ROLES.get(folded[:end])
        if role is not None:
            # Folding may lengthen a text ("ß"), yet none of the words above holds such a letter.
            return role, label.strip()[end:]
    return None
