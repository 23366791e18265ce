"""Write the output that the README shows anew: `python -m tests.architecture.refresh_readme`.

For whoever changed what is found or made up. The prose around the blocks is for people to read again.
"""

from __future__ import annotations

import tempfile
import textwrap
from pathlib import Path

from tests.architecture import readme_blocks as readme
from tests.architecture.demo import EXAMPLE_ID, Demo, run_demo
from tests.conftest import ROOT


def shown(demo: Demo) -> list[tuple[readme.Block, str]]:
    """Return the blocks that show real output, and what they should show."""
    before, after = readme.under("One conversation before and after")
    missed, *_ = readme.under("What Veil does not promise")
    return [
        (readme.holding("read ="), demo.told()),
        (readme.holding("csat"), demo.answer()),
        (before, demo.said(EXAMPLE_ID)),
        (after, demo.written(EXAMPLE_ID)),
        (missed, demo.missed()),
    ]


def main() -> None:
    """Run the demo and write the README."""
    text = readme.text()
    with tempfile.TemporaryDirectory() as folder:
        for block, output in shown(run_demo(Path(folder) / "clone")):
            for indent in ("", "  "):
                old, new = (textwrap.indent(f"```text\n{body}```", indent) for body in (block.body, f"{output}\n"))
                text = text.replace(old, new)
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
