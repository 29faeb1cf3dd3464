"""Experiments: replications of a run, where they are carried out, and what is kept of them."""
