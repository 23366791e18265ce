"""Write the output that the README shows anew: `python -m tests.architecture.refresh_readme`.

For whoever changed what is found or made up. The prose around the blocks is for people to read again.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.architecture import readme_blocks as readme
from tests.architecture.demo import EXAMPLE_ID, Demo, run_demo
from tests.conftest import ROOT


def shown(demo: Demo) -> list[tuple[readme.Block, str]]:
    """Return the blocks that show real output, and what they should show."""
    before, after = readme.under("One conversation before and after")
    return [
        (readme.holding("read ="), demo.told()),
        (readme.holding("csat"), demo.answer()),
        (before, demo.said(EXAMPLE_ID)),
        (after, demo.written(EXAMPLE_ID)),
    ]


def main() -> None:
    """Run the demo and write the README."""
    text = readme.text()
    with tempfile.TemporaryDirectory() as folder:
        for block, output in shown(run_demo(Path(folder) / "clone")):
            text = text.replace(f"```text\n{block.body}```", f"```text\n{output}\n```")
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
