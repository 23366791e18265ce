"""Veil's own token classifier: names, addresses and numbers that no pattern describes.

In: texts. Out: spans of whole words with a type and a score. `classifier` is the door; `nlp_engine` puts the same
answers into a stock Presidio `AnalyzerEngine`. `weights` holds the network, its labels, license and model card.
"""
