"""A log of what really happened, held against a blueprint."""
