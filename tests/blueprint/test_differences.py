"""What differs between two versions of a service, what it weighs, and what goes without a word."""

from __future__ import annotations

import pytest

from simulator.blueprint.documents.differences import find_differences
from simulator.blueprint.documents.silent import find_silent_losses
from simulator.blueprint.documents.versions import next_version, weight_of
from simulator.blueprint.load import loads
from simulator.errors import UsageError

OLD = """\
blueprint: Desk
version: "1.0.0"
document:
  owner: head of service
  revisions:
    - {version: "1.0.0", date: "2026-01-05", change: first version}
clock: {unit: min, run_for: 8 h}
customers:
  guest: {starts_at: desk, arrivals: {rate: 6/h}}
  member: {starts_at: desk, arrivals: {rate: 2/h}}
teams: {clerks: {count: 1}}
steps:
  desk:
    team: clerks
    time: 3 min
    evidence: receipt
    sop:
      actions:
        - {id: greet, do: Greet, standard_time: 1 min}
        - {id: enter, do: Enter, standard_time: 2 min, lock: fixed, mandatory: true}
    next: pay
  pay: {team: clerks, time: 1 min, next: {end: served}}
"""


def changes(old: str, new: str) -> list[str]:
    found = find_differences(loads(old), loads(new))
    return [f"{change.weight}: {change.sentence}" for change in found]


def losses(old: str, new: str) -> list[str]:
    before, after = loads(old), loads(new)
    found = find_silent_losses(before, after, find_differences(before, after))
    return [f"{problem.line}: {problem.message}" for problem in found]


def test_a_version_does_not_differ_from_itself() -> None:
    assert changes(OLD, OLD) == []


def test_figures_and_texts_are_patches() -> None:
    new = OLD.replace("time: 3 min", "time: 4 min").replace("count: 1", "count: 2")
    new = new.replace("do: Greet", "do: Greet by name").replace("owner: head of service", "owner: A. Miller")
    assert changes(OLD, new) == [
        "patch: `owner` of the document: head of service → A. Miller",
        "patch: `time` of `desk`: 3 min → 4 min",
        "patch: `do` of action `greet` of `desk`: Greet → Greet by name",
        "patch: `count` of team `clerks`: 1 → 2",
    ]


def test_what_is_added_is_minor_and_a_step_put_in_between_changes_no_order() -> None:
    new = OLD.replace("    next: pay\n", "    next: pack\n  pack: {time: 1 min, next: pay}\n")
    new = new.replace(
        "standard_time: 1 min}", "standard_time: 1 min}\n        - {id: ask, do: Ask, standard_time: 30 s}"
    )
    assert changes(OLD, new) == ["minor: step `pack` added", "minor: action `ask` of `desk` added"]


def test_what_is_removed_is_major_and_so_is_another_order() -> None:
    new = OLD.replace("        - {id: greet, do: Greet, standard_time: 1 min}\n", "")
    new = new.replace("  member: {starts_at: desk, arrivals: {rate: 2/h}}\n", "")
    assert changes(OLD, new) == [
        "major: action `greet` of `desk` removed",
        "major: customer class `member` removed",
    ]
    first, second = [line for line in OLD.splitlines(keepends=True) if "- {id" in line]
    turned = OLD.replace(first + second, second + first)
    assert changes(OLD, turned) == ["major: order of the actions of `desk`: greet, enter → enter, greet"]


def test_steps_in_another_order_are_major() -> None:
    new = OLD.replace("next: pay", "next: {end: served}").replace(
        "time: 1 min, next: {end: served}", "time: 1 min, next: desk"
    )
    assert changes(OLD, new.replace("starts_at: desk", "starts_at: pay")) == [
        "major: order after `desk`: `pay` → the end",
        "major: order after `pay`: the end → `desk`",
        "patch: `starts_at` of customer class `guest`: desk → pay",
        "patch: `starts_at` of customer class `member`: desk → pay",
    ]


