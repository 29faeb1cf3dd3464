"""Versions of a blueprint: what differs between two, and what the next one is called."""
