"""Random numbers that belong to their address, and the distributions they are turned into.

Nothing here imports Numba or SciPy until a number is drawn or a quantile is asked for.
"""
