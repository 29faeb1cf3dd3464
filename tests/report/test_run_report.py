"""The report on a run: what it says, not how it is laid out."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import simulator as sim
from simulator.report.blocks import Items, Paragraph, Table
from simulator.report.run import run_blocks
from simulator.report.times import length, on_average
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
        "In 1 h 11 customers came on average. They waited at window: 5 min on average. "
        "Of 2 service levels `quick` is missed and the other is met."
    )


def test_the_headline_when_all_is_well(tmp_path: Path) -> None:
    assert headline(run(tmp_path, TICKET_WINDOW, scenario="two clerks")) == (
        "In 1 h 11 customers came on average. Nobody had to wait to be served. Both service levels are met."
    )


def test_the_headline_when_nobody_comes(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("every: 5 min", "rate: 0.001/h").partition("sla:")[0]
    assert headline(run(tmp_path, text)) == "In 1 h nobody came on average."


def test_one_replication_is_no_average(tmp_path: Path) -> None:
    assert headline(run(tmp_path, TICKET_WINDOW, replications=1)).startswith(
        "In one run of 1 h 11 customers came. "
    )


def test_those_still_inside_are_named_but_for_a_piece_of_a_long_run(tmp_path: Path) -> None:
    stopped = CORNER_SHOP.replace("run_for: 2 h", "run_for: 2 h, at_end: stop")
    assert "were still inside when the run ended." in headline(run(tmp_path, stopped))
    long = stopped.replace("run_for: 2 h", "run_for: 20 h, warm_up: 1 h")
    assert "still inside" not in headline(run(tmp_path, long))


def test_the_headline_names_those_who_were_lost(tmp_path: Path) -> None:
    said = headline(run(tmp_path, CORNER_SHOP))
    assert said.startswith("In 2 h ")
    assert "Those who were served waited at till: " in said
    assert " % (" in said
    assert ") gave up." in said


def test_a_single_service_level_is_named(tmp_path: Path) -> None:
    assert headline(run(tmp_path, CORNER_SHOP, scenario="two clerks")).endswith(
        "The service level `served within 5 min` is met."
    )


def test_what_was_run(tmp_path: Path) -> None:
    first = run_blocks(run(tmp_path, TICKET_WINDOW, replications=1, seed=7))[0]
    assert first == Paragraph("Ticket window 1.0.0, scenario base: 1 replication of 1 h, seed 7.")


def test_scenario_and_what_was_set_stand_in_the_heading(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace(
        "{set: {teams.clerks.count: 2}}", "{description: one more clerk., set: {teams.clerks.count: 2}}"
    )
    changes = ["clock.run_for=2 h", "teams.clerks.cost=40/h", "currency=USD"]
    first = run_blocks(run(tmp_path, text, replications=1, scenario="two clerks", overrides=changes))[0]
    assert first == Paragraph(
        "Ticket window 1.0.0, scenario two clerks (one more clerk), with `clock.run_for=2 h`, "
        "`teams.clerks.cost=40/h` and `currency=USD`: 1 replication of 2 h, seed 1."
    )


def test_the_confidence_asked_for_stands_in_the_heading(tmp_path: Path) -> None:
    first = run_blocks(run(tmp_path, CORNER_SHOP, confidence="90%"))[0]
    assert isinstance(first, Paragraph)
    assert first.text.endswith("seed 1. In brackets: 90 % intervals.")


def test_batches_of_a_long_run_have_intervals_in_brackets(tmp_path: Path) -> None:
    clock = "{unit: min, run_for: 20 h, warm_up: 1 h, at_end: stop}"
    text = CORNER_SHOP.replace('{unit: min, start: "Mon 09:00", run_for: 2 h}', clock)
    first = run_blocks(run(tmp_path, text, replications=1))[0]
    assert isinstance(first, Paragraph)
    assert first.text.endswith(
        "1 replication of 20 h (the first 1 h warm up), seed 1. In brackets: 95 % intervals."
    )


def test_the_headline_names_every_service_level_that_is_not_met(tmp_path: Path) -> None:
    levels = "sla:\n" + "".join(
        f"  level {number}: {{measure: wait, step: window, within: {within} min, at_least: 80%}}\n"
        for number, within in enumerate((0, 4, 20, 30))
    )
    said = headline(run(tmp_path, TICKET_WINDOW.partition("sla:")[0] + levels))
    assert said.endswith("Of 4 service levels `level 0` and `level 1` are missed and the other 2 are met.")
    said = headline(run(tmp_path, TICKET_WINDOW.partition("sla:")[0] + levels, replications=5))
    assert said.endswith("Of 4 service levels `level 0`, `level 1`, `level 2` and `level 3` are unsure.")


PAUSES = """\
blueprint: Workshop
clock: {unit: min, start: "Mon 09:00", run_for: 8 h}
customers:
  bicycle: {starts_at: repair, arrivals: {at: [10]}}
