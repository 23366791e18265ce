"""Which channels may be read, and since when people on them were told."""

from __future__ import annotations

from pipeline.policy.schema.types import Day, PolicyModel, Slug, Text


class Notice(PolicyModel):
    """The first notice that tells people of this purpose. Records before its date are refused.

    `recipients`: those outside the controller's own staff whom it names (Art. 13(1)(e), 14(1)(e)).
    """

    version: Text
    date: Day
    text: Text | None = None
    recipients: tuple[Slug, ...] = ()


class ChannelRule(PolicyModel):
    """A channel that may be read, and since when people on it were told."""

    notice: Notice
