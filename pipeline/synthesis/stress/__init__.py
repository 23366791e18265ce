"""Stress sets: labelled conversations that are hard to read, with names and templates used nowhere else."""
