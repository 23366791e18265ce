"""Compare the files that two policies name by what stands in them, not by their names."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.policy.comparison.entities import Difference
from pipeline.policy.comparison.verdicts import Verdict
from pipeline.policy.loaded import LoadedPolicy


def file_differences(before: LoadedPolicy, after: LoadedPolicy) -> Iterator[Difference]:
    """Yield the differences of allow list, words that are allowed, deny list and detector file.

    Fewer allowed and more denied values are stricter, and so is a first detector file. Another one cannot be compared.
    """
    names = before.policy.detection, after.policy.detection
    if before.allow_list != after.allow_list:
        fewer = after.allow_list < before.allow_list
        yield ("detection", "allow_list"), names[0].allow_list, names[1].allow_list, _stricter(fewer)
    if before.words_allowed != after.words_allowed and before.policy.special_categories.words_allowed:
        fewer = after.words_allowed < before.words_allowed
        names_of = (each.policy.special_categories.words_allowed for each in (before, after))
        old, new = (each.file if each else None for each in names_of)
        yield ("special_categories", "words_allowed", "file"), old, new, _stricter(fewer)
    if before.deny_list != after.deny_list:
        more = before.deny_list.items() <= after.deny_list.items()
        yield ("detection", "deny_list"), names[0].deny_list, names[1].deny_list, _stricter(more)
    if before.detector != after.detector:
        first = before.detector is None
        yield ("detection", "detector_file"), names[0].detector_file, names[1].detector_file, _stricter(first)


def _stricter(yes: bool) -> Verdict:
    return Verdict.STRICTER if yes else Verdict.LOOSER
