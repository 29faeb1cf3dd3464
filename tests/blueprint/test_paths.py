"""Dotted paths: how they are written, what they match, and what is said where they lead nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.blueprint.misread import Fault, Misread
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.paths import matching
from simulator.blueprint.settable import list_paths
from simulator.blueprint.tree import Path, Tree, dotted
from simulator.blueprint.yaml_tree import read_text

TREE = read_text(
    """\
customers:
  walk-in: {arrivals: {rate: {"09:00": 30/h, "14:00": 40/h}}, patience: {exponential: 12 min}}
  business: {arrivals: {every: 6 min}}
teams:
  tellers: {count: 3}
  St. Mary: {members: [{name: senior, count: 1}, {name: "2", count: 2}, {name: junior, count: 4}]}
steps:
  counter:
    next:
      - {to: adviser, if: complex}
      - {name: rework, to: counter, share: 6%}
      - {to: counter, share: 1%}
      - {to: counter, share: 2%}
      - {end: served}
    sop: {actions: [{id: greet, error: 1%}]}
scenarios:
  busy: {set: {teams.tellers.count: 4}}
"""
)


def found(path: str, tree: Tree = TREE, new: bool = False) -> list[Path]:
    return matching(tree.root, parse(path), new=new)


def fault(path: str, new: bool = False) -> Fault:
    with pytest.raises(Misread) as caught:
        found(path, new=new)
    (only,) = caught.value.faults
    return only


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("teams.tellers.count", ["teams", "tellers", "count"]),
        ("sla.served within 10 min.at_least", ["sla", "served within 10 min", "at_least"]),
        ("schedule.09:00", ["schedule", "09:00"]),
        ('teams."St. Mary".count', ["teams", "St. Mary", "count"]),
        ("teams.'St. Mary'.count", ["teams", "St. Mary", "count"]),
        ("teams.St\\. Mary.count", ["teams", "St. Mary", "count"]),
        ('teams."say \\"x\\"".count', ["teams", 'say "x"', "count"]),
        (" teams . tellers ", ["teams", "tellers"]),
        ("teams.o'clock", ["teams", "o'clock"]),
        ("队.柜台", ["队", "柜台"]),
    ],
)
def test_a_path_is_split_at_its_dots(text: str, names: list[str]) -> None:
    assert [step.name for step in parse(text)] == names


@pytest.mark.parametrize("text", ["", " ", ".", "a.", ".a", "a..b", 'a."b', "a.'b.c"])
def test_a_path_that_cannot_be_split(text: str) -> None:
    with pytest.raises(Misread) as caught:
        parse(text)
    assert caught.value.faults[0].code == "bad-path"
    assert caught.value.faults[0].help


def test_a_star_in_quotes_is_a_star() -> None:
    assert parse('a."*"')[1] == Step("*", literal=True)
    assert parse('a."*"')[1].pattern is None
    assert parse("a.*")[1].pattern is not None


@pytest.mark.parametrize(
    ("path", "paths"),
    [
        ("teams.tellers.count", [("teams", "tellers", "count")]),
        ("customers.walk-in.arrivals.rate.09:00", [("customers", "walk-in", "arrivals", "rate", "09:00")]),
        ("customers.walk-in.arrivals.rate.9:00", [("customers", "walk-in", "arrivals", "rate", "09:00")]),
        ('teams."St. Mary".members.junior.count', [("teams", "St. Mary", "members", 2, "count")]),
        ('teams."St. Mary".members.2.count', [("teams", "St. Mary", "members", 1, "count")]),
        ('teams."St. Mary".members.1.count', [("teams", "St. Mary", "members", 0, "count")]),
        ('teams."St. Mary".members."2".count', [("teams", "St. Mary", "members", 1, "count")]),
        ("steps.counter.next.rework.share", [("steps", "counter", "next", 1, "share")]),
        ("steps.counter.next.adviser.if", [("steps", "counter", "next", 0, "if")]),
        ("steps.counter.next.served", [("steps", "counter", "next", 4)]),
        ("steps.counter.next.3.share", [("steps", "counter", "next", 2, "share")]),
        ("steps.counter.sop.actions.greet.error", [("steps", "counter", "sop", "actions", 0, "error")]),
        ("customers.*.patience", [("customers", "walk-in", "patience")]),
        (
            "customers.*.arrivals",
            [("customers", "walk-in", "arrivals"), ("customers", "business", "arrivals")],
        ),
        ("teams.tell*.count", [("teams", "tellers", "count")]),
        (
            "steps.counter.next.*.share",
            [("steps", "counter", "next", number, "share") for number in (1, 2, 3)],
        ),
        ("steps.counter.next.re*.share", [("steps", "counter", "next", 1, "share")]),
        ("*.tellers.count", [("teams", "tellers", "count")]),
    ],
)
def test_a_path_finds_its_entries(path: str, paths: list[Path]) -> None:
    assert found(path) == paths


def test_a_default_that_is_not_written_may_be_named_where_its_group_is() -> None:
    assert found("teams.tellers.cost", new=True) == [("teams", "tellers", "cost")]
    assert found("customers.*.patience", new=True) == [
        ("customers", "walk-in", "patience"),
        ("customers", "business", "patience"),
    ]
    assert fault("teams.tellers.cost").code == "unknown-path"
    assert (
        fault("teams.tellers.schedule.09:00", new=True).message == "there is no `schedule` in `teams.tellers`"
    )


@pytest.mark.parametrize(
    ("path", "cure"),
    [
        ("tellers", "did you mean `teams.tellers.count`?"),
        ("Teller", "did you mean `teams.tellers.count`?"),
        (
            "id",
            "did you mean `steps.counter.sop.actions.greet.id`?",
        ),
        (
            "patience",  # written for walk-in: where it might be written as well is not told
            "did you mean `customers.walk-in.patience`?",
        ),
        (
            "batch",  # written nowhere
            "did you mean `customers.walk-in.arrivals.batch`, `customers.business.arrivals.batch` or "
            "`steps.counter.batch`?",
        ),
        ("curency", "did you mean `currency`?"),
    ],
)
def test_a_name_at_the_top_finds_the_paths_on_which_it_stands_or_may_stand(path: str, cure: str) -> None:
    assert (fault(path, new=True).message, fault(path, new=True).help) == (
        f"there is no `{path}` in the blueprint",
        cure,
    )


def test_a_word_of_the_language_may_be_new_at_the_top() -> None:
    assert found("currency", new=True) == [("currency",)]


def test_a_star_does_not_make_names() -> None:
    assert fault("teams.tellers.c*t*s", new=True).code == "unknown-path"


@pytest.mark.parametrize(
    ("path", "message", "cure"),
    [
        ("teams.telers.count", "there is no `telers` in `teams`", "did you mean `teams.tellers.count`?"),
        ("team.tellers.count", "there is no `team` in the blueprint", "did you mean `teams.tellers.count`?"),
        ("tellers.count", "there is no `tellers` in the blueprint", "did you mean `teams.tellers.count`?"),
        ("zebra", "there is no `zebra` in the blueprint", "what stands there is: customers, teams, steps"),
        ("teams.zebra.count", "there is no `zebra` in `teams`", "what stands there is: tellers, St. Mary"),
        ("teams.St. Mary.members", "there is no `St` in `teams`", 'did you mean `teams."St. Mary".members`?'),
        (
            "steps.counter.next.rewrk.share",
            "there is no `rewrk` in the list `steps.counter.next`",
            "did you mean `steps.counter.next.rework.share`?",
        ),
        (
            "steps.counter.next.9.share",
            "there is no `9` in the list `steps.counter.next`",
            "its entries are: adviser, rework, 3, 4, served",
        ),
        (
            "teams.tellers.count.most",
            "`teams.tellers.count` is a single value (`3`) with no `most` in it",
            "set `teams.tellers.count` as a whole",
        ),
        (
            "steps.counter.next.counter.share",
            "`counter` in `steps.counter.next` could be any of the entries 3 and 4",
            "give the entry a `name`, or write its number: `steps.counter.next.3`",
        ),
        (
            "customers.*.arivals",
            "there is no `arivals` in `customers.walk-in`",
            "did you mean `customers.walk-in.arrivals`?",
        ),
        ("scenarios.busy", "a scenario cannot change scenarios", "name a part of the blueprint itself"),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ended(path: str, message: str, cure: str) -> None:
    assert (fault(path).message, fault(path).help) == (message, cure)


def test_all_paths_are_listed_with_their_values() -> None:
    listed = list_paths(TREE)
    assert listed[:4] == [
        ("customers.walk-in.arrivals.rate", '{"09:00": 30/h, "14:00": 40/h}'),
        ("customers.walk-in.arrivals.rate.09:00", "30/h"),
        ("customers.walk-in.arrivals.rate.14:00", "40/h"),
        ("customers.walk-in.patience", "{exponential: 12 min}"),
    ]
    names = [path for path, _ in listed]
    assert "steps.counter.next.rework.share" in names
    assert "steps.counter.next.3.share" in names
    assert 'teams."St. Mary".members.junior.count' in names
    assert not any(name.startswith("scenarios") for name in names)


def test_every_listed_path_finds_its_entry() -> None:
    for path, _ in list_paths(TREE):
        (one,) = found(path)
        assert dotted(one, TREE.root) == path


@settings(deadline=None)
@given(st.text())
def test_any_path_is_split_or_told(text: str) -> None:
    try:
        matching(TREE.root, parse(text), new=True)
    except Misread as misread:
        told = misread.faults
    else:
        return
    assert all(one.message for one in told)


NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name.isprintable() and name == name.strip())


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_written_path_is_split_into_its_names(names: list[str]) -> None:
    assert [step.name for step in parse(dotted(tuple(names)))] == names
