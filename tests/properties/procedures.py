"""SOPs at random: what is prescribed, for whom it fits, what becomes of exceptions and errors."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.focus import Focus
from tests.properties.setting import Setting
from tests.properties.values import Blueprint, times

PLACE = "steps.NAME.sop"
SHARES = st.sampled_from(["0%", "30%", "50%", "85%", "100%"])


@st.composite
def sops(draw: DrawFn, setting: Setting, later: list[str]) -> Blueprint:
    """The SOP of a step, in short or with its actions.

    Args:
        setting: the blueprint.
        later: steps to which a case may be sent.
    """
    focus = setting.focus
    found: Blueprint = {}
    if focus.says(draw, f"{PLACE}.actions", 2):
        found["actions"] = draw(st.lists(actions(focus), min_size=1, max_size=3, unique_by=lambda a: a["id"]))
    else:
        if focus.says(draw, f"{PLACE}.variety", 2):
            found["variety"] = focus.pick(draw, f"{PLACE}.variety", ["none", "low", "medium", "high", "high"])
        if focus.says(draw, f"{PLACE}.error", 2):
            found["error"] = draw(st.sampled_from(["0%", "20%", "40%"]))
    for word, many in (("standardisation", 2), ("elastic", 4)):
        if focus.says(draw, f"{PLACE}.{word}", many):
            found[word] = draw(SHARES)
    if focus.says(draw, f"{PLACE}.compliance", 3):
        found["compliance"] = draw(compliances(focus))
    if focus.says(draw, f"{PLACE}.variety_of", 5):
        found["variety_of"] = focus.pick(draw, f"{PLACE}.variety_of", ["case", "visit"])
    if focus.says(draw, f"{PLACE}.effects", 4):
        known = {"faster": "20%", "steadier": "50%", "safer": "60%", "bending": "50%"}
        some = draw(st.lists(st.sampled_from(sorted(known)), min_size=1, unique=True))
        wanted = [word for word in known if focus.wants(f"{PLACE}.effects.{word}")]
        found["effects"] = {word: known[word] for word in {*some, *wanted}}
    if focus.says(draw, f"{PLACE}.customers", 3):
        found["customers"] = draw(otherwise(setting, found.get("actions", [])))
    if focus.says(draw, f"{PLACE}.exceptions", 3):
        found["exceptions"] = draw(exceptions(setting, later))
    if focus.says(draw, f"{PLACE}.unlearned", 4):
        found["unlearned"] = "50%"
    if focus.says(draw, f"{PLACE}.errors", 3):
        found["errors"] = draw(errors(setting, later))
    # Within a visit exceptions may take longer than the time that was measured with them.
    if "time" in found.get("exceptions", {}) or focus.says(draw, f"{PLACE}.time_measured", 3):
        found["time_measured"] = focus.pick(
            draw,
            f"{PLACE}.time_measured",
            ["without"] if "exceptions" in found else ["without", "with this sop"],
        )
    if focus.says(draw, f"{PLACE}.audit", 4):
        found["audit"] = {"visits": 20}
        if focus.says(draw, f"{PLACE}.audit.detects", 2):
            found["audit"]["detects"] = draw(SHARES)
    for word, text in (("id", "S-1"), ("responsible", "the head of it")):
        if focus.says(draw, f"{PLACE}.{word}", 5):
            found[word] = text
    return found


@st.composite
def otherwise(draw: DrawFn, setting: Setting, written: list[Blueprint]) -> Blueprint:
    """What is otherwise for the customers of a class, or of some."""
    focus, place = setting.focus, f"{PLACE}.customers.NAME"
    found: Blueprint = {}
    known = [*setting.classes, *setting.returning]
    for name in draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)):
        block: Blueprint = {}
        for word, values in (("standardisation", SHARES), ("elastic", SHARES)):
            if focus.says(draw, f"{place}.{word}", 2):
                block[word] = draw(values)
        if focus.says(draw, f"{place}.compliance", 3):
            block["compliance"] = draw(compliances(focus, f"{place}.compliance"))
        if not written and focus.says(draw, f"{place}.variety", 3):
            block["variety"] = focus.pick(draw, f"{place}.variety", ["none", "low", "medium", "high"])
        if written and focus.says(draw, f"{place}.actions", 2):
            action = draw(st.sampled_from(written))
            one: Blueprint = {}
            if focus.says(draw, f"{place}.actions.NAME.lock", 1):
                locks = ["elastic", "fixed", *(["free"] if "mandatory" not in action else [])]
                one["lock"] = focus.pick(draw, f"{place}.actions.NAME.lock", locks)
            if not one or focus.says(draw, f"{place}.actions.NAME.fits", 2):
                one["fits"] = draw(SHARES)
            block["actions"] = {action["id"]: one}
        found[name] = block or {"standardisation": draw(SHARES)}
    return found


@st.composite
def compliances(draw: DrawFn, focus: Focus, place: str = f"{PLACE}.compliance") -> object:
    """The same always, or less in the course of things."""
    falls = {
        "less_per_hour": "100%",
        "less_per_waiting": "20%",
        "least": "30%",
        "after_change": {"less": "50%", "until": 20},
        "training": {"time": 10, "half_after": 20, "up_to": "100%"},
    }
    said = {word: of for word, of in falls.items() if focus.says(draw, f"{place}.{word}", 4)}
    share = draw(SHARES.filter(lambda of: "least" not in said or of != "0%"))  # it is that at best
    return {"share": share, **said} if said else share


@st.composite
def actions(draw: DrawFn, focus: Focus) -> Blueprint:
    """One action."""
    place = f"{PLACE}.actions"
    found: Blueprint = {
        "id": draw(st.sampled_from(["greet", "look", "write"])),
        "do": "Do it",
        "standard_time": draw(st.integers(1, 4)),
    }
    if focus.says(draw, f"{place}.lock", 1):
        found["lock"] = focus.pick(draw, f"{place}.lock", ["free", "elastic", "fixed", "fixed"])
    if found.get("lock") != "free" and focus.says(draw, f"{place}.mandatory", 5):
        found["mandatory"] = True
    if focus.says(draw, f"{place}.error", 3):
        found["error"] = draw(st.sampled_from(["20%", "40%"]))
    for word in ("fits", "compliance"):
        if focus.says(draw, f"{place}.{word}", 3):
            found[word] = draw(SHARES)
    for word, text in (("check", "seen"), ("record", "log"), ("tolerance", "10 s")):
        if focus.says(draw, f"{place}.{word}", 6):
            found[word] = text
    return found


@st.composite
def exceptions(draw: DrawFn, setting: Setting, later: list[str]) -> Blueprint:
    """What is done where a standard does not fit."""
    focus, place = setting.focus, f"{PLACE}.exceptions"
    found: Blueprint = {}
    if focus.says(draw, f"{place}.time", 2):
        found["time"] = draw(times(least=1))
        if focus.says(draw, f"{place}.team", 2):
            found["team"] = draw(st.sampled_from(list(setting.teams)))
    elif focus.wants(f"{place}.team"):
        found |= {"team": draw(st.sampled_from(list(setting.teams))), "time": 1}
    if "time" not in found or focus.says(draw, f"{place}.then", 3):
        ways = [{"end": "sent home"}, *({"to": step} for step in later)]
        found["then"] = (
            draw(st.sampled_from(ways)) if "time" not in found else draw(st.sampled_from(["continue", *ways]))
        )
    return found


@st.composite
def errors(draw: DrawFn, setting: Setting, later: list[str]) -> Blueprint:
    """What becomes of errors."""
    focus, place = setting.focus, f"{PLACE}.errors"
    found: Blueprint = {}
    if setting.returning and focus.says(draw, f"{place}.undetected", 2):
        found["undetected"] = {
            "share": "30%",
            "after": draw(times(least=1)),
            "comes_back_as": draw(st.sampled_from(setting.returning)),
        }
    if "undetected" not in found or focus.says(draw, f"{place}.redone", 2):
        share = draw(st.sampled_from(["30%", "70%"]))
        back = later and focus.says(draw, f"{place}.redone.to", 3)
        found["redone"] = {"share": share, "to": draw(st.sampled_from(later))} if back else share
    return found
