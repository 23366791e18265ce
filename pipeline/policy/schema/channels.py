"""Which channels may be read, and since when people on them were told."""

from __future__ import annotations

from pipeline.policy.schema.types import Day, PolicyModel, Text


class Notice(PolicyModel):
    """The first notice that tells people of this purpose. Records before its date are refused."""

    version: Text
    date: Day
    text: Text | None = None


class ChannelRule(PolicyModel):
    """A channel that may be read, and since when people on it were told."""

    notice: Notice
