"""Made-up support dialogue in seven languages, with labels, for training alone.

Sentences and names share nothing with what measures: `pipeline.synthesis` and its stress sets.
"""