teams:
  mechanics: {schedule: {"09:00": 1, "09:20": 0, "10:00": 1}, at_shift_end: pause}
steps:
  repair: {team: mechanics, time: 30 min, next: {end: served}}
"""


def test_work_that_lay_interrupted_is_not_passed_over(tmp_path: Path) -> None:
    result = run(tmp_path, PAUSES)
    assert headline(result).endswith(
        "Nobody had to wait to be served. Begun work was interrupted at repair: 40 min on average."
    )
    steps = table(result, "Steps")
    assert [column.head for column in steps.columns] == ["step", "visits", "queue", "interrupted, min"]
    assert steps.rows == (("repair", "1", "0", "40"),)


def test_waits_by_step_and_by_class(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace(
        "teams:", "  member: {starts_at: window, arrivals: {every: 20 min}}\nteams:", 1
    )
    waits = table(run(tmp_path, text), "Waits")
    assert [row[0] for row in waits.rows] == [
        "at window",
        "visitor, in all",
        "member, in all",
        "everybody, in all",
    ]
    assert [column.head for column in waits.columns] == [
        "wait",
        "mean, min",
        "90 % within",
        "95 % within",
        "99 % within",
    ]
    assert "Not in it" not in waits.note


def test_the_wait_past_the_slot_stands_with_those_who_have_one(tmp_path: Path) -> None:
    # Slots at 0, 10, 20, 30 min of 12 min of work each, from 0, 12, 24, 36 on: 0, 2, 4, 6 min past the slot,
    # 3 on average.
    text = TICKET_WINDOW.replace(
        "teams:",
        "  booked:\n    starts_at: room\n"
        '    arrivals: {appointments: {first: "09:00", last: "09:30", every: 10 min}}\nteams:\n'
        "  hosts: {count: 1}",
        1,
    ).replace("steps:", "steps:\n  room: {team: hosts, time: 12 min, next: {end: served}}", 1)
    waits = table(run(tmp_path, text), "Waits")
    assert [row[0] for row in waits.rows if "slot" in row[0]] == ["booked, past the slot"]
    (row,) = (row for row in waits.rows if row[0] == "booked, past the slot")
    assert row[1] == "3"
    assert "Past the slot: from the time of the appointment until anybody begins" in waits.note


def test_whose_wait_is_not_in_the_table_is_said(tmp_path: Path) -> None:
    assert table(run(tmp_path, CORNER_SHOP), "Waits").note.endswith(
        "Not in it: the time of those who gave up (`queue_time` in the metrics has it)."
    )
    stopped = CORNER_SHOP.replace("run_for: 2 h", "run_for: 2 h, at_end: stop")
    assert table(run(tmp_path, stopped), "Waits").note.endswith(
        "and the time of those still waiting when the run ended."
    )


def test_steps_and_teams_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("next: {end: served}", "next: archive").replace(
        "sla:", "  archive: {time: 1 h, next: {end: served}}\nsla:"
    )
    result = run(tmp_path, text)
    assert [row[0] for row in table(result, "Steps").rows] == ["window", "archive"]
    assert table(result, "Steps").rows[1] == ("archive", "11", "-")


def test_only_what_occurs_has_a_column(tmp_path: Path) -> None:
    heads = [column.head for column in table(run(tmp_path, TICKET_WINDOW), "Steps").columns]
    assert heads == ["step", "visits", "queue"]
    heads = [column.head for column in table(run(tmp_path, CORNER_SHOP), "Steps").columns]
    assert heads == ["step", "visits", "queue", "gave up"]


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
    assert [row[:2] for row in rows] == [("visitor", "11"), ("member", "2"), ("everybody", "13")]


def test_service_levels_with_the_rule_by_which_they_count(tmp_path: Path) -> None:
    (quick, told), (short, also) = items(run(tmp_path, TICKET_WINDOW), "Service levels").items
    assert quick == "quick: missed"
    assert told[0] == "wait (window): 45.5 % within 4 min; the target is at least 80 %."
    assert told[1].startswith("Counted so: abandoned count as missed;")
    assert short == "short stay: met"
    assert also == ("time in system: 11 min; the target is at most 15 min.",)


def test_a_service_level_from_one_moment_to_another_tells_its_figure(tmp_path: Path) -> None:
    text = TICKET_WINDOW.replace("measure: wait, step: window", "from: arrived, to: window.started")
    (_, told), _ = items(run(tmp_path, text), "Service levels").items
    assert told[0] == "from arrived to window.started: 45.5 % within 4 min; the target is at least 80 %."


def test_a_threshold_in_opening_hours_is_not_told_in_days(tmp_path: Path) -> None:
    hours = 'within: 24 h, counted_in: {open: {Mon-Fri: ["09:00-17:00"]}}'
    text = TICKET_WINDOW.replace("within: 4 min", hours)
    (_, told), _ = items(run(tmp_path, text), "Service levels").items
    assert told[0] == (
        "wait (window), in the hours given: 100 % (97–100) within 24 h; the target is at least 80 %."
    )


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


CLINIC = """\
blueprint: Clinic
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 4 h}
hours: {office: {open: ["09:00-12:00"]}}
attributes: {language: {choice: {french: 30%, english: 70%}}}
customers:
  booked:
    starts_at: see
    arrivals: {appointments: {first: "09:00", last: "12:00", every: 6 min, no_show: 30%}}
    value: 20 EUR
  complaint: {starts_at: office, arrivals: returning}
