"""A log of what really happened, held against the ways that a blueprint allows and against its SOPs."""
