"""The whole language in stories, word for word, as the engine brings it about."""

from __future__ import annotations

from pathlib import Path

from simulator.analysis.trace import trace
from tests.stories import story


def told(folder: Path, body: str, case: int = 0) -> list[str]:
    """All of the story of one customer of a small blueprint."""
    seen = story(folder, body)
    return trace(seen.plan, seen.records, [case])


def test_an_appointment_is_told_with_how_punctual_one_is(tmp_path: Path) -> None:
    book = "{first: '00:10', last: '00:10', every: 10 min, early_late: LATE}"
    body = f"""
        customers: {{guest: {{starts_at: talk, arrivals: {{appointments: {book}}}}}}}
        steps: {{talk: {{time: 5, next: {{end: served}}}}}}
        """
    for late, said in (("4", ", 4 min late"), ("-4", ", 4 min early"), ("0", ", on time")):
        lines = told(tmp_path, body.replace("LATE", late))
        assert lines[1].endswith(f"guest 1 has an appointment at 00:10{said}")


def test_a_no_show_is_a_story_of_one_line(tmp_path: Path) -> None:
    book = "{first: '00:10', last: '00:10', every: 10 min, no_show: 100%}"
    assert told(
        tmp_path,
        f"""
        customers:
          guest: {{starts_at: talk, arrivals: {{appointments: {book}}}}}
          other: {{starts_at: talk, arrivals: {{at: [50]}}}}
        steps: {{talk: {{time: 5, next: {{end: served}}}}}}
        """,
    ) == ["00:10  guest 1 does not come to the appointment at 00:10"]


DOORS = """
    customers:
      guest: {starts_at: desk, arrivals: {at: [5]}, hours: {open: ["00:10-01:00"]}, WHEN}
    teams: {clerks: {count: 1}}
    steps: {desk: {team: clerks, time: 5, HAND next: {end: served}}}
    """


def test_closed_doors_turn_away(tmp_path: Path) -> None:
    assert told(tmp_path, DOORS.replace("WHEN", "when_closed: leave").replace("HAND", "")) == [
        "00:05  guest 1 arrives",
        "00:05  guest 1 finds the doors closed",
        "00:05  guest 1 leaves: turned away, 0.0 min in all",
    ]


def test_closed_doors_are_waited_for_and_the_hand_off_comes_after_them(tmp_path: Path) -> None:
    assert told(tmp_path, DOORS.replace("WHEN", "when_closed: wait").replace("HAND", "hand_off: 2,"))[
        1:-1
    ] == [
        "00:05  guest 1 finds the doors closed and waits for them to open",
        "00:10  guest 1 comes in, as the doors open",
        "00:10  guest 1 is handed on to desk",
        "00:12  guest 1 starts at desk with clerks 1 after 7.0 min",
        "00:17  guest 1 is done at desk, 5.0 min of work",
    ]


def test_those_who_wait_already_have_a_name_of_their_own(tmp_path: Path) -> None:
    body = """
        customers: {guest: {starts_at: desk, arrivals: {at: [9]}, backlog: {desk: 3}}}
        teams: {clerks: {count: 1}}
        steps: {desk: {team: clerks, time: 5, next: {end: served}}}
        """
    assert told(tmp_path, body, 2)[:2] == [
        "00:00  guest waiting already 3 is there already",
        "00:00  guest waiting already 3 joins the queue at desk (1 waiting)",
    ]
    assert told(tmp_path, body, 3)[0] == "00:09  guest 1 arrives"


