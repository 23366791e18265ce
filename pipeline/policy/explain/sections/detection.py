"""How personal data are found."""

from __future__ import annotations

from pipeline.policy.detector_file import RecognizerRule
from pipeline.policy.explain.section import Explanation
from pipeline.policy.explain.words import listed
from pipeline.policy.loaded import LoadedPolicy

_DATASET_NAMES = {
    True: "A word that is a name in most of its uses in the data set is hidden wherever it was missed (dataset_names).",
    False: "A name that was missed stays readable, however often it was found in other records (dataset_names: false).",
}


def _lines(loaded: LoadedPolicy) -> list[str]:
    detection = loaded.policy.detection
    return [
        f"A finding counts from a score of {detection.threshold} on (0 finds most, 1 least).",
        *[f"For {name} from a score of {score} on." for name, score in detection.thresholds.items()],
        _DATASET_NAMES[detection.dataset_names],
        *[f"Switched off: the pass {name}; because: {reason}" for name, reason in detection.without.items()],
        f"Always left alone: {_list_file(detection.allow_list, len(loaded.allow_list))}",
        f"Always hidden: {_list_file(detection.deny_list, len(loaded.deny_list))}",
        *_detector(loaded),
    ]


def _list_file(name: str | None, count: int) -> str:
    return f"{count} values in {name}" if name else "no list"


def _detector(loaded: LoadedPolicy) -> list[str]:
    """Return what a detector file adds; its lists are shown by their length alone."""
    name, own = loaded.policy.detection.detector_file, loaded.detector
    if own is None:
        return [f"Recognizers of your own: {name or 'none'}"]
    by_language = [(lang, *limit) for lang, found in own.language_thresholds.items() for limit in found.items()]
    return [
        f"Recognizers of your own, in {name}: {len(own.recognizers)}",
        *[f"  {_recognizer(rule)}" for rule in own.recognizers],
        f"  What they leave alone: {len(own.allow_list)} values",
        *[f"  For {kind} from a score of {score} on." for kind, score in own.thresholds.items()],
        *[f"  For {kind} in {language} from a score of {score} on." for language, kind, score in by_language],
    ]


def _recognizer(rule: RecognizerRule) -> str:
    if rule.class_name:
        how = f"Presidio's {rule.class_name}"
    else:
        how = f"{len(rule.patterns)} patterns and {len(rule.deny_list)} listed values"
    check = f", checked by {rule.validator}" if rule.validator else ""
    finds = rule.supported_entity or "the kind that this class is for"
    where = listed(rule.languages) if rule.languages else "all languages"
    return f"{rule.label}: {how}{check}, finds {finds}, in {where}"


PLUGIN = Explanation("detection", "How it is found", 80, ("detection",), _lines)
