"""The documents of a service: its process, an SOP for each step, its exception plan."""
