"""Small services as blueprint files, for tests of everything that starts from a file."""

from __future__ import annotations

from pathlib import Path

#: Nothing is left to chance: one comes every 5 minutes and takes 6, so the n-th waits n - 1 minutes.
TICKET_WINDOW = """\
blueprint: Ticket window
version: "1.0.0"
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 1 h}
customers:
  visitor: {starts_at: window, arrivals: {every: 5 min}}
teams:
  clerks: {count: 1, cost: 30/h}
steps:
  window: {team: clerks, time: 6 min, next: {end: served}}
sla:
  quick: {measure: wait, step: window, within: 4 min, at_least: 80%}
  short stay: {measure: time_in_system, at_most: 15 min}
scenarios:
  two clerks: {set: {teams.clerks.count: 2}}
"""

#: Chance everywhere, and quick to run.
CORNER_SHOP = """\
blueprint: Corner shop
version: "2.1.0"
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 2 h}
attributes:
  in a hurry: {chance: 30%}
customers:
  guest:
    starts_at: till
    arrivals: {rate: 30/h}
    patience: {exponential: 10 min}
teams:
  clerks: {count: 1, cost: 18/h}
steps:
  till: {team: clerks, time: {lognormal: {mean: 1.9 min, cv: 0.8}}, next: {end: served}}
sla:
  served within 5 min: {measure: wait, within: 5 min, at_least: 60%}
scenarios:
  two clerks: {set: {teams.clerks.count: 2}}
"""

#: More come than one can serve, so that the engine stops it.
FLOODED = """\
blueprint: Flooded desk
clock: {unit: min, run_for: 300 d}
customers:
  guest: {starts_at: desk, arrivals: {rate: 60000/min}}
teams:
  clerks: {count: 1}
steps:
  desk: {team: clerks, time: 1 d, next: {end: served}}
"""


def written(folder: Path, text: str = TICKET_WINDOW, name: str = "service.yaml") -> Path:
    """Write a blueprint to a folder and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
