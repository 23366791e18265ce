"""Cross checks of gates and lists: what the legal basis asks for is there."""

from __future__ import annotations

from pipeline.policy.check_legal_basis import CAN_BE_OBJECTED_TO
from pipeline.policy.check_papers import Found
from pipeline.policy.draft import Draft


def check_gates(policy: Draft) -> Found:
    """Consent as a basis is asked of every record; whoever objected is kept out, by a list or otherwise."""
    basis = policy.legal_basis.basis if policy.legal_basis else None
    if policy.gates and policy.gates.consent is False and basis == "consent":
        yield ("gates", "consent"), "consent is the legal basis: every record must hold one"
    lists = policy.lists
    if lists is None:
        return
    if basis in CAN_BE_OBJECTED_TO and lists.objections is None and lists.absent_because is None:
        message = f"people may object to {basis} (Art. 21): name a list of objections, or say how they are kept out"
        yield ("lists",), f"{message} (absent_because)"
    for name, rule in lists.named.items():
        if rule.file.startswith("env:") and not rule.file.removeprefix("env:").strip():
            yield ("lists", name, "file"), "env: needs the name of an environment variable"
