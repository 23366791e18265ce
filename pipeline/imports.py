"""Import what takes long to import, faster: without looking for garbage on the way, without parts that nobody uses."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import resolve_name
from types import ModuleType

UNUSED = ("pandas", "pymongo", "apache_beam.io.gcp.bigquery")
"""What Arrow and Beam import where it is installed: Beam's sources and sinks of Google take requests and urllib3."""


@contextmanager
def lasting() -> Iterator[None]:
    """Make no search for garbage in the block, and in later searches leave out all that lives at its end.

    Modules and tables stay for the life of the process. While they are loaded, the collector walks them over and over:
    a fifth of the time that Beam and Presidio take to import.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextmanager
def lean() -> Iterator[None]:
    """Import in the block Veil's libraries without what they would import for others."""
    defer("presidio_analyzer")
    with absent(*UNUSED):
        yield


@contextmanager
def absent(*packages: str) -> Iterator[None]:
    """Let packages look as if they were not installed, for those that could use them and need not.

    Packages that are imported already stay.
    """
    finder = _Hiding(frozenset(packages))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Hiding(MetaPathFinder):
    """Finds nothing, and says of some packages that nobody else will find them."""

    def __init__(self, packages: frozenset[str]) -> None:
        self._packages = packages

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        del path, target
        if fullname in self._packages:
            raise ModuleNotFoundError(f"{fullname} is not used here", name=fullname)


def defer(package: str) -> None:
    """From now on import what a package only gathers from its own modules when it is first asked for.

    Presidio's, for one, imports spaCy and compiles the patterns of every recognizer there is, for those who want one
    class. The names stay the same objects: `package.Name` imports the module that has it. This holds for packages
    within it too. Where that fails, all is imported in the package's own order; a package whose `__init__` cannot be
    read so is imported as ever, as is one that has been imported already.
    """
    if not any(isinstance(finder, _Deferring) and finder.package == package for finder in sys.meta_path):
        sys.meta_path.insert(0, _Deferring(package))


class _Deferring(MetaPathFinder):
    """Finds a package of source files as Python does, and hands it to the loader below."""

    def __init__(self, package: str) -> None:
        self.package = package
        self._gathering: dict[str, Mapping[str, tuple[str, str]]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not f"{fullname}.".startswith(f"{self.package}."):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.submodule_search_locations and type(spec.loader) is SourceFileLoader:
            spec.loader = _GatheringLoader(spec.loader.name, spec.loader.path, self._gathering)
        return spec


class _GatheringLoader(SourceFileLoader):
    """Runs a package's `__init__` without the imports that only gather names.

    `gathering` holds those names of all packages so far, the outermost first.
    """

    def __init__(self, fullname: str, path: str, gathering: dict[str, Mapping[str, tuple[str, str]]]) -> None:
        super().__init__(fullname, path)
        self._gathering = gathering

    def exec_module(self, module: ModuleType) -> None:
        before = dict(vars(module))
        try:
            tree = ast.parse(self.get_data(self.path), self.path)
            self._gathering[module.__name__] = gathered = _gathered(tree, module.__name__)
            vars(module)["__getattr__"] = partial(self._attribute, module)
            vars(module)["__dir__"] = lambda: sorted({*vars(module), *gathered})
            exec(compile(tree, self.path, "exec", dont_inherit=True), vars(module))  # noqa: S102 - as its loader would
        except Exception:  # noqa: BLE001 - whatever it is, the file itself would raise it again
            self._gathering.pop(module.__name__, None)
            vars(module).clear()
            vars(module).update(before)
            super().exec_module(module)

    def _attribute(self, module: ModuleType, name: str) -> object:
        gathered = self._gathering.get(module.__name__, {})
        if name not in gathered:
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        source, its_name = gathered[name]
        try:
            value = getattr(import_module(source), its_name)
        except ImportError:  # some modules import each other, and can do so in the order of their package alone
            for each, _ in [pair for names in [*self._gathering.values()] for pair in names.values()]:
                import_module(each)
            value = getattr(import_module(source), its_name)
        setattr(module, name, value)
        return value


def _gathered(tree: ast.Module, package: str) -> Mapping[str, tuple[str, str]]:
    """Take from a package's `__init__` the imports that can wait; return their names with (module, name in it).

    Those can wait that import names from the package's own modules which nothing else in the file uses. A name that is
    a module's too cannot: once somebody imports that module, Python sets it as the package's attribute.
    """
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    kept: list[ast.stmt] = []
    gathered: dict[str, tuple[str, str]] = {}
    for statement in tree.body:
        names = _names(statement, package)
        if not names or used & names.keys() or _modules(names, package) & names.keys():
            kept.append(statement)
        else:
            gathered |= names
    tree.body = kept
    return gathered


def _names(statement: ast.stmt, package: str) -> dict[str, tuple[str, str]]:
    """Return the names that a statement imports from the package's own modules, with (module, name in it)."""
    if not isinstance(statement, ast.ImportFrom):
        return {}
    source = resolve_name("." * statement.level + (statement.module or ""), package)
    if not source.startswith(f"{package}.") or any(alias.name == "*" for alias in statement.names):
        return {}
    return {alias.asname or alias.name: (source, alias.name) for alias in statement.names}


def _modules(names: Mapping[str, tuple[str, str]], package: str) -> set[str]:
    """Return the package's modules that names come from, as the package calls them."""
    return {source.removeprefix(f"{package}.").partition(".")[0] for source, _ in names.values()}
