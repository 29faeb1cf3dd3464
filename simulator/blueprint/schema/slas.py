"""Service levels, and the measures they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from simulator.blueprint import units
from simulator.blueprint.condition_tree import Condition
from simulator.blueprint.forms import ClassName, Duration, Length, Money, StepName, TeamName
from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Collector, Misread, wrong
from simulator.blueprint.part import Form, Part
from simulator.blueprint.reading import Reading
from simulator.blueprint.schema.case_moments import CASE_MOMENT, WHERE, CaseMoment
from simulator.blueprint.schema.clock import HoursOrName
from simulator.blueprint.schema.measures import MEASURE, Measure, kind_of_level, percentile


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound as it was written; what it means depends on the measure."""

    written: str | float


def _bound(value: Any, reading: Reading) -> Bound:  # noqa: ARG001
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise unlike(Wanted("a bound", "90%"), value)
    return Bound(value)


BOUND = Form(
    "a bound",
    _bound,
    "A share for shares and for times `within` a threshold (`90%`), a duration for the mean of a "
    "time (`5 min`), else a "
    "number.",
    ("90%", "5 min"),
    {"type": ["string", "number"]},
)


class Sla(Part):
    """A service level that the results are held against."""

    noun: ClassVar[str] = "a service level"
    one_of: ClassVar[tuple[str, ...]] = ("at_least", "at_most")

    measure: Annotated[str, MEASURE] | None = Field(
        default=None,
        description="The figure it is about; or else a time, by `from` and `to`.",
        examples=["wait"],
        json_schema_extra={"told_default": "the time from `from` to `to`"},
    )
    from_: Annotated[CaseMoment, CASE_MOMENT] | None = Field(
        default=None,
        alias="from",
        description="Instead of a `measure`: the moment from which the time is taken.",
        examples=["triage.ready", "arrived"],
    )
    to: Annotated[CaseMoment, CASE_MOMENT] | None = Field(
        default=None,
        description="Instead of a `measure`: the moment up to which the time is taken.",
        examples=["reply.finished", "left"],
    )
    step: StepName | None = Field(
        default=None,
        description="Only at this step.",
        examples=["counter"],
        json_schema_extra={"told_default": "all"},
    )
    customers: ClassName | None = Field(
        default=None,
        description="Only for this class.",
        examples=["business"],
        json_schema_extra={"told_default": "all"},
    )
    team: TeamName | None = Field(
        default=None,
        description="Only of this team or resource.",
        examples=["tellers"],
        json_schema_extra={"told_default": "all"},
    )
    where: Annotated[Condition, WHERE] | None = Field(
        default=None,
        description="Only of cases of which this holds, when they leave.",
        examples=["urgency is urgent"],
        json_schema_extra={"told_default": "all"},
    )
    within: Duration | None = Field(
        default=None,
        description="The threshold of a time; the share within it is then what is compared.",
        examples=["10 min"],
        json_schema_extra={"told_default": "the measure itself is compared"},
    )
    at_least: Annotated[Bound, BOUND] | None = Field(
        default=None, description="The level is met from here up.", examples=["90%"]
    )
    at_most: Annotated[Bound, BOUND] | None = Field(
        default=None, description="The level is met up to here.", examples=["3%", "5 min"]
    )
    abandoned: Literal["as missed", "exclude", "as met if within"] = Field(
        default="as missed",
        description="How those count who gave up, where `within` is given: `as missed`, not at all "
        "(`exclude`), or `as met if within` when they left before the threshold.",
        examples=["exclude"],
    )
    counted_in: HoursOrName | None = Field(
        default=None,
        description="Only time within these hours counts.",
        examples=["office"],
        json_schema_extra={"told_default": "all time counts"},
    )
    per: Length | None = Field(
        default=None,
        description="The level must hold in each interval of this length.",
        examples=["30 min"],
        json_schema_extra={"told_default": "over the whole run"},
    )
    penalty: Money = Field(
        default=0.0, description="Paid for each that is not `within` the threshold.", examples=["5 EUR"]
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """One bound of the measure's own kind; scopes and `within` where the measure has them."""
        collector = Collector()
        _one_bound(written, collector)
        _one_subject(written, collector)
        name = written.get("measure")
        measure = kind_of_level(name) if name is None or isinstance(name, str) else None
        if measure is not None:
            _fitting(written, name, measure, reading, collector)
        collector.close()

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:
        """A percentile is a share within a time."""
        percent = percentile(word, value)
        if not percent:
            return ""
        within = (
            shown(value) if look_of(value) in {"duration", "number"} and word != "percentile" else "10 min"
        )
        return f"write `within: {within}, at_least: {percent}`: so large a share takes no longer than that"

    def bound(self, bound: Bound | None, reading: Reading) -> float | None:
        """Return a bound as a number: a fraction for shares, else in the measure's unit."""
        if bound is None:
            return None
        return read_bound(bound.written, self.measure, self.within is not None, reading)


def _one_bound(written: dict[str, Any], collector: Collector) -> None:
    bounds = [word for word in Sla.one_of if word in written]
    if not bounds and not any(percentile(word, value) for word, value in written.items()):
        collector.add(
            "a service level needs a bound", "write `at_least: 90%`, or `at_most: 3%`", "missing-key"
        )
    for word in bounds[1:]:
        collector.add(
            "`at_most` stands beside `at_least`", "make two service levels of it", "two-ways", word, True
        )
    for word in ("abandoned", "penalty"):
        if word in written and "within" not in written:
            collector.add(
                f"`{word}` goes with `within`",
                "leave it out, or write a threshold such as `within: 10 min`",
                "without-within",
                word,
                True,
            )


def _one_subject(written: dict[str, Any], collector: Collector) -> None:
    """Keep a fault where it is neither about a measure nor from one moment to another."""
    moments = [word for word in ("from", "to") if word in written]
    if "measure" in written:
        for word in moments:
            collector.add(
                f"`{word}` stands beside `measure`",
                "name a measure, or the two moments `from` and `to`",
                "two-ways",
                word,
                True,
            )
    elif not moments:
        collector.add(
            "a service level needs a `measure`",
            "write `measure: wait`; or a time of your own, `from: triage.ready` and `to: reply.finished`",
            "missing-key",
        )
    elif len(moments) == 1:
        missing = "to" if "from" in written else "from"
        such = "left" if missing == "to" else "arrived"
        collector.add(
            f"`{moments[0]}` needs `{missing}` too",
            f"write the other moment, such as `{missing}: {such}`",
            "missing-key",
        )


def _fitting(
    written: dict[str, Any], measured: str | None, measure: Measure, reading: Reading, collector: Collector
) -> None:
    """Keep a fault for each entry that does not go with the measure."""
    name = measured or "from ... to"
    _scopes(written, name, measure, collector)
    for word in ("where", "per"):
        if word in written and not measure.of_many:
            collector.add(
                f"`{word}` is for times and shares of customers, and `{name}` is neither",
                "leave it out",
                "wrong-scope",
                word,
                True,
            )
    if "counted_in" in written and not measure.from_to:
        collector.add(
            f"`counted_in` is for times from one moment to another, and `{name}` is none",
            "leave it out",
            "wrong-kind",
            "counted_in",
            True,
        )
    if "within" in written and (measure.kind != "time" or not measure.of_each):
        what = "a time in all" if measure.kind == "time" else f"a {measure.kind}"
        collector.add(
            f"`within` is for times of each customer, and `{name}` is {what}",
            "leave it out",
            "wrong-kind",
            "within",
            True,
        )
        return
    if "within" in written and "at_most" in written and "at_least" not in written:
        collector.add(
            "a share `within` a time is held from below",
            "write `at_least: 90%`",
            "wrong-bound",
            "at_most",
            True,
        )
        return
    for word in Sla.one_of:
        if word in written and isinstance(written[word], str | int | float):
            collector.read(word, _bound_of_level, written[word], measured, "within" in written, reading)


def _scopes(written: dict[str, Any], name: str, measure: Measure, collector: Collector) -> None:
    by = " or ".join(f"`{word}`" for word in measure.scopes)
    named = [scope for scope in ("step", "customers", "team") if scope in written]
    for scope in named:
        if scope not in measure.scopes:
            collector.add(
                f"`{name}` is not measured by `{scope}`", f"it goes by {by}", "wrong-scope", scope, True
            )
    if measure.needs_scope and not named:
        collector.add(f"`{name}` needs {by}", f"write whose it is, by {by}", "missing-key")
    if len(named) > 1 and "step" not in measure.scopes and set(named) <= set(measure.scopes):
        collector.add(
            f"`{name}` goes by {by}, not by both",
            "make two service levels of it",
            "two-ways",
            named[-1],
            True,
        )


def _bound_of_level(value: Any, measure: str | None, within: bool, reading: Reading) -> float:
    """The bound of a service level; a share of a time wants to know within which."""
    try:
        return read_bound(value, measure, within, reading)
    except Misread:
        found = kind_of_level(measure)
        if not within and found is not None and found.kind == "time" and look_of(value) == "share":
            raise wrong(
                f"a share of `{measure or 'from ... to'}` needs the time it is measured against",
                "write a threshold, such as `within: 10 min`",
                "missing-key",
            ) from None
        raise


def read_bound(value: Any, measure: str | None, within: bool, reading: Reading) -> float:
    """Return the bound of a measure: a fraction, a duration in the unit, a number.

    Raises:
        Misread: it is of another kind than the measure.
    """
    found = kind_of_level(measure)
    kind = "share" if within or found is None else found.kind
    if kind == "share":
        return units.share(value, reading)
    if kind == "time":
        return units.duration(value, reading)
    if kind == "rate":
        return units.rate(value, reading)
    return units.number(value, reading, negative=found is not None and found.of_answers)
