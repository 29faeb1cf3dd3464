"""How customers come: appointments, a backlog, closed doors, and those who come back."""

from __future__ import annotations

from pathlib import Path

from simulator.engine.records import WAITING_ALREADY
from tests.stories import story


def test_an_appointment_is_the_slot_with_the_number_of_the_customer(tmp_path: Path) -> None:
    # Slots at 10, 20, 30; each comes 3 early.
    told = story(
        tmp_path,
        """
        customers:
          patient:
            starts_at: desk
            arrivals:
              appointments: {first: "00:10", last: "00:30", every: 10 min, early_late: -3 min}
        teams: {doctors: {count: 1}}
        steps: {desk: {team: doctors, time: 5, next: {end: served}}}
        """,
    )
    assert told.records.cases["slot"].tolist() == [10, 20, 30]
    assert told.records.cases["arrived"].tolist() == [7, 17, 27]
    assert told.left("patient") == [12, 22, 32]


def test_who_does_not_come_keeps_the_number_of_the_slot(tmp_path: Path) -> None:
    # The draws of the others are the same with and without no-shows.
    body = """
        customers:
          patient:
            starts_at: desk
            arrivals: {appointments: {first: "00:00", last: "01:30", every: 10 min, no_show: SHARE}}
        teams: {doctors: {unlimited: true}}
        steps: {desk: {team: doctors, time: {exponential: 5}, next: {end: served}}}
        """
    some = story(tmp_path, body.replace("SHARE", "40%"))
    all_of_them = story(tmp_path, body.replace("SHARE", "0%"))
    outcomes = some.outcomes("patient")
    assert len(outcomes) == 10
    assert "no_show" in outcomes
    assert "served" in outcomes
    for missed, left, would in zip(outcomes, some.left("patient"), all_of_them.left("patient"), strict=True):
        if missed == "served":
            assert left == would
    gone = some.records.cases[some.records.cases["outcome"] == some.plan.outcomes.index("no_show")]
    assert (gone["left"] == gone["slot"]).all()


def test_appointments_go_on_for_days_and_a_late_one_is_still_seen(tmp_path: Path) -> None:
    # Run from midnight to 09:30 next day: slots 09:00 and 09:30 today (540, 570), 09:00 tomorrow (1980);
    # the doors close at 2010, and everybody comes 40 late: 580, 610, 2020.
    told = story(
        tmp_path,
        """
        customers:
          patient:
            starts_at: desk
            arrivals: {appointments: {first: "09:00", last: "09:30", every: 30 min, early_late: 40 min}}
        teams: {doctors: {count: 1}}
        steps: {desk: {team: doctors, time: 5, next: {end: served}}}
        """,
        clock="run_for: 2010 min",
    )
    assert told.left("patient") == [585, 615, 2025]


def test_those_who_wait_already_come_before_all_others(tmp_path: Path) -> None:
    # Two wait at assess at 0; one arrives at 0 and is third: 4, 8, 12.
    told = story(
        tmp_path,
        """
        customers: {file: {starts_at: assess, arrivals: {at: [0]}, backlog: {assess: 2}}}
        teams: {clerks: {count: 1}}
        steps: {assess: {team: clerks, time: 4, next: {end: served}}}
        """,
    )
    assert told.left("file") == [4, 8, 12]
    assert told.records.cases["number"].tolist() == [WAITING_ALREADY + 1, WAITING_ALREADY + 2, 1]


