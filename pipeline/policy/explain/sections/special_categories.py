"""What becomes of conversations that tell of special categories."""

from __future__ import annotations

from pipeline.policy.explain.gates import special_lines
from pipeline.policy.explain.section import Explanation

PLUGIN = Explanation("special_categories", "Special categories", 75, ("special_categories",), special_lines)
