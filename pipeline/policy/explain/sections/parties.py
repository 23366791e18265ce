"""Controller, processors and recipients."""

from __future__ import annotations

from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import contact, listed
from pipeline.policy.loaded import LoadedPolicy


def _lines(loaded: LoadedPolicy) -> list[str]:
    of = loaded.policy.parties
    return [
        f"Controller: {contact(of.controller)}",
        *[f"Joint controller: {contact(joint)}" for joint in of.joint_controllers],
        *([f"Representative in the EU: {contact(of.representative)}"] if of.representative else []),
        *[f"Processor: {p.name} ({p.service}, {p.location}), contract {p.contract}" for p in of.processors],
        *([] if of.processors else ["Processors: none"]),
        *[
            f"Recipient: {r.id} ({r.category}, {r.location}, acts as {r.acts_as});"
            f" can also see: {listed(r.has_access_to)}"
            for r in of.recipients
        ],
        *[f"Transfer to {t.country}: allowed by {t.tool}, {t.reference}" for t in of.transfers],
        *([] if of.transfers else ["Transfers outside the EEA: none"]),
    ]


PLUGIN = Explanation("parties", "Who", 20, ("parties",), _lines)
