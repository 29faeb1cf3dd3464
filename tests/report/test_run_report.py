"""The report on a run: what it says, not how it is laid out."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Items, Paragraph, Table
from simulator.report.run import run_blocks
from simulator.report.times import average_period, length
from tests.services import CORNER_SHOP, TICKET_WINDOW, written


def run(folder: Path, text: str, replications: int = 12, **arguments: object) -> sim.Result:
    return sim.run(sim.load(written(folder, text)), replications=replications, tables=False, **arguments)  # type: ignore[arg-type]


def headline(result: sim.Result) -> str:
    block = run_blocks(result)[1]
    assert isinstance(block, Paragraph)
    return block.text


def table(result: sim.Result, title: str) -> Table:
    (found,) = [block for block in run_blocks(result) if isinstance(block, Table) and block.title == title]
    return found


def items(result: sim.Result, title: str) -> Items:
    (found,) = [block for block in run_blocks(result) if isinstance(block, Items) and block.title == title]
    return found


def test_the_headline_answers_in_plain_words(tmp_path: Path) -> None:
    assert headline(run(tmp_path, TICKET_WINDOW)) == (
        "On an average day 11 customers came. They waited at window: 5 min on average. "
        "Of 2 service levels `quick` is missed."
    )


def test_the_headline_when_all_is_well(tmp_path: Path) -> None:
    assert headline(run(tmp_path, TICKET_WINDOW, scenario="two clerks")) == (
        "On an average day 11 customers came. Nobody had to wait. All service levels are met."
    )


def test_the_headline_when_nobody_comes(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("every: 5 min", "rate: 0.001/h").partition("sla:")[0]
    assert headline(run(tmp_path, text)) == "On an average day nobody came."


def test_the_headline_names_those_who_were_lost(tmp_path: Path) -> None:
    said = headline(run(tmp_path, CORNER_SHOP))
    assert said.startswith("On an average day ")
    assert " % (" in said
    assert ") gave up." in said


def test_a_single_service_level_is_named(tmp_path: Path) -> None:
    assert headline(run(tmp_path, CORNER_SHOP, scenario="two clerks")).endswith(
        "The service level `served within 5 min` is met."
    )


def test_what_was_run(tmp_path: Path) -> None:
    first = run_blocks(run(tmp_path, TICKET_WINDOW, replications=1, seed=7))[0]
    assert first == Paragraph("Ticket window 1.0.0, scenario base: 1 replication of 1 h, seed 7.")


def test_steps_and_teams_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("next: {end: served}", "next: archive").replace(
        "sla:", "  archive: {time: 1 h, next: {end: served}}\nsla:"
    )
    result = run(tmp_path, text)
    assert [row[0] for row in table(result, "Steps").rows] == ["window", "archive"]
    assert table(result, "Steps").rows[1] == ("archive", "11", "-", "-", "-")


def test_only_what_occurs_has_a_column(tmp_path: Path) -> None:
    heads = [column.head for column in table(run(tmp_path, TICKET_WINDOW), "Steps").columns]
    assert heads == ["step", "visits", "wait, min", "90 % within", "queue"]
    heads = [column.head for column in table(run(tmp_path, CORNER_SHOP), "Steps").columns]
    assert heads == ["step", "visits", "wait, min", "90 % within", "queue", "gave up"]


def test_teams(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("count: 1", 'schedule: {"09:00": 1, "09:30": 3}').partition("scenarios:")[0]
    found = table(run(tmp_path, text), "Teams")
    assert [column.head for column in found.columns] == [
        "team",
        "on duty",
        "utilisation",
        "overtime, min",
        "cost, EUR",
    ]
    assert found.rows[0][:2] == ("clerks", "1–3")


def test_a_team_without_limit(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("count: 1", "unlimited: true").partition("scenarios:")[0]
    assert table(run(tmp_path, text), "Teams").rows[0][1] == "no limit"


def test_no_table_without_teams(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("teams:\n  clerks: {count: 1, cost: 30/h}\n", "").replace(
        "team: clerks, ", ""
    )
    blocks = run_blocks(run(tmp_path, text.partition("sla:")[0]))
    assert [block.title for block in blocks if isinstance(block, Table)] == ["Steps", "Customers"]


def test_several_classes_are_added_up(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace(
        "teams:", "  member: {starts_at: window, arrivals: {every: 20 min}}\nteams:", 1
    )
    rows = table(run(tmp_path, text), "Customers").rows
    assert [row[:2] for row in rows] == [("visitor", "11"), ("member", "2"), ("all together", "13")]


def test_service_levels_with_the_rule_by_which_they_count(tmp_path: Path) -> None:
    (quick, told), (short, also) = items(run(tmp_path, TICKET_WINDOW), "Service levels").items
    assert quick == "quick: missed"
    assert told[0] == "wait (window): 45.5 % within 4 min; the target is at least 80 %."
    assert told[1].startswith("Counted so: abandoned count as missed;")
    assert short == "short stay: met"
    assert also == ("time in system: 11 min; the target is at most 15 min.",)


def test_an_unsure_verdict_says_what_would_settle_it(tmp_path: Path) -> None:
    (_, told), _ = items(run(tmp_path, TICKET_WINDOW, replications=5), "Service levels").items
    assert told[-1] == "Fewer than 10 replications; about 10 replications would settle it."


def test_what_is_known_exactly_stands_beside_what_was_simulated(tmp_path: Path) -> None:
    text = """\
        blueprint: Desk
        clock: {unit: h, run_for: 500 h, warm_up: 50 h, at_end: stop}
        customers:
          guest: {starts_at: desk, arrivals: {rate: 2/h}}
        teams:
          clerks: {count: 3}
        steps:
          desk: {team: clerks, time: {exponential: 1 h}, next: {end: served}}
        sla:
          quick: {measure: wait, within: 1 h, at_least: 80%}
        """
    found = table(run(tmp_path, textwrap.dedent(text)), "Theory")
    about = {row[0]: row for row in found.rows}
    assert about["wait at desk, h"][1] == "0.444"
    assert about["utilisation of clerks"][1] == "66.7 %"
    assert about["wait at desk, h"][3] == "M/M/3"


def test_approximations_do_not_stand_beside_it(tmp_path: Path) -> None:
    blocks = run_blocks(run(tmp_path, TICKET_WINDOW))
    assert all(block.title != "Theory" for block in blocks if isinstance(block, Table))


@pytest.mark.parametrize(
    ("clock", "shown", "period"),
    [
        ("{unit: min, run_for: 8 h}", "8 h", "an average day"),
        ("{unit: h, run_for: 90 min}", "90 min", "an average day"),
        ("{unit: min, run_for: 10 min}", "10 min", "an average run of 10 min"),
        ("{unit: min, run_for: 1 w}", "1 w", "an average week"),
        ("{unit: h, run_for: 30 d}", "30 d", "an average run of 30 d"),
        ("{unit: h, run_for: 19 h, at_end: stop}", "19 h", "an average run of 19 h"),
        ("{unit: d, run_for: 30 d, warm_up: 10 d, at_end: stop}", "30 d", "an average run of 20 d"),
    ],
)
def test_lengths_of_runs(tmp_path: Path, clock: str, shown: str, period: str) -> None:
    text = TICKET_WINDOW.replace('{unit: min, start: "Mon 09:00", run_for: 1 h}', clock)
    plan = run(
        tmp_path, text, replications=1, overrides=["customers.visitor.arrivals={every: 5 min, limit: 1}"]
    ).plan
    assert length(plan.run_for, plan) == shown
    assert average_period(plan) == period
