"""The result of a check as text for a terminal, as Markdown for a file, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from pipeline.release.documents.environment import markdown_text
from pipeline.release.verify.problem import Check, Problem
from pipeline.release.verify.release import Summary, VerifyResult

SHOWN = 20
"""How many problems of one code a person is shown; JSON has all."""


def as_values(result: VerifyResult) -> dict[str, object]:
    """Return the result as JSON shows it; dates are `date` objects."""
    return {
        "ok": result.ok,
        "problems": [_values(problem) for problem in result.problems],
        "warnings": [_values(problem) for problem in result.warnings],
        "checks": [check.name.lower() for check in result.made],
        "summary": asdict(result.summary) if result.summary else None,
    }


def as_text(result: VerifyResult) -> str:
    """Return the result for a terminal: what the release is, each problem, and once a code what to do about it."""
    lines = list(_summary_lines(result.summary)) if result.summary else []
    for word, found in (("PROBLEM", result.problems), ("WARNING", result.warnings)):
        for advice, problems in _by_code(found):
            lines += [f"{word}  {what}" for what in _shown(problems)]
            lines.append(f"         {advice}")
    return "\n".join([*lines, verdict(result)]) + "\n"


def as_markdown(result: VerifyResult) -> str:
    """Return the result as a page: what the release is, each check, each problem."""
    summary = result.summary
    title = summary.dataset_id if summary else "a release that cannot be read"
    lines = [f"# Check of {markdown_text(title)}", "", f"**{verdict(result)}**", ""]
    if summary:
        lines += ["| | |", "|---|---|"]
        lines += [f"| {name.replace('_', ' ')} | `{value}` |" for name, value in asdict(summary).items()]
        lines.append("")
    lines += ["| Check | Result |", "|---|---|"]
    lines += [f"| {markdown_text(check)} | {_outcome(check, result)} |" for check in Check]
    for heading, found in (("Problems", result.problems), ("Warnings", result.warnings)):
        if found:
            lines += ["", f"## {heading}", "", "| Code | What | What to do |", "|---|---|---|"]
            lines += [
                f"| `{problems[0].code}` | {markdown_text(what)} | {markdown_text(advice)} |"
                for advice, problems in _by_code(found)
                for what in _shown(problems)
            ]
    return "\n".join(lines) + "\n"


def verdict(result: VerifyResult) -> str:
    """Return the result in one line."""
    if result.ok:
        return "OK"
    count = len(result.problems)
    return f"{count} problem{'s' if count > 1 else ''}: do not use this dataset"


def _values(problem: Problem) -> dict[str, str]:
    return {"code": problem.code.value, "what": problem.what, "do": problem.advice}


def _summary_lines(summary: Summary) -> Iterator[str]:
    yield f"{summary.dataset_id}, run {summary.run}, policy {summary.policy}"
    yield f"{summary.conversations:,} conversations, {summary.turns:,} turns, {summary.files:,} data files"
    yield f"for {summary.purpose}, label {summary.label}, not to be used after {summary.expires}"
    yield f"content digest {summary.content_digest}"


def _by_code(found: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    """Yield the advice and the problems of each code, in the order of the checks."""
    order = {check: index for index, check in enumerate(Check)}
    ordered = sorted(found, key=lambda problem: (order[problem.check], problem.code))
    for _, problems in groupby(ordered, key=lambda problem: problem.code):
        listed = list(problems)
        yield listed[0].advice, listed


def _shown(problems: Sequence[Problem]) -> list[str]:
    more = len(problems) - SHOWN
    return [problem.what for problem in problems[:SHOWN]] + ([f"and {more} more of this kind"] if more > 0 else [])


def _outcome(check: Check, result: VerifyResult) -> str:
    if check not in result.made:
        return "not asked" if check is Check.PURPOSE else "not reached"
    problems = sum(problem.check is check for problem in result.problems)
    warnings = sum(problem.check is check for problem in result.warnings)
    if problems:
        return f"**failed** ({problems})"
    return f"warning ({warnings})" if warnings else "passed"
