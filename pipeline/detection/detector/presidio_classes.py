"""Which of Presidio's own recognizers a detector file may name: those that work by patterns and by phone plans.

Those that call a service, read a model or ask a language model are left out: they would send text away, download
weights, or give another answer on the next day.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import tldextract.tldextract
from presidio_analyzer import EntityRecognizer, PatternRecognizer, predefined_recognizers
from presidio_analyzer.predefined_recognizers import PhoneRecognizer


@cache
def recognizer_classes() -> Mapping[str, type[EntityRecognizer]]:
    """Return the classes by name."""
    found = {name: getattr(predefined_recognizers, name) for name in predefined_recognizers.__all__}
    return MappingProxyType({name: kind for name, kind in sorted(found.items()) if _works_alone(kind)})


@cache
def recognizer_types() -> Mapping[str, str]:
    """Return the entity type that each class gives unless it is told another."""
    return MappingProxyType({
        name: str(inspect.signature(kind).parameters["supported_entity"].default)
        for name, kind in recognizer_classes().items()
    })


def _works_alone(kind: Any) -> bool:
    return inspect.isclass(kind) and issubclass(kind, (PatternRecognizer, PhoneRecognizer))


def use_bundled_suffixes() -> None:
    """Keep Presidio's e-mail recognizer from the network, where it would look for the list of domain endings."""
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())
