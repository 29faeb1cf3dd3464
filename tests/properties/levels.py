"""Service levels at random, of every measure."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from simulator.blueprint.schema.measures import MEASURES, SPAN, Measure, kind_of_level
from tests.properties.opening import hours
from tests.properties.setting import Setting
from tests.properties.values import LENGTHS, Blueprint

PLACE = "sla.NAME"

#: A bound of each kind of measure.
BOUNDS = {"time": "5 min", "share": "60%", "number": 3, "rate": "20/h", "cost": 5}

#: Those of the measures that are most often asked for, and can have most beside them.
COMMON = ("wait", "wait", "queue_time", "time_in_system", SPAN, "abandoned", "utilisation")

#: Those that every service has.
_ALWAYS = sorted(name for name, measure in MEASURES.items() if not (measure.of_sop or measure.of_answers))


@st.composite
def levels(draw: DrawFn, setting: Setting, names: list[str], standard: list[str]) -> Blueprint:
    """None, or a few, at steps of these names, of which some have an SOP."""
    least = 1 if setting.focus.wants("sla") else 0
    many = draw(st.integers(least, 3))
    return {f"level {i}": draw(level(setting, names, standard)) for i in range(many)}


@st.composite
def level(draw: DrawFn, setting: Setting, names: list[str], standard: list[str]) -> Blueprint:
    """One, about a measure, or the time from one moment to another."""
    focus = setting.focus
    fitting = [name for name in (*COMMON, *MEASURES) if _fits(setting, name, standard)]
    name = draw(st.sampled_from(fitting or [*COMMON, *_ALWAYS]))
    measure = kind_of_level(name)
    assert measure is not None
    found: Blueprint = draw(_moments(names)) if name == SPAN else {"measure": name}
    found |= draw(_scopes(setting, measure, standard if measure.of_sop else names))
    if measure.of_many and focus.says(draw, f"{PLACE}.where", 3):
        found["where"] = draw(st.sampled_from(["complex", "level is urgent", "not channel is mail"]))
    if measure.of_many and focus.says(draw, f"{PLACE}.per", 3):
        found["per"] = draw(st.sampled_from([5, 10]))
    if measure.from_to and focus.says(draw, f"{PLACE}.counted_in", 3):
        found["counted_in"] = draw(hours(setting.hours, focus, f"{PLACE}.counted_in"))
    if measure.kind == "time" and measure.of_each and draw(st.booleans()):
        return {**found, **draw(_within(setting))}
    return {**found, focus.pick(draw, PLACE, ["at_most", "at_least"]): BOUNDS[measure.kind]}


def _fits(setting: Setting, name: str, standard: list[str]) -> bool:
    """Whether a measure can have beside it what is asked for."""
    measure = kind_of_level(name)
    assert measure is not None
    wants = setting.focus.wants
    scopes = {scope for scope in ("step", "customers", "team") if wants(f"{PLACE}.{scope}")}
    return (
        (bool(standard) or not measure.of_sop)
        and (setting.content or not measure.of_answers)
        and (name == SPAN or not wants(f"{PLACE}.from", f"{PLACE}.to"))
        and (name != SPAN or not wants(f"{PLACE}.measure"))
        and scopes <= set(measure.scopes)
        and (measure.of_many or not wants(f"{PLACE}.where", f"{PLACE}.per"))
        and (measure.from_to or not wants(f"{PLACE}.counted_in"))
        and (measure.of_each or not wants(f"{PLACE}.within", f"{PLACE}.penalty", f"{PLACE}.abandoned"))
    )


@st.composite
def _moments(draw: DrawFn, names: list[str]) -> Blueprint:
    """From when to when."""
    moments = [f"'{name}'.{what}" for name in names for what in ("ready", "queued", "started", "finished")]
    return {
        "from": draw(st.sampled_from(["arrived", *moments])),
        "to": draw(st.sampled_from(["left", *moments])),
    }


@st.composite
def _scopes(draw: DrawFn, setting: Setting, measure: Measure, names: list[str]) -> Blueprint:
    """Of whom; a measure that has no steps goes by one of its scopes only."""
    focus = setting.focus
    every = {"step": names, "customers": [*setting.classes, *setting.returning], "team": [*setting.everybody]}
    scopes = [scope for scope in measure.scopes if focus.says(draw, f"{PLACE}.{scope}", 3)]
    if measure.needs_scope and not scopes:
        scopes = [measure.scopes[0]]
    if "step" not in measure.scopes:
        scopes = scopes[:1]
    return {scope: draw(st.sampled_from(every[scope])) for scope in scopes}


@st.composite
def _within(draw: DrawFn, setting: Setting) -> Blueprint:
    """A threshold, and who counts."""
    focus = setting.focus
    found: Blueprint = {"within": draw(LENGTHS), "at_least": "80%"}
    if focus.says(draw, f"{PLACE}.penalty", 2):
        found["penalty"] = "5 EUR"
    if focus.says(draw, f"{PLACE}.abandoned", 2):
        ways = ["as missed", "exclude", "as met if within"]
        found["abandoned"] = focus.pick(draw, f"{PLACE}.abandoned", ways)
    return found