def test_another_share_of_a_way_on_is_a_patch_and_another_way_minor() -> None:
    old = OLD.replace("next: pay", "next: [{to: pay, share: 90%}, {end: served}]")
    assert changes(old, old.replace("90%", "80%")) == [
        "patch: `next` of `desk`: [{to: pay, share: 90%}, {end: served}] → "
        "[{to: pay, share: 80%}, {end: served}]"
    ]
    assert changes(OLD, old) == ["minor: way from `desk` to the end added"]


def test_a_lock_that_is_added_is_minor() -> None:
    assert changes(OLD, OLD.replace("do: Greet,", "do: Greet, lock: elastic,")) == [
        "minor: `lock` of action `greet` of `desk`: nothing → elastic"
    ]


def test_a_step_that_draws_as_one_that_is_gone_has_another_name() -> None:
    new = OLD.replace("next: pay", "next: till").replace("  pay: {", "  till: {draws_as: pay, ")
    assert changes(OLD, new) == ["patch: step `pay` renamed to `till`"]
    assert losses(OLD, new) == []


def test_an_action_that_is_new_at_another_step_was_moved() -> None:
    line = "        - {id: greet, do: Greet, standard_time: 1 min}\n"
    new = OLD.replace(line, "").replace(
        "pay: {team", "pay: {sop: {actions: [{id: greet, do: Greet, standard_time: 1 min}]}, team"
    )
    assert changes(OLD, new) == [
        "major: action `greet` of `desk` moved to `pay`",
        "minor: SOP of `pay` added",
    ]
    # Where the other step had one of that name already, it is gone.
    assert changes(new.replace("      actions:\n", "      actions:\n" + line), new) == [
        "major: action `greet` of `desk` removed"
    ]


GONE = OLD.replace("    evidence: receipt\n", "").replace(
    "        - {id: greet, do: Greet, standard_time: 1 min}\n", ""
)


def test_what_disappears_without_a_word_is_told_where_it_stood() -> None:
    assert losses(OLD, GONE) == [
        "16: evidence `receipt` of `desk` is gone, and no revision speaks of it",
        "19: action `greet` of `desk` is gone, and no revision speaks of it",
    ]
    assert losses(OLD, OLD.replace("evidence: receipt", "evidence: a mail")) == [
        "16: evidence of `desk`: receipt → a mail, and no revision speaks of it"
    ]


def weight(old: str, new: str) -> str | None:
    return weight_of(find_differences(loads(old), loads(new)))


def test_a_mandatory_action_that_is_gone_is_called_so() -> None:
    line = "        - {id: enter, do: Enter, standard_time: 2 min, lock: fixed, mandatory: true}\n"
    new = OLD.replace(line, "")
    told_of = "20: mandatory action `enter` of `desk` is gone, and no revision speaks of it"
    assert losses(OLD, new) == [told_of]
    assert weight(OLD, new) == "major"
    before = loads(OLD)
    (told,) = find_silent_losses(before, loads(new), find_differences(before, loads(new)))
    assert told.help == (
        "nobody may see to it any more: keep it, or name `enter` in a row of `revisions` of the new version"
    )
    # So it is where the step goes with all its actions.
    gone = OLD.replace("starts_at: desk", "starts_at: pay")
    gone = gone[: gone.index("  desk:\n")] + gone[gone.index("  pay:") :]
    assert told_of in losses(OLD, gone)


CONTROLLED = OLD.replace("lock: fixed, mandatory: true", "lock: fixed, check: seen, record: log")


@pytest.mark.parametrize(
    ("old", "was", "now", "told"),
    [
        (OLD, ", mandatory: true", "", "`mandatory` of action `enter` of `desk`: true → nothing"),
        (CONTROLLED, ", lock: fixed", "", "`lock` of action `enter` of `desk`: fixed → nothing"),
        (CONTROLLED, "lock: fixed", "lock: free", "`lock` of action `enter` of `desk`: fixed → free"),
        (CONTROLLED, ", check: seen", "", "`check` of action `enter` of `desk`: seen → nothing"),
        (CONTROLLED, ", record: log", "", "`record` of action `enter` of `desk`: log → nothing"),
    ],
)
def test_a_control_that_an_action_loses_is_major_and_told(old: str, was: str, now: str, told: str) -> None:
    new = old.replace(was, now)
    assert changes(old, new) == [f"major: {told}"]
    assert losses(old, new) == [f"20: {told}, and no revision speaks of it"]
    row = '\n    - {version: "2.0.0", date: "2026-06-01", change: enter is left to the clerk}'
    assert losses(old, new.replace("first version}", "first version}" + row)) == []


