"""Find plug-ins: every module of a folder holds one `PLUGIN`, and adding a file adds the plug-in."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType, ModuleType
from typing import Protocol, TypeVar


class Named(Protocol):
    """Anything with a name that is unique among its kind."""

    @property
    def name(self) -> str:
        """The name."""
        ...


P = TypeVar("P", bound=Named)


def load(package: ModuleType, kind: type[P]) -> Mapping[str, P]:
    """Return the plug-ins of a package by name, sorted by name.

    Raises:
        TypeError: a module has no `PLUGIN` of the right kind, or two share a name. Both are programming errors and
            name the module.
    """
    found: dict[str, P] = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        plugin = getattr(module, "PLUGIN", None)
        if not isinstance(plugin, kind):
            raise TypeError(f"{module.__name__}: PLUGIN must be a {kind.__name__}")
        if plugin.name in found:
            raise TypeError(f"{module.__name__}: the name {plugin.name!r} is taken")
        found[plugin.name] = plugin
    return MappingProxyType(dict(sorted(found.items())))
