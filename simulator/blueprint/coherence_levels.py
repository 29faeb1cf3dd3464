"""Service levels about SOPs and about answers: there is something that can be measured."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.blueprint.misread import Fault
from simulator.blueprint.schema.measures import kind_of_level
from simulator.blueprint.schema.whole import Blueprint


def check_levels(blueprint: Blueprint) -> Iterator[Fault]:
    """Refuse a service level about an SOP where there is none, and one about answers that nobody gives."""
    by_sop = [name for name, step in blueprint.steps.items() if step.sop is not None]
    for name, sla in blueprint.sla.items():
        measure = kind_of_level(sla.measure)
        if measure is not None and measure.of_answers and blueprint.satisfaction is None:
            yield Fault(
                f"`{sla.measure}` is what customers would answer, and satisfaction is not measured",
                "write `satisfaction: {expected_wait: 5 min}` at the top of the file, or take the service "
                "level out",
                "level-without-satisfaction",
                ("sla", name, "measure"),
            )
        if measure is None or not measure.of_sop:
            continue
        if sla.step is None and not by_sop:
            where = "no step has an SOP"
        elif sla.step is not None and sla.step not in by_sop:
            where = f"the step `{sla.step}` has no SOP"
        else:
            continue
        yield Fault(
            f"`{sla.measure}` is measured where work is done by an SOP, and {where}",
            "write one, such as `sop: {standardisation: 0%}` where nothing is prescribed yet, "
            "or take the service level out",
            "level-without-sop",
            ("sla", name, "measure"),
        )
