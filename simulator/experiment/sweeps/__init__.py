"""Sweeps: one blueprint with many values in it, each point a run of its own, kept in a store."""
