"""Break a run at a named point. Python imports this at start where the folder is on PYTHONPATH; production code has no hook.

`VEIL_TEST_FAULT` is `<module>|<function>|<what>|<match>`: when `<function>` of `<module>` is called in any process of the run
with an argument whose short text holds `<match>`, `<what>` happens first: `kill` (SIGKILL to this process), `kill-parent`,
`term-parent`, `enospc`, `eio`, `blurt` (an exception whose text is everything the arguments hold). With `after:` before `<what>` it happens when the function has returned;
with `@2` behind, at the second such call of a process and the ones after it.
"""

import errno
import importlib.machinery
import os
import signal
import sys

fault = os.environ.get("VEIL_TEST_FAULT")


def texts(value, depth=6):
    """Return every string that can be reached from a value."""
    if isinstance(value, (str, bytes)):
        return [str(value)]
    if depth == 0:
        return []
    if isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        inner = list(value)
    else:
        names = [
            *getattr(value, "__dict__", {}),
            *(s for c in type(value).__mro__ for s in getattr(c, "__slots__", ())),
        ]
        inner = [getattr(value, name, None) for name in names if isinstance(name, str)]
    return [text for item in inner for text in texts(item, depth - 1)]


def happen(what, args=()):
    if what == "blurt":
        raise ValueError(" ".join(texts(args)))
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "kill-parent":
        os.kill(os.getppid(), signal.SIGKILL)
    elif what == "term-parent":
        os.kill(os.getppid(), signal.SIGTERM)
    elif what == "enospc":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    elif what == "eio":
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def breaking(function, what, match):
    what, _, first = what.partition("@")
    calls = 0

    def broken(*args, **kwargs):
        nonlocal calls
        matches = not match or any(match in text for text in map(str, args) if len(text) < 200)
        calls += matches
        hit = matches and calls >= int(first or 1)
        if hit and not what.startswith("after:"):
            happen(what, args)
        result = function(*args, **kwargs)
        if hit and what.startswith("after:"):
            happen(what.removeprefix("after:"))
        return result

    return broken


if fault:
    module_name, function_name, what, match = fault.split("|")
    execute = importlib.machinery.SourceFileLoader.exec_module

    def exec_module(self, module):
        execute(self, module)
        if module.__name__ == module_name:
            owner = module
            *path, last = function_name.split(".")
            for part in path:
                owner = getattr(owner, part)
            setattr(owner, last, breaking(getattr(owner, last), what, match))

    importlib.machinery.SourceFileLoader.exec_module = exec_module
    sys.dont_write_bytecode = True
