"""The record path of a policy for trying things out: examples and samples, with a key that is thrown away."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from pipeline.anonymization.sanitized import SanitizedConversation
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import Refusal, Reject
from pipeline.keys.master import KEY_BYTES, MasterKey
from pipeline.policy.loaded import LoadedPolicy
from pipeline.release.sanitizer import Sanitized
from pipeline.release.worker import load_sanitizer

Sanitize = Callable[[Conversation], SanitizedConversation | Refusal | Reject]


def build(loaded: LoadedPolicy) -> Sanitize:
    """Return a function that takes one conversation down the path of a policy, without writing anything."""
    sanitizer = load_sanitizer(loaded, MasterKey(secrets.token_bytes(KEY_BYTES)))

    def sanitize(conversation: Conversation) -> SanitizedConversation | Refusal | Reject:
        (result,) = sanitizer.sanitize([conversation])
        return result.conversation if isinstance(result, Sanitized) else result

    return sanitize
