"""A small blueprint as a plan, for tests of the rules of steps."""

from __future__ import annotations

from simulator.blueprint.load import loads
from simulator.model.compile import compile_plan
from simulator.model.plan import Plan


def small(**blocks: str) -> Plan:
    """A blueprint of one class and one step, with blocks written otherwise."""
    written = {
        "clock": "{unit: min, start: 'Mon 08:00', run_for: 1 d}",
        "customers": "{all: {starts_at: desk, arrivals: {rate: 6/h}}}",
        "teams": "{clerks: {count: 2}}",
        "steps": "{desk: {team: clerks, time: 5, next: {end: served}}}",
        **blocks,
    }
    text = "blueprint: Small\ncurrency: EUR\n" + "".join(f"{word}: {of}\n" for word, of in written.items())
    return compile_plan(loads(text))
