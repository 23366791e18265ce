"""The figures of an evaluation as tables for a terminal: shares, bounds and counts, no text of any record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.table import Table

from pipeline.evaluation.tally import PassTally, Rate, Scores, Tally, largest_first

NOTHING = "-"


def tables(scores: Scores) -> Iterator[Table]:
    """Yield the tables: all, by type, by language and channel where there are several, by pass."""
    yield _overview(scores.all)
    yield _by_type(scores.by_type)
    for title, tallies in (("by language", scores.by_language), ("by channel", scores.by_channel)):
        if len(tallies) > 1:
            yield _by_group(title, tallies)
    yield _by_pass(scores.by_pass, scores.all.recall.of)


def headline(scores: Scores) -> str:
    """Return what was measured, in one line."""
    noisy = f"; {scores.noisy} noisy labels count in no figure" if scores.noisy else ""
    return (
        f"{scores.conversations} conversations, {scores.turns} turns, "
        f"{scores.all.recall.of} labels of direct identifiers{noisy}"
    )


def consequences(scores: Scores) -> Iterator[str]:
    """Yield what a run under the same policy would keep out, which this measurement did not."""
    if scores.refused:
        reasons = ", ".join(f"{reason} {count}" for reason, count in scores.refused.most_common())
        yield f"the gates of a run would refuse {scores.refused.total()} of them: {reasons}"
    if scores.withheld_turns:
        yield f"a run would leave out {scores.withheld_turns} turns of roles that the policy does not list"


def percent(value: float | None) -> str:
    """Return a share as a percentage with one decimal."""
    return NOTHING if value is None else f"{100 * value:.1f}"


def interval(rate: Rate) -> str:
    """Return both bounds as percentages."""
    return NOTHING if rate.bounds is None else "-".join(f"{100 * bound:.1f}" for bound in rate.bounds)


def _overview(tally: Tally) -> Table:
    table = _table("", "%", "95 % bounds", "of")
    rows = (
        ("recall", tally.recall.value, interval(tally.recall), f"{tally.recall.of} labels hidden whole"),
        ("macro", tally.macro, "", "the same over distinct values"),
        ("clean", tally.clean.value, interval(tally.clean), f"{tally.clean.of} conversations with labels, none missed"),
        ("kept", tally.kept.value, "", f"{tally.kept.of} letters and digits outside labels"),
        ("survive", tally.survive.value, "", f"{tally.survive.of} labels that still stand in the written turn"),
    )
    for name, value, limits, meaning in rows:
        table.add_row(name, percent(value), limits, meaning)
    table.columns[3].justify = "left"
    return table


def _by_type(tallies: Mapping[str, Tally]) -> Table:
    table = _table("by type", "labels", "recall", "95 % bounds", "macro", "survive")
    for name, tally in largest_first(tallies):
        figures = (percent(tally.recall.value), interval(tally.recall), percent(tally.macro))
        table.add_row(name, str(tally.recall.of), *figures, percent(tally.survive.value))
    return table


def _by_group(title: str, tallies: Mapping[str, Tally]) -> Table:
    table = _table(title, "labels", "recall", "95 % bounds", "macro", "clean", "95 % bounds", "kept", "survive")
    for name, tally in largest_first(tallies):
        table.add_row(
            name,
            str(tally.recall.of),
            percent(tally.recall.value),
            interval(tally.recall),
            percent(tally.macro),
            percent(tally.clean.value),
            interval(tally.clean),
            percent(tally.kept.value),
            percent(tally.survive.value),
        )
    return table


def _by_pass(passes: Mapping[str, PassTally], labels: int) -> Table:
    table = _table("by pass", "covers alone", "% of labels", "only this one", "letters hidden outside labels")
    for name, each in sorted(passes.items(), key=lambda item: (-item[1].alone, -item[1].lost, item[0])):
        coverage = percent(Rate(each.alone, labels).value)
        table.add_row(name, str(each.alone), coverage, str(each.only), str(each.lost))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(title)
    for column in columns:
        table.add_column(column, justify="right")
    return table