def test_who_comes_back_is_told_with_who_it_was(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers:
          guest: {starts_at: desk, arrivals: {at: [0]}}
          complaint: {starts_at: rest, arrivals: returning}
        steps:
          desk: {time: 5, comes_back: {share: 100%, after: 10, as: complaint}, next: {end: served}}
          rest: {time: 5, next: {end: served}}
        """,
        1,
    )[:2] == ["00:15  complaint 1 arrives", "00:15  complaint 1 comes back: was here before as guest 1"]


def test_a_batch_is_told_with_all_who_are_in_it(tmp_path: Path) -> None:
    body = """
        customers: {guest: {starts_at: bus, arrivals: {at: [0, 1, 2]}}}
        teams: {drivers: {count: 1, schedule: {"00:00": 1, "00:04": 0, "00:10": 1}, at_shift_end: pause}}
        steps: {bus: {team: drivers, batch: {size: 3}, time: 6, next: {end: served}}}
        """.replace("count: 1, ", "")
    assert told(tmp_path, body, 1)[1:-1] == [
        "00:01  guest 2 waits for a batch at bus (1 there already)",
        "00:02  guest 2 is in a batch at bus with guest 1 and guest 3",
        "00:02  guest 2 starts at bus with drivers 1 after 1.0 min",
        "00:04  guest 2 is interrupted at bus: drivers 1 goes off duty",
        "00:10  guest 2 goes on at bus with drivers 1",
        "00:14  guest 2 is done at bus, 2.0 min of work as its part",
    ]


def test_of_a_large_batch_some_are_named(tmp_path: Path) -> None:
    body = """
        customers: {guest: {starts_at: bus, arrivals: {at: [0, 1, 2, 3, 4, 5]}}}
        teams: {drivers: {count: 1}}
        steps: {bus: {team: drivers, batch: {size: 6}, time: 6, next: {end: served}}}
        """
    assert told(tmp_path, body)[2].endswith(
        "is in a batch at bus with guest 2, guest 3, guest 4 and 2 others"
    )


def test_who_is_blocked_keeps_who_served(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers: {guest: {starts_at: wash, arrivals: {at: [0, 0]}}}
        teams: {nurses: {count: 2}}
        resources: {beds: {count: 1}}
        steps:
          wash: {team: nurses, time: 5, next: rest}
          rest: {needs: {beds: 1}, time: 10, queue: {limit: 0, when_full: block}, next: {end: served}}
        """,
        1,
    )[2:-1] == [
        "00:05  guest 2 is done at wash, 5.0 min of work",
        "00:05  guest 2 finds rest full and waits for room, keeps nurses 2",
        "00:15  guest 2 finds room at rest, lets nurses 2 go",
        "00:15  guest 2 starts at rest with beds 1 after 10.0 min",
        "00:25  guest 2 is done at rest, 10.0 min of work",
    ]


ESCALATING = """
    customers:
      long: {starts_at: desk, arrivals: {at: [0]}}
      guest: {starts_at: desk, arrivals: {at: [1]}}
    teams: {clerks: {count: 1}, managers: {count: 1}}
    steps:
      desk: {team: clerks, time: 30, queue: {order: priority}, ESCALATE next: {end: served}}
      office: {team: managers, time: 5, next: {end: served}}
    """


def test_an_escalation_is_told_with_where_it_leads(tmp_path: Path) -> None:
    body = ESCALATING.replace("ESCALATE", "escalate: {after: 10, to: office},")
    assert told(tmp_path, body, 1)[1:4] == [
        "00:01  guest 1 joins the queue at desk (0 waiting)",
        "00:11  guest 1 has waited 10.0 min at desk: goes to office",
        "00:11  guest 1 starts at office with managers 1",
    ]


def test_who_becomes_more_urgent_is_told(tmp_path: Path) -> None:
    body = ESCALATING.replace("ESCALATE", "escalate: {after: 10, priority: 1},")
    assert told(tmp_path, body, 1)[2] == (
        "00:11  guest 1 has waited 10.0 min at desk: has priority 1 from now on"
    )


def test_a_deadline_is_told_and_what_follows(tmp_path: Path) -> None:
    rule = "deadlines: {promise: {after: 20, to: office, priority: 2}}\n    steps:"
    assert told(tmp_path, ESCALATING.replace("ESCALATE", "").replace("steps:", rule), 1)[2:4] == [
        "00:21  guest 1 is overdue (promise): has priority 2 and is to go to office from now on",
        "00:21  guest 1 is overdue and does not wait at desk: goes to office",
    ]


def test_the_same_person_is_waited_for_and_others_may_not(tmp_path: Path) -> None:
    body = """
        customers:
          guest: {starts_at: see, arrivals: {at: [0]}}
          other: {starts_at: read, arrivals: {at: [1]}}
        teams: {doctors: {count: 2}}
        steps:
          see: {team: doctors, time: 5, next: walk}
          walk: {time: 5, next: read}
          read: {team: doctors, PERSON time: 30, next: {end: served}}
        """
    same = told(tmp_path, body.replace("PERSON", "person: {same_as: see, else_after: 7},"))
    assert same[2].endswith("is done at see, 5.0 min of work")
    other = told(tmp_path, body.replace("PERSON", "person: {not: see},"))
    assert "00:10  guest 1 joins the queue at read (0 waiting), not for doctors 1" in other


def test_a_call_back_is_told(tmp_path: Path) -> None:
    body = """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams: {clerks: {count: 1}}
        steps:
          desk: {team: clerks, time: 10, queue: {limit: 0, when_full: {to: offer}}, next: {end: served}}
          offer: {time: 1, next: {callback: desk, unreachable: SHARE, tries: 2}}
        """
    assert told(tmp_path, body.replace("SHARE", "0%"), 1)[4:7] == [
        "00:02  guest 2 is to be called back by desk (0 waiting), for the 2nd time",
        "00:10  guest 2 is reached and starts at desk with clerks 1 after 8.0 min",
        "00:20  guest 2 is done at desk, 10.0 min of work",
    ]
    assert told(tmp_path, body.replace("SHARE", "100%"), 1)[5:] == [
        "00:10  guest 2 is not reached by desk in 2 calls, and given up",
        "00:10  guest 2 leaves: abandoned, 9.0 min in all",
    ]


