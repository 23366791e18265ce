"""What stands where personal data stood: a plan made once from the policy, then applied to each conversation.

In: a `Conversation` with its findings. Out: a `SanitizedConversation`, the only thing that may be written.
"""
