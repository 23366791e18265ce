"""A policy on top of another one: what it writes replaces, what it leaves out is taken over, `null` takes out.

That is JSON Merge Patch (RFC 7396), but for rules and notices: they are replaced whole, since half of one and half of
another would be a rule that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.policy.problems import Location
from pipeline.policy.yaml_tree import Tree

OWN = frozenset({
    ("policy",), ("extends",), ("exceptions",), ("dataset_id",), ("metadata", "id"), ("metadata", "version"),
    ("metadata", "title"), ("metadata", "status"), ("metadata", "author"), ("metadata", "supersedes"),
})  # fmt: skip
"""What every policy says for itself."""


def merged(base: Tree, child: Tree) -> Tree:
    """Return what both documents say together, each location with the file and line that it comes from."""
    if not isinstance(base.value, Mapping) or not isinstance(child.value, Mapping):
        return child
    merge = _Merge(base, child)
    value = merge.mapping(base.value, child.value, ())
    return Tree(child.file, value, merge.lines, child.problems, merge.files)


class _Merge:
    def __init__(self, base: Tree, child: Tree) -> None:
        self.lines: dict[Location, int] = {}
        self.files: dict[Location, str] = {}
        self._base = base
        self._child = child

    def mapping(self, base: Mapping[str, object], child: Mapping[str, object], at: Location) -> dict[str, object]:
        """Return the keys of both; those of the child first, in its order."""
        self._note(self._child, at)
        values: dict[str, object] = {}
        for key, new in child.items():
            here = (*at, key)
            old = base.get(key)
            if new is None and key in base:
                self._take(self._child, here)  # where it is taken out
                continue
            if isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_whole(here):
                values[key] = self.mapping(old, new, here)
            else:
                values[key] = new
                self._take(self._child, here)
        for key, old in base.items():
            here = (*at, key)
            if key not in child and here not in OWN:
                values[key] = old
                self._take(self._base, here)
        return values

    def _take(self, source: Tree, location: Location) -> None:
        for at in source.lines:
            if at[: len(location)] == location:
                self._note(source, at)

    def _note(self, source: Tree, at: Location) -> None:
        if at not in source.lines:
            return
        self.lines[at] = source.lines[at]
        file = source.files.get(at, source.file)
        if file != self._child.file:
            self.files[at] = file


def _is_whole(at: Location) -> bool:
    """Say whether what stands at a location is one statement, replaced whole."""
    return at == ("default",) or (at[:1] == ("entities",) and len(at) > 1) or at[-1:] == ("notice",)
