"""Which words of a step go together, and which need each other."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from simulator.blueprint.misread import Collector, Fault
from simulator.blueprint.schema.batches import refused_beside_batch

#: What may stand beside the use of a module.
_BESIDE_USE = ("use", "set", "next")

#: Words that mean nothing at a step where nobody is waited for.
_NEED_A_QUEUE = ("queue", "patience", "gives_up", "keep", "person", "set_up", "escalate")


def words_together(written: dict[str, Any]) -> None:
    """One way to say who; what a queue needs only where there is one.

    Raises:
        Misread: with a fault for each word that does not go with the others.
    """
    collector = Collector()
    if "set" in written:
        collector.add("`set` goes with `use`", "leave it out here", "without-use", "set", True)
    ways: list[str] = [word for word in ("team", "needs", "first_free") if word in written]
    for word in ways[1:]:
        collector.add(
            f"`{word}` stands beside `{ways[0]}`",
            "say in one way who serves; several at once are `needs`",
            "two-ways",
            word,
            True,
        )
    asked = [*ways, *(word for word in ("skill",) if word in written)]
    if asked and "time" not in written and not _has_actions(written.get("sop")):
        collector.add(
            f"the step has a `{asked[0]}` and no `time`",
            "write how long the work takes, such as `time: 4 min`",
            "missing-key",
        )
    for word in _NEED_A_QUEUE:
        if word in written and not asked:
            collector.add(
                f"`{word}` has no meaning where nobody is waited for",
                "say who serves: `team: tellers`",
                "queue-without-team",
                word,
                True,
            )
    if written.get("by") == "person" and not asked:
        collector.add(
            "no person works here: the step names nobody",
            "say who serves: `team: tellers`",
            "queue-without-team",
            "by",
        )
    collector.faults.extend(_pairs(written))
    collector.close()


def _has_actions(sop: Any) -> bool:
    """Whether an SOP, as written, has actions, whose standard times add up to the time of the step."""
    return isinstance(sop, dict) and bool(sop.get("actions"))


def beside_use(written: dict[str, Any], entries: Container[str]) -> None:
    """Refuse what the module says already, of all `entries` of a step.

    Raises:
        Misread: with a fault for each.
    """
    collector = Collector()
    for word in written:
        if word in entries and word not in _BESIDE_USE:
            collector.add(
                f"`{word}` stands beside `use`, and the module says what is done",
                f"change a step of the module: `set: {{look up.{word}: ...}}`",
                "two-ways",
                word,
                True,
            )
    collector.close()


def _pairs(written: dict[str, Any]) -> list[Fault]:
    """Return the faults of words that do not go together."""
    faults = refused_beside_batch(written) if "batch" in written else []
    if "work" in written and "batch" not in written:
        faults.append(
            Fault(
                "`work` goes with `batch`",
                "leave it out: each case is served by itself",
                "without-batch",
                ("work",),
                on_key=True,
            )
        )
    queue = written.get("queue")
    if isinstance(queue, dict) and queue.get("when_full") == "block" and "hand_off" in written:
        faults.append(
            Fault(
                "`hand_off` stands beside `when_full: block`: who has been handed off blocks nobody any more",
                "leave `hand_off` out, or let those who find the queue full `leave`",
                "two-ways",
                ("hand_off",),
                on_key=True,
            )
        )
    return faults
