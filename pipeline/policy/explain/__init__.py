"""The whole effective policy in plain words, defaults included: what an officer signs and a report shows.

In: a `LoadedPolicy`. Out: `Section`s of sentences, from which text for a terminal, a page and a report are made, so
that they never disagree. Each file of `sections/` explains a part of the schema; adding a section is adding a file.
"""

from pipeline.policy.explain.section import Explanation, Section, explain, explanations, plain_text

__all__ = ["Explanation", "Section", "explain", "explanations", "plain_text"]