def test_a_control_that_is_only_another_one_is_not_lost() -> None:
    # What is mandatory is fixed without saying so.
    assert losses(OLD, OLD.replace(", lock: fixed", "")) == []
    for was, now in (("lock: fixed", "lock: elastic"), ("check: seen", "check: stamped")):
        assert losses(CONTROLLED, CONTROLLED.replace(was, now)) == []


def test_an_action_that_is_moved_may_lose_its_controls_on_the_way() -> None:
    line = "        - {id: enter, do: Enter, standard_time: 2 min, lock: fixed, mandatory: true}\n"
    new = OLD.replace(line, "").replace(
        "pay: {team",
        "pay: {sop: {actions: [{id: enter, do: Enter, standard_time: 2 min, lock: fixed}]}, team",
    )
    assert changes(OLD, new) == [
        "major: mandatory action `enter` of `desk` moved to `pay`",
        "major: `mandatory` of action `enter` of `pay`: true → nothing",
        "minor: SOP of `pay` added",
    ]
    assert losses(OLD, new) == [
        "20: `mandatory` of action `enter` of `pay`: true → nothing, and no revision speaks of it"
    ]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("the Receipt is a mail now, nobody says greet", []),
        ("we have no receipts, and greeting is left out", ["receipt", "greet"]),
    ],
)
def test_a_new_revision_that_names_it_is_a_word(change: str, left: list[str]) -> None:
    row = f'\n    - {{version: "2.0.0", date: "2026-06-01", change: "{change}"}}'
    new = GONE.replace("change: first version}", "change: first version}" + row)
    assert [name for name in ("receipt", "greet") if any(name in of for of in losses(OLD, new))] == left


def test_a_chinese_name_is_found_within_a_sentence() -> None:
    old = OLD.replace("evidence: receipt", "evidence: 收据")
    row = '\n    - {version: "2.0.0", date: "2026-06-01", change: 不再打印收据}'
    new = OLD.replace("    evidence: receipt\n", "").replace("first version}", "first version}" + row)
    assert losses(old, new) == []


def test_an_old_revision_is_no_word() -> None:
    old = OLD.replace("first version", "first version with receipt and greet")
    assert len(losses(old, GONE.replace("first version", "first version with receipt and greet"))) == 2


@pytest.mark.parametrize(
    ("version", "weight", "after"),
    [
        ("1.4.2", "major", "2.0.0"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "patch", "1.4.3"),
        ("1.4", "patch", "1.4.1"),
        ("3", None, "3.0.0"),
    ],
)
def test_the_next_version(version: str, weight: str, after: str) -> None:
    assert next_version(version, weight) == after  # type: ignore[arg-type]


def test_a_version_that_cannot_be_counted_on_is_told() -> None:
    with pytest.raises(UsageError, match=r"`2026-A` is not a version of three numbers"):
        next_version("2026-A", "minor")


def test_the_heaviest_change_decides() -> None:
    before = loads(OLD)
    assert weight_of(find_differences(before, loads(GONE))) == "major"
    assert weight_of(()) is None


def test_an_exception_plan_and_a_whole_sop_go_not_without_a_word() -> None:
    old = OLD.replace("    next: pay\n", "      exceptions: {time: 2 min}\n    next: pay\n")
    assert losses(old, OLD) == [
        "21: `exceptions` of the SOP of `desk`: {time: 2 min} → nothing, and no revision speaks of it"
    ]
    row = '    - {version: "2.0.0", date: "2026-05-01", change: no exceptions any more}'
    spoken = f"change: first version}}\n{row}\n"
    assert losses(old, OLD.replace("change: first version}\n", spoken)) == []
    without = OLD[: OLD.index("    sop:")] + "    next: pay\n" + OLD[OLD.index("  pay:") :]
    assert "17: SOP of `desk` is gone, and no revision speaks of it" in losses(OLD, without)
