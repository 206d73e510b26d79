"""Targets and baselines: how far figures are, and what is needed to make it."""
