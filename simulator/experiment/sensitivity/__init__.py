"""Which inputs a figure depends on: one at a time between two ends, and all together over their ranges."""