def test_closed_doors_turn_away_or_let_wait(tmp_path: Path) -> None:
    # Open 00:10-00:20 and 00:30-00:40. leave: at 5 and 25 turned away. wait: at 5 starts at 10, at 25 at 30.
    body = """
        hours: {shop: {open: ["00:10-00:20", "00:30-00:40"]}}
        customers: {guest: {starts_at: desk, arrivals: {at: [5, 12, 25]}, hours: shop, when_closed: CLOSED}}
        teams: {clerks: {count: 2}}
        steps: {desk: {team: clerks, time: 5, next: {end: served}}}
        """
    leaving = story(tmp_path, body.replace("CLOSED", "leave"))
    assert leaving.outcomes("guest") == ["turned_away", "served", "turned_away"]
    assert leaving.left("guest") == [5, 17, 25]
    waiting = story(tmp_path, body.replace("CLOSED", "wait"))
    assert waiting.left("guest") == [15, 17, 35]
    assert waiting.column("desk", "ready") == [5, 12, 25]
    assert waiting.column("desk", "handed") == [10, 12, 30]


def test_who_comes_back_is_another_case_linked_to_the_first(tmp_path: Path) -> None:
    # Both come back as complaints 20 after they are done (5, 10): 25 and 30; work 3.
    told = story(
        tmp_path,
        """
        customers:
          caller: {starts_at: answer, arrivals: {at: [0, 5]}}
          complaint: {starts_at: solve, arrivals: returning}
        teams: {agents: {count: 1}}
        steps:
          answer:
            team: agents
            time: 5
            comes_back: {share: 100%, after: 20, as: complaint}
            next: {end: served}
          solve: {team: agents, time: 3, next: {end: served}}
        """,
    )
    assert told.left("complaint") == [28, 33]
    assert told.records.cases["parent"].tolist() == [-1, -1, 0, 1]


def test_what_falls_due_after_the_end_is_counted(tmp_path: Path) -> None:
    # Done at 5 and 95; back at 25 and, after the doors close at 100, at 115.
    told = story(
        tmp_path,
        """
        customers:
          caller: {starts_at: answer, arrivals: {at: [0, 90]}}
          complaint: {starts_at: solve, arrivals: returning}
        teams: {agents: {count: 1}}
        steps:
          answer:
            team: agents
            time: 5
            comes_back: {share: 100%, after: 20, as: complaint}
            next: {end: served}
          solve: {team: agents, time: 3, next: {end: served}}
        """,
    )
    assert told.left("complaint") == [28]
    assert told.records.later == (0, 1)


def test_who_comes_back_keeps_what_the_class_does_not_decide(tmp_path: Path) -> None:
    # `complex` is the customer's own, `angry` is decided by the class that comes back.
    told = story(
        tmp_path,
        """
        attributes: {complex: {chance: 50%}, angry: false}
        customers:
          caller: {starts_at: answer, arrivals: {at: [0, 1, 2, 3, 4, 5, 6, 7]}}
          complaint: {starts_at: solve, arrivals: returning, attributes: {angry: true}}
        teams: {agents: {unlimited: true}}
        steps:
          answer:
            team: agents
            time: 5
            comes_back: {share: 100%, after: 20, as: complaint}
            next: {end: served}
          solve: {team: agents, time: 3, next: {end: served}}
        """,
    )
    names = [attribute.name for attribute in told.plan.attributes]
    cases = told.records.cases
    traits = told.records.attributes
    back = cases["parent"] >= 0
    assert back.sum() == 8
    own = traits[:, names.index("complex")]
    assert (own[back] == own[cases["parent"][back]]).all()
    assert 0 < own[back].sum() < 8
    assert (traits[back, names.index("angry")] == 1).all()


def test_each_time_somebody_comes_back_is_a_draw_of_its_own(tmp_path: Path) -> None:
    # One caller comes back twice, each time as a new complaint; their work is not the same.
    told = story(
        tmp_path,
        """
        customers:
          caller: {starts_at: answer, arrivals: {at: [0]}}
          complaint: {starts_at: solve, arrivals: returning}
        teams: {agents: {unlimited: true}}
        steps:
          answer:
            team: agents
            time: 5
            comes_back: {share: 100%, after: 20, as: complaint}
            next: [{name: again, to: answer, if: "answer.visits < 2"}, {end: served}]
          solve: {team: agents, time: {exponential: 3}, next: {end: served}}
        """,
    )
    first, second = told.column("solve", "work")
    assert first != second
