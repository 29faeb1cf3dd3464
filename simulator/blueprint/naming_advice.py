"""What to write for a name that nothing has."""

from __future__ import annotations

import re

from simulator.blueprint import condition_tree
from simulator.blueprint.condition_words import named
from simulator.blueprint.known_names import Names
from simulator.blueprint.misread import Path
from simulator.blueprint.phrases import span_said
from simulator.blueprint.schema.serving import several_teams
from simulator.blueprint.synonyms import meant
from simulator.names import did_you_mean, nearest

#: What a service level may be of, and the word for it.
_SCOPES = {"step": "step", "team": "team", "class of customers": "customers"}


def advice_for(name: str, kind: str, path: Path, names: Names) -> str:
    """Return what to write for a name of that kind, which stands at that path and which nothing has."""
    elsewhere = names.elsewhere(name, kind)
    if elsewhere and kind == "attribute" and name in names.known["class of customers"]:
        return f"{elsewhere}: write `customers is {named(name)}`"
    if elsewhere and kind in _SCOPES and path[0] == "sla":
        words = [word for block, word in _SCOPES.items() if name in names.known[block]]
        return f"{elsewhere}: write `{words[0]}: {name}`" if words else elsewhere
    if elsewhere:
        return elsewhere
    known = names.known[kind]
    if kind == "team":
        return _advice_for_team(name, names)
    if kind == "hours" and (hours := _hours_said(name)):
        return f"describe them: `hours: {hours}`"
    if kind == "attribute" and (meaning := _meant_in_condition(name, path)):
        return meaning
    if not known:
        return {
            "end": "ends are named where a case leaves, `next: {end: served}`",
            "attribute": f"describe it: `attributes: {{{name}: {{chance: 20%}}}}`",
            "module": f"describe it: `modules: {{{name}: {{starts_at: ..., steps: ...}}}}`",
            "skill": f"say who has it: `teams: {{tellers: {{count: 3, skills: {{{name}: 100%}}}}}}`",
            "priority": f"write a number, 1 is first; or name them, the most urgent first: "
            f"`priorities: [{name}, other]`",
        }.get(kind, "none is described")
    advice = did_you_mean(name, known)
    if kind == "step" and path[-1:] == ("next",) and (parts := _several_steps(name, known)):
        return parts
    if kind == "step" and path[-1:] in (("next",), ("to",)) and not nearest(name, known):
        ends = names.known["end"] or ("served",)
        end = ends[0] if "end" in (name, *meant(name, ("end",))) else name
        return f"{advice}; to leave the service write `{{end: {end}}}`"
    return advice


def _advice_for_team(name: str, names: Names) -> str:
    """Return the team that was meant; a resource only where no team looks like it."""
    teams, resources = names.known["team in teams"], names.known["resource"]
    parts = several_teams(name)
    if parts:
        return parts
    near = nearest(name, resources)
    if near and not nearest(name, teams) and teams:
        return f"the teams are {', '.join(teams)}; or did you mean the resource `{near[0]}`?"
    if not names.known["team"]:
        return f"describe it: `teams: {{{name}: {{count: 3}}}}`"
    return did_you_mean(name, teams if nearest(name, teams) else names.known["team"])


def _meant_in_condition(name: str, path: Path) -> str:
    """Return what was meant by a name that no attribute has: the class, a figure of the step."""
    if name != "customers" and meant(name, ("customers",)) and not nearest(name, ("customers",)):
        return "write `customers is ...` for the class"
    figures = meant(name, condition_tree.FIGURES)
    if figures and len(path) > 1:
        written = [f"`{named(str(path[1]))}.{figure} > ...`" for figure in figures]
        return f"a figure of a step is written {' or '.join(written)}"
    return ""


def _several_steps(name: str, known: tuple[str, ...]) -> str:
    """Return how several steps are written that stand where one belongs, `counter, adviser`."""
    parts = [part.strip() for part in re.split(r",|;|\band\b|\bor\b", name)]
    if len(parts) < 2 or not all(part in known for part in parts):
        return ""
    share = f"{100 / len(parts):.4g}%"
    ways = ", ".join(f"{{to: {part}, share: {share}}}" for part in parts[:-1])
    branches = ", ".join(f"{{to: {part}}}" for part in parts)
    return (
        f"write `next: [{ways}, {parts[-1]}]` for one of them, with your own shares; "
        f"`next: {{parallel: [{branches}], then: ...}}` for all at once"
    )


def _hours_said(text: str) -> str:
    """Return the hours that were meant by `09:00-17:00` or `Mon-Fri 9-17`; empty where it is a name."""
    days, _, span = text.rpartition(" ") if not span_said(text) else ("", "", text)
    said = span_said(span)
    if not said:
        return ""
    return f'{{open: {{{days}: ["{said}"]}}}}' if days else f'{{open: ["{said}"]}}'
