"""Which words of the language cannot meet, and why."""

from __future__ import annotations

import re

#: Words that the random blueprints leave out, as patterns, each with the reason.
LEFT_OUT = (
    (r"rate\.(csv|column|per|each|repeat|times)", "it needs a file beside the blueprint"),
    (
        r"clock\.unit: (s|h|d|w)",
        "times are in minutes; that the unit changes nothing is tested in tests/engine",
    ),
    (
        r"scenarios\.NAME\.(drop|merge|split|parallel)",
        "what else names the steps that go would have to go too; tests/experiment/test_reshaped.py has them",
    ),
    (r"^staffing", "a run does not read it; tests/experiment/staffing searches with it"),
    (r"^investment", "a run does not read it; tests/experiment/test_payback.py reckons with it"),
    (
        r"sop\.(lanes\.NAME|time_measured)\.|^sop\.",
        "the same words as those of a step's own SOP; tests/blueprint/test_sops.py has them",
    ),
    (r"then\.then", "a parallel after a parallel after a parallel is no more than two of them"),
)

#: Pairs of words of one block that are refused, as patterns, each with the reason.
REFUSED = (
    (
        r"steps\.NAME\.(team|needs|first_free)$",
        r"steps\.NAME\.(team|needs|first_free)$",
        "one way to say who serves",
    ),
    (r"steps\.NAME\.(use|set)$", r"steps\.NAME\.(?!use|set$|next)", "the module says what is done"),
    (
        r"steps\.NAME\.batch",
        r"steps\.NAME\.(queue\.(limit|when_full|balk)|keep|person|sop)",
        "a batch has none of its own",
    ),
    (
        r"steps\.NAME\.batch",
        r"queue\.order: preemptive",
        "it interrupts, and a batch is not interrupted by itself",
    ),
    (
        r"steps\.NAME\.work",
        r"steps\.NAME\.(queue\.(limit|when_full|balk)|keep|person|sop|queue\.order: preemptive)",
        "`work` goes with `batch`",
    ),
    (r"person\.same_as|person\.else_after", r"person\.not", "the same or another person"),
    (
        r"sop\.(customers\.NAME\.)?actions",
        r"sop\.(error|(customers\.NAME\.)?variety(: .*)?)$",
        "each action says it",
    ),
    (r"exceptions\.then\.to$", r"exceptions\.then\.end$", "to a step, or out"),
    (
        r"arrivals\.(rate|every|at)$",
        r"arrivals\.(rate|every|at|appointments.*)$",
        "customers come in one way",
    ),
    (r"arrivals\.appointments", r"arrivals\.(batch|busyness)", "each slot is for one customer"),
    (r"arrivals\.busyness", r"arrivals\.(every|at)$", "a busyness multiplies a rate"),
    (
        r"NAME\.(count|schedule|unlimited)$",
        r"NAME\.(count|schedule|unlimited|members.*)$",
        "one way to say how many",
    ),
    (
        r"\.unlimited$",
        r"\.(hours.*|at_shift_end.*|skills|absence.*|breakdowns.*|members.*)$",
        "there is always a free one",
    ),
    (
        r"sla\.NAME\.(from|to)$",
        r"sla\.NAME\.(measure|step|team)$",
        "from one moment to another, of cases",
    ),
    (r"sla\.NAME\.at_least$", r"sla\.NAME\.at_most$", "one bound"),
    (
        r"sla\.NAME\.(within|penalty|abandoned.*)$",
        r"sla\.NAME\.at_most$",
        "a share within a time is held from below",
    ),
    (r"objective\.(lowest|highest)$", r"objective\.(lowest|highest)$", "one figure"),
)


def may_meet(one: str, other: str, together: bool) -> bool:
    """Whether two words can stand in one block (`together`), or else in one blueprint."""
    place, colon, _ = one.partition(": ")
    if colon and other.startswith(f"{place}: "):
        return ".next." in place or not (together or place.startswith("clock"))
    if not together:
        return True
    return not any(
        (re.search(a, one) and re.search(b, other)) or (re.search(a, other) and re.search(b, one))
        for a, b, _ in REFUSED
    )
