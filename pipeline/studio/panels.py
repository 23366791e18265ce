"""What stands in each panel of the page. Conversations are made safe to look at before they are shown."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from jinja2 import Environment

from pipeline.evaluation.diff_text import ORDER
from pipeline.evaluation.inspection_terminal import color_of
from pipeline.evaluation.pages.page import strict_environment
from pipeline.policy.comparison.words import told
from pipeline.studio.changes import WORDS, Change, tally
from pipeline.studio.workbench import Edited, Workbench

MEND_FIRST: Final = "Mend the problems first: this shows what the policy does once it can be read."


def page(workbench: Workbench) -> str:
    """Return the page with the texts on disk in its editors."""
    return _render("page", workbench=workbench, saved=workbench.saved())


def checked(workbench: Workbench, edited: Edited) -> str:
    """Return problems and the policy in plain words, and the line of status."""
    found = workbench.check(edited)
    problems = [(problem, "cases" if problem.file == str(workbench.cases) else "policy") for problem in found.problems]
    return _render("checked", checked=found, problems=problems, saved=workbench.is_saved(edited))


def sample(workbench: Workbench, edited: Edited) -> str:
    """Return the sample before and after, with what the edit changed."""
    loaded = workbench.check(edited).loaded
    if loaded is None:
        return failed(MEND_FIRST)
    compared = workbench.difference_in_sample(loaded)
    counts = tally(compared)
    changes = [(WORDS[change], counts[change]) for change in WORDS]
    return _render("sample", compared=compared, changes=changes, words=WORDS, same=Change.SAME, workbench=workbench)


def examples(workbench: Workbench, edited: Edited) -> str:
    """Return the examples, those that fail first."""
    loaded = workbench.check(edited).loaded
    if loaded is None:
        return failed(MEND_FIRST)
    found = workbench.run_cases(loaded)
    return _render("examples", report=found, results=sorted(found.results, key=lambda result: result.passed))


def difference(workbench: Workbench, edited: Edited) -> str:
    """Return what the edited policy loosens and tightens against the approved one."""
    loaded = workbench.check(edited).loaded
    if loaded is None:
        return failed(MEND_FIRST)
    found = workbench.difference(loaded)
    if found is None:
        return failed("There is no version to compare with: the saved policy cannot be read, and none was approved.")
    groups = [
        (verdict.value, [told(each, found.before, found.after) for each in found.changes if each.verdict is verdict])
        for verdict in ORDER
    ]
    return _render("difference", found=found, groups=groups)


def save(workbench: Workbench, edited: Edited) -> str:
    """Write both files and return what panels show afterwards."""
    workbench.save(edited)
    return checked(workbench, edited)


def failed(message: str) -> str:
    """Return a message in the place of a panel's content."""
    return _render("failed", message=message)


def _render(name: str, **values: object) -> str:
    return _environment().get_template(f"{name}.html.jinja").render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return strict_environment("pipeline.studio", color_of=color_of)