teams:
  doctors: {count: 1, cost: 60/h, breakdowns: {every: 50 min, repair: 10 min}}
  managers: {count: 1}
resources:
  beds: {count: 2}
steps:
  see:
    team: doctors
    hand_off: 2 min
    time: {exponential: 6 min}
    cost: 2 EUR
    escalate: {after: 20 min, to: office}
    comes_back: {share: 20%, after: {exponential: 3 h}, as: complaint}
    next: lie
  lie: {needs: {beds: 1}, time: 20 min, next: {end: served}}
  office: {team: managers, time: 5 min, next: {end: sent away}}
sla:
  soon:
    from: see.ready
    to: see.started
    where: language is french
    counted_in: office
    within: 10 min
    at_least: 80%
    per: 2 h
    penalty: 5 EUR
"""


def test_why_they_waited_is_told_where_there_is_more_than_one_cause(tmp_path: Path) -> None:
    result = run(tmp_path, CLINIC)
    causes = table(result, "Why they waited")
    assert [column.head for column in causes.columns] == ["waited", "hand-off", "all busy"]
    see, lie = causes.rows[:2]
    assert lie == ("at lie", "-", "100 %")
    assert sum(float(share.removesuffix(" %")) for share in see[1:]) == pytest.approx(100, abs=1)
    titles = [block.title for block in run_blocks(run(tmp_path, TICKET_WINDOW)) if isinstance(block, Table)]
    assert titles == ["Steps", "Waits", "Teams", "Customers"]


def test_repairs_and_full_resources_are_told(tmp_path: Path) -> None:
    result = run(tmp_path, CLINIC)
    assert [column.head for column in table(result, "Teams").columns] == [
        "team",
        "on duty",
        "utilisation",
        "in repair",
        "overtime, min",
        "cost, EUR",
    ]
    (beds,) = table(result, "Occupancy").rows
    assert beds[0] == "beds"
    assert beds[3] == "2"


def test_those_who_do_not_come_are_told_and_are_no_customers_who_came(tmp_path: Path) -> None:
    result = run(tmp_path, CLINIC)
    assert "did not come to their appointment" in headline(result)
    customers = table(result, "Customers")
    assert customers.columns[1].head == "cases"
    assert customers.columns[-1].head == "no-show"
    assert customers.rows[0][:2] == ("booked", "31")


def test_what_was_solved_and_what_comes_back_later(tmp_path: Path) -> None:
    found = table(run(tmp_path, CLINIC), "Resolution")
    heads = [column.head for column in found.columns]
    assert heads == ["customers", "solved", "first contact", "went up", "are returns"]
    assert "would come back after the end" in found.note


def test_where_no_end_solves_a_case_it_is_said_how_one_would(tmp_path: Path) -> None:
    found = table(run(tmp_path, CLINIC.replace("{end: served}", "{end: done}")), "Resolution")
    assert found.note.startswith("No end is said to solve a case; say which do at the top: `outcomes: {")


def test_costs_are_told_by_what_they_are_for(tmp_path: Path) -> None:
    result = run(tmp_path, CLINIC)
    costs = table(result, "Cost")
    heads = [column.head for column in costs.columns]
    assert heads == ["for each customer", "staff", "visits", "penalties", "value lost", "in all, EUR"]
    # the doctor alone is paid
    assert table(result, "Teams").note.startswith("All teams together: ")


def test_what_a_service_level_is_about_stands_in_words(tmp_path: Path) -> None:
    ((head, lines),) = items(run(tmp_path, CLINIC), "Service levels").items
    assert head.startswith("soon: ")
    assert lines[0].startswith(
        "from see.ready to see.started, where language is french, in the hours of office: "
    )
    assert lines[0].endswith(" within 10 min; the target is at least 80 %, in every 2 h.")
    assert "Each that misses it costs 5 EUR." in lines


AFTER_WARM_UP = "in the 20 d after the warm-up nobody came on average"


@pytest.mark.parametrize(
    ("clock", "shown", "period"),
    [
        ("{unit: min, run_for: 8 h}", "8 h", "on an average day nobody came"),
        ("{unit: h, run_for: 90 min}", "90 min", "in 90 min nobody came on average"),
        ("{unit: min, run_for: 10 min}", "10 min", "in 10 min nobody came on average"),
        ("{unit: min, run_for: 1 w}", "1 w", "in an average week nobody came"),
        ("{unit: h, run_for: 30 d}", "30 d", "in 30 d nobody came on average"),
        ("{unit: h, run_for: 19 h, at_end: stop}", "19 h", "in 19 h nobody came on average"),
        ("{unit: h, run_for: 1000.1 min}", "16.67 h", "on an average day nobody came"),
        ("{unit: h, run_for: 60001 min}", "1,000.02 h", "in 1,000.02 h nobody came on average"),
        ("{unit: d, run_for: 30 d, warm_up: 10 d, at_end: stop}", "30 d", AFTER_WARM_UP),
    ],
)
def test_lengths_of_runs(tmp_path: Path, clock: str, shown: str, period: str) -> None:
    text = TICKET_WINDOW.replace('{unit: min, start: "Mon 09:00", run_for: 1 h}', clock)
    plan = run(
        tmp_path, text, replications=1, overrides=["customers.visitor.arrivals={every: 5 min, limit: 1}"]
    ).plan
    assert length(plan.run_for, plan) == shown
    assert on_average(plan, "nobody came", 20) == period


def test_the_queue_of_a_batch_is_told_to_be_without_those_who_fill_it(tmp_path: Path) -> None:
    batch = TICKET_WINDOW.replace("time: 6 min", "time: 6 min, batch: {size: 2, wait: 5 min}")
    said = "The queue is without those who wait for their batch to fill."
    assert said in table(run(tmp_path, batch), "Steps").note
    assert said not in table(run(tmp_path, TICKET_WINDOW), "Steps").note
