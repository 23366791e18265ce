"""A policy in the words of the W3C Data Privacy Vocabulary (DPV 2.3): one graph, written as JSON-LD or as Turtle."""
