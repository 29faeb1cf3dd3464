"""Where a way on leads: to a step, an end, the shortest queue, several branches, or a call back."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.forms import AtLeastOne, If, Name, Share, StepName, text
from simulator.blueprint.looks import Wanted, look_of, unlike
from simulator.blueprint.misread import Collector, Fault, wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading

#: The word that ends a branch of a parallel.
JOIN = "join"

#: The word that goes out of a module.
LEAVE = "leave"

#: What leads somewhere, and is easily written as an end.
_MEANT_AS_TO = {JOIN: "it ends a branch of a parallel", LEAVE: "it goes out of a module"}

#: Ends that the simulator counts by itself.
OWN_ENDS = ("abandoned", "balked", "turned_away", "unfinished", "no_show")


def _end(value: Any, reading: Reading) -> str:
    if isinstance(value, bool):
        raise unlike(Wanted("the name of an end", "served"), value)
    found = text(value, reading)
    if found in OWN_ENDS:
        raise wrong(
            f"`{found}` is counted by the simulator itself",
            "give this end another name, such as `gave up`",
            "own-end",
        )
    return found


END = Form(
    "the name of an end",
    _end,
    "A name of your own for a way to leave.",
    ("served",),
    {"type": "string", "minLength": 1},
)


def _steps(value: Any, reading: Reading) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of steps", "[lane 1, lane 2]"), value if value else None)
    collector = Collector()
    names = [collector.read(i, text, step, reading) for i, step in enumerate(value)]
    collector.faults.extend(
        Fault(f"`{name}` stands here twice", "name each step once", "duplicate-step", (i,))
        for i, name in enumerate(names)
        if name is not None and name in names[:i]
    )
    collector.close()
    return tuple(name for name in names if name is not None)


SHORTEST = Form(
    "a list of steps",
    _steps,
    "The names of steps.",
    ("[lane 1, lane 2, lane 3]",),
    {"type": "array", "items": {"type": "string"}, "minItems": 1},
)


def _wait_for(value: Any, reading: Reading) -> Literal["all", "any"] | int:
    if value == "all":
        return "all"
    if value == "any":
        return "any"
    if look_of(value) == "number" and not isinstance(value, str):
        return units.count(value, reading, least=1)
    raise unlike(
        Wanted("`all`, `any` or a number", "all"),
        value,
        "write `all`, `any` for the first that is done, or how many are enough, such as `2`",
    )


WAIT_FOR = Form(
    "which branches are waited for",
    _wait_for,
    "`all`, `any` one of them, or so many.",
    ("all", "any", "2"),
    {"anyOf": [{"enum": ["all", "any"]}, {"type": "integer", "minimum": 1}]},
    words={
        "all": "All branches of a parallel that the case takes are waited for.",
        "any": "The first branch that is done is enough.",
    },
)


def named_way(value: Any, reading: Reading, part: type[Any], example: str) -> Any:
    """Read a way on, a bare name being a step; faults of a bare name stand at the name itself."""
    if isinstance(value, str):
        return read_part(part, {"to": text(value, reading)}, reading)
    if not isinstance(value, dict):
        raise unlike(Wanted("a way on", example), value)
    return read_part(part, value, reading)


def _then(value: Any, reading: Reading) -> Way:
    found: Way = named_way(value, reading, Way, "review")
    return found


def _branches(value: Any, reading: Reading) -> tuple[Start, ...]:
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of branches", "[{to: lab}, {to: x-ray}]"), value if value else None)
    collector = Collector()
    found = [
        collector.read(i, named_way, branch, reading, Start, "{to: lab}") for i, branch in enumerate(value)
    ]
    names = [branch.path if branch else None for branch in found]
    for i, name in enumerate(names):
        if name is not None and name in names[:i]:
            collector.add(
                f"two branches are called `{name}`", "give each its own `name`", "duplicate-name", i
            )
    collector.close()
    return tuple(branch for branch in found if branch is not None)


_A_WAY = {"anyOf": [{"type": "string", "minLength": 1}, {"x-part": "Way"}]}

THEN = Form(
    "a way on",
    _then,
    "The name of a step, `join`, or a block with `end`, `shortest`, `parallel` or `callback`.",
    ("review", "{end: served}"),
    _A_WAY,
)
BRANCHES = Form(
    "a list of branches",
    _branches,
    "The first step of each branch, with a condition where not every case takes it.",
    ("[{to: lab, if: needs_lab}, {to: x-ray}]",),
    {
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [{"type": "string", "minLength": 1}, {"x-part": "Start"}]},
    },
)


class Start(Part):
    """A branch of a parallel."""

    noun: ClassVar[str] = "a branch"

    to: StepName = Field(description="The branch's first step.", examples=["lab"])
    if_: If | None = Field(
        default=None,
        alias="if",
        description="Only cases of which this holds take the branch.",
        examples=["needs_lab"],
    )
    name: Name | None = Field(
        default=None,
        description="A name of the branch, needed where two begin with the same step.",
        examples=["first"],
        json_schema_extra={"told_default": "the name of its first step"},
    )

    @property
    def path(self) -> str:
        """The name of the branch among its fellows."""
        return self.name or self.to


class Way(Part):
    """One way on: exactly one of `to`, `end`, `shortest`, `parallel`, `callback`."""

    noun: ClassVar[str] = "a way on"
    one_of: ClassVar[tuple[str, ...]] = ("to", "end", "shortest", "parallel", "callback")

    to: StepName | None = Field(
        default=None, description="The next step; `join` ends a branch of a parallel.", examples=["counter"]
    )
    end: Annotated[str, END] | None = Field(
        default=None, description="The case leaves, with this outcome.", examples=["served"]
    )
    shortest: Annotated[tuple[str, ...], SHORTEST] | None = Field(
        default=None,
        description="The step among these with the fewest waiting and in service; of equals the first.",
        examples=["[lane 1, lane 2, lane 3]"],
    )
    parallel: Annotated[tuple[Start, ...], BRANCHES] | None = Field(
        default=None,
        description="Several ways at once; each branch runs until a step whose `next` is `join`.",
        examples=["[{to: lab, if: needs_lab}, {to: x-ray}]"],
    )
    callback: StepName | None = Field(
        default=None,
        description="The case is called back: it keeps its place in the queue of this step and is free "
        "meanwhile.",
        examples=["answer"],
    )
    unreachable: Share = Field(
        default=0.0,
        description="With `callback`: how often a call does not reach the customer.",
        examples=["12%"],
        json_schema_extra={"told_default": "0%"},
    )
    tries: AtLeastOne = Field(
        default=1,
        description="With `callback`: so many calls are made; then the case is given up.",
        examples=["2"],
    )
    wait_for: Annotated[Literal["all", "any"] | int, WAIT_FOR] = Field(
        default="all",
        description="How many branches of a parallel are waited for: `all`, `any` one, or a number.",
        examples=["all", "any", "2"],
    )
    rest: Literal["finish", "cancel"] = Field(
        default="finish",
        description="What becomes of the branches of a parallel that are not waited for: `finish` beside the "
        "case, or `cancel`.",
        examples=["cancel"],
    )
    then: Annotated[Way, THEN] | None = Field(
        default=None,
        description="Where the case goes when the branches of a parallel are done.",
        examples=["review"],
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """Exactly one target; what belongs to a parallel or a callback with those only."""
        collector = Collector()
        targets = [word for word in cls.one_of if word in written]
        said = any(cls.cure_for(word, of) for word, of in written.items())
        if not targets and not said:
            collector.add(f"{cls.noun} leads nowhere", "write `to: counter` or `end: served`", "missing-key")
        for word in targets[1:]:
            collector.add(
                f"`{word}` stands beside `{targets[0]}`",
                "one way on leads to one place",
                "two-ways",
                word,
                True,
            )
        end = written.get("end")
        if isinstance(end, str) and end in _MEANT_AS_TO:
            collector.add(
                f"an end cannot be called `{end}`: {_MEANT_AS_TO[end]}",
                f"write `to: {end}` for that, or call the end something else",
                "reserved",
                "end",
            )
        if "parallel" in written and "then" not in written:
            collector.add(
                "a parallel needs `then`",
                "write where the case goes afterwards, such as `then: review`",
                "missing-key",
            )
        for word, target in _BELONGS.items():
            if word in written and target not in written:
                collector.add(
                    f"`{word}` goes with `{target}`", "leave it out here", f"without-{target}", word, True
                )
        branches, enough = written.get("parallel"), written.get("wait_for")
        if isinstance(branches, list) and type(enough) is int and enough > len(branches):
            collector.add(
                f"{enough} branches are waited for, and there are {len(branches)}",
                "write `all`, or a smaller number",
                "too-large",
                "wait_for",
            )
        collector.close()


#: Words that mean something beside one target only.
_BELONGS = {
    "then": "parallel",
    "wait_for": "parallel",
    "rest": "parallel",
    "unreachable": "callback",
    "tries": "callback",
}


Way.model_rebuild()
