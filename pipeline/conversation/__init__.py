"""The words that all stages share: conversations, findings, identity, time, text in normal form.

Nothing here reads a file, knows a policy or finds personal data. Every value is frozen, and every field that may
hold raw text has `repr=False`.
"""
