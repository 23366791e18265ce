"""How the shipped weights are made. Nothing here runs in a pipeline."""
