"""The cheapest set of shifts that covers what is required, in periods and numbers alone."""

from simulator.experiment.rosters.cheapest import Roster, cheapest_roster
from simulator.experiment.rosters.shifts import Shift
from simulator.experiment.rosters.uncovered import Excess, Shortage, Uncovered

__all__ = ["Excess", "Roster", "Shift", "Shortage", "Uncovered", "cheapest_roster"]
