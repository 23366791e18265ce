"""Thin Beam wrappers: one file a stage, each calling one pure function that is tested without Beam."""
