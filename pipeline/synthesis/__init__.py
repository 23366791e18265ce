"""People and conversations made up: for the demo, for measurements, and canaries for the leak tests.

Nothing here was taken from a real conversation. Cards and accounts have valid check digits, addresses and phone numbers
are invented or come from ranges kept for fiction, e-mail domains are reserved for examples.
"""

from pipeline.synthesis.generator import generate
from pipeline.synthesis.profile import DEMO, Edge, Profile

__all__ = ["DEMO", "Edge", "Profile", "generate"]