PARALLEL = """
    customers: {guest: {starts_at: ask, arrivals: {at: [0]}}}
    steps:
      ask: {time: 1, next: {parallel: [{to: quick}, {to: slow}], wait_for: any, REST then: write}}
      quick: {time: 2, next: join}
      slow: {time: 20, next: join}
      write: {time: 5, next: {end: served}}
    """


def test_a_branch_that_nobody_waits_for_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, PARALLEL.replace("REST", ""))[5:] == [
        "00:03  guest 1 is through with quick after 2.0 min",
        "00:03  guest 1 goes on without waiting for slow",
        "00:03  guest 1 begins write, which needs nobody",
        "00:08  guest 1 is through with write after 5.0 min",
        "00:21  guest 1 is through with slow after 20.0 min",
        "00:21  guest 1 leaves: served, 21.0 min in all",
    ]


def test_a_branch_that_is_cancelled_is_told(tmp_path: Path) -> None:
    lines = told(tmp_path, PARALLEL.replace("REST", "rest: cancel,"))
    assert "00:03  guest 1 goes on without slow" in lines


def test_a_breakdown_is_told(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        """
        customers: {guest: {starts_at: scan, arrivals: {at: [0]}}}
        resources: {scanner: {count: 1, breakdowns: {every: 3, repair: 4}}}
        steps: {scan: {needs: {scanner: 1}, time: 5, next: {end: served}}}
        """,
    )[1:-1] == [
        "00:00  guest 1 starts at scan with scanner 1",
        "00:03  guest 1 is interrupted at scan: scanner 1 breaks down",
        "00:07  guest 1 goes on at scan with scanner 1",
        "00:09  guest 1 is done at scan, 5.0 min of work",
    ]


def test_a_skill_is_told_where_it_is_waited_for(tmp_path: Path) -> None:
    body = """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 0]}}}
        teams: {clerks: {count: 1, skills: {billing: 100%}}}
        steps: {desk: {skill: billing, time: 5, next: {end: served}}}
        """
    assert told(tmp_path, body, 1)[1] == (
        "00:00  guest 2 joins the queue at desk (0 waiting), for somebody with the skill billing"
    )


def test_what_a_customer_brings_along_is_told_and_what_a_step_decides(tmp_path: Path) -> None:
    lines = told(
        tmp_path,
        """
        attributes: {regular: {chance: 100%}, urgency: {choice: {high: 100%, low: 0%}}, items: 2.5}
        customers: {guest: {starts_at: look, arrivals: {at: [0]}}}
        steps:
          look: {time: 5, sets: {urgency: low}, next: decide}
          decide: {time: 5, sets: {urgency: high}, next: {end: served}}
        """,
    )
    # What `look` decided is no longer known: the records have the attributes as the customer left.
    assert lines == [
        "00:00  guest 1 arrives (items: 2.5, regular: yes)",
        "00:00  guest 1 begins look, which needs nobody",
        "00:05  guest 1 is through with look after 5.0 min",
        "00:05  guest 1 begins decide, which needs nobody",
        "00:10  guest 1 is through with decide after 5.0 min (urgency: high)",
        "00:10  guest 1 leaves: served, 10.0 min in all",
    ]


def test_who_is_away_is_told_to_those_who_wait(tmp_path: Path) -> None:
    body = """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams:
          clerks: {members: [{name: here, count: 1}, {name: sick, count: MANY, absence: {chance: 100%}}]}
        steps: {desk: {team: clerks, time: 5, next: {end: served}}}
        """
    for many, said in (
        ("1", "clerks sick 1 is away"),
        ("2", "clerks sick 1 and clerks sick 2 are away"),
        ("4", "4 who could serve are away"),
    ):
        lines = told(tmp_path, body.replace("MANY", many), case=1)
        assert lines[1] == f"00:01  guest 2 joins the queue at desk (0 waiting); {said}"


def test_who_is_off_duty_is_not_away(tmp_path: Path) -> None:
    lines = told(
        tmp_path,
        """
        customers: {guest: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams: {clerks: {schedule: {"00:00": 1, "00:30": 2}, absence: {chance: 0.001%}}}
        steps: {desk: {team: clerks, time: 5, next: {end: served}}}
        """,
        case=1,
    )
    assert lines[1] == "00:01  guest 2 joins the queue at desk (0 waiting)"
