"""Who may serve: skills, the same person, somebody else."""

from __future__ import annotations

from pathlib import Path

from tests.stories import story


def test_only_who_has_the_skill_serves_and_at_the_speed_of_the_skill(tmp_path: Path) -> None:
    # x: member 1 at 100 %, member 2 at 50 %; y: member 2 alone at 200 %. a1 at 0 takes member 1 (10 → 10).
    # a2 at 1 takes member 2, 10 / 0.5 = 20: until 21. b at 2 waits for member 2, then 10 / 2 = 5: until 26.
    # a3 at 3 takes member 1 at 10: until 20.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: desk, arrivals: {at: [0, 1, 3]}}
          b: {starts_at: desk, arrivals: {at: [2]}}
        teams:
          staff:
            members:
              - {name: one, count: 1, skills: {x: 100%}}
              - {name: two, count: 1, skills: {x: 50%, y: 200%}}
        steps: {desk: {team: staff, skill: {by: customers, a: x, b: y}, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("a") == [10, 21, 20]
    assert told.left("b") == [26]


def test_nobody_waits_behind_somebody_who_needs_another(tmp_path: Path) -> None:
    # Member 1 speaks x, member 2 y. Two for x at 0: the second waits until 10. One for y at 1 starts at once.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: desk, arrivals: {at: [0, 0]}}
          b: {starts_at: desk, arrivals: {at: [1]}}
        teams:
          staff:
            members:
              - {name: one, skills: {x: 100%}}
              - {name: two, skills: {y: 100%}}
        steps: {desk: {team: staff, skill: {by: customers, a: x, b: y}, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("a") == [10, 20]
    assert told.left("b") == [11]


def test_a_skill_alone_asks_every_team_that_has_it_in_the_order_of_the_file(tmp_path: Path) -> None:
    # experts are written first: the first goes to them, the second to the generalists (80 %: 12.5).
    told = story(
        tmp_path,
        """
        customers: {a: {starts_at: desk, arrivals: {at: [0, 1]}}}
        teams:
          experts: {count: 1, skills: {x: 100%}}
          generalists: {count: 1, skills: {x: 80%}}
          others: {count: 1, skills: {y: 100%}}
        steps:
          desk: {skill: x, time: 10, next: {end: served}}
          side: {skill: y, time: 10, next: {end: served}}
        """,
    )
    assert told.left("a") == [10, 13.5]


def test_a_more_urgent_customer_interrupts_only_who_can_serve_it(tmp_path: Path) -> None:
    # Both members serve x from 0 (until 10); only member 1 speaks y. The urgent y at 4 interrupts member 1,
    # although member 2's customer started as late: y until 14, the interrupted one (6 left) until 16 with
    # member 2, free at 10.
    told = story(
        tmp_path,
        """
        customers:
          plain: {starts_at: desk, arrivals: {at: [0, 0]}, priority: 2}
          urgent: {starts_at: desk, arrivals: {at: [4]}, priority: 1}
        teams:
          staff:
            members:
              - {name: one, skills: {x: 100%, y: 100%}}
              - {name: two, skills: {x: 100%}}
        steps:
          desk:
            team: staff
            skill: {by: customers, plain: x, urgent: y}
            time: 10
            queue: {order: preemptive}
            next: {end: served}
        """,
    )
    assert told.left("urgent") == [14]
    assert told.left("plain") == [16, 10]


def test_rooms_are_not_asked_for_skills(tmp_path: Path) -> None:
    # Two rooms, one nurse with the skill, one without: the second waits for the nurse until 10.
    told = story(
        tmp_path,
        """
        customers: {a: {starts_at: exam, arrivals: {at: [0, 0]}}}
        teams: {nurses: {members: [{name: able, skills: {x: 100%}}, {name: other, skills: {z: 100%}}]}}
        resources: {rooms: {count: 2}}
        steps: {exam: {needs: {nurses: 1, rooms: 1}, skill: x, time: 10, next: {end: served}}}
        """,
    )
    assert told.left("a") == [10, 20]


def test_a_limit_counts_those_whom_nobody_free_can_serve(tmp_path: Path) -> None:
    # Only member 1 has x. a1 is served from 0, a2 waits (limit 1), a3 is turned away though member 2 is free;
    # b for y starts at once.
    told = story(
        tmp_path,
        """
        customers:
          a: {starts_at: desk, arrivals: {at: [0, 1, 2]}}
          b: {starts_at: desk, arrivals: {at: [3]}}
        teams: {staff: {members: [{name: one, skills: {x: 100%}}, {name: two, skills: {y: 100%}}]}}
        steps:
          desk:
            team: staff
            skill: {by: customers, a: x, b: y}
            time: 10
            queue: {limit: 1}
            next: {end: served}
        """,
    )
    assert told.outcomes("a") == ["served", "served", "turned_away"]
    assert told.left("b") == [13]


def test_the_same_person_is_waited_for(tmp_path: Path) -> None:
    # a1 with doctor 1 until 10, a2 with doctor 2 until 5; a third at 8 takes doctor 2 (until 18).
    # a2 is back from the lab at 8 ... so give the third a start before: it comes at 7 and takes doctor 2
    # until 17; a2, back at 8, waits for doctor 2 until 17 though doctor 1 is free from 10: until 22.
    told = story(
        tmp_path,
        """
        customers:
          first: {starts_at: consult, arrivals: {at: [0]}}
          second: {starts_at: consult, arrivals: {at: [1]}}
          third: {starts_at: other, arrivals: {at: [7]}}
        teams: {doctors: {count: 2}}
        steps:
          consult: {team: doctors, time: {by: customers, first: 10, otherwise: 4}, next: lab}
          lab: {time: 3, next: review}
          review: {team: doctors, person: {same_as: consult}, time: 5, next: {end: served}}
          other: {team: doctors, time: 10, next: {end: served}}
        """,
    )
    assert told.column("review", "member") == [1, 2]
    assert told.left("first") == [18]
    assert told.left("second") == [22]


def test_after_a_while_anybody_will_do(tmp_path: Path) -> None:
    # As before, but after 4 minutes (at 12) doctor 1, free since 10, may serve the second: until 17. The
    # first, back at 13, waits for doctor 1 until 17 (4 minutes are over at that very instant): until 22.
    told = story(
        tmp_path,
        """
        customers:
          first: {starts_at: consult, arrivals: {at: [0]}}
          second: {starts_at: consult, arrivals: {at: [1]}}
          third: {starts_at: other, arrivals: {at: [7]}}
        teams: {doctors: {count: 2}}
        steps:
          consult: {team: doctors, time: {by: customers, first: 10, otherwise: 4}, next: lab}
          lab: {time: 3, next: review}
          review: {team: doctors, person: {same_as: consult, else_after: 4}, time: 5, next: {end: served}}
          other: {team: doctors, time: 10, next: {end: served}}
        """,
    )
    assert told.left("second") == [17]
    assert told.left("first") == [22]


def test_four_eyes_need_somebody_else(tmp_path: Path) -> None:
    # Clerk 1 assesses until 10; clerk 2 is busy with another case until 12. The approval waits for clerk 2.
    told = story(
        tmp_path,
        """
        customers:
          loan: {starts_at: assess, arrivals: {at: [0]}}
          other: {starts_at: desk, arrivals: {at: [1]}}
        teams: {clerks: {count: 2}}
        steps:
          assess: {team: clerks, time: 10, next: approve}
          approve: {team: clerks, person: {not: assess}, time: 5, next: {end: served}}
          desk: {team: clerks, time: 11, next: {end: served}}
        """,
    )
    assert told.column("approve", "member") == [2]
    assert told.left("loan") == [17]


def test_four_eyes_are_those_of_nobody_who_ever_assessed_the_case(tmp_path: Path) -> None:
    # The loan is assessed by clerk 1 (0-4), and again (one round) by clerk 2, who has been idle longest
    # (4-8). Both have seen it, so clerk 3 approves, on duty from 20: 20-25.
    told = story(
        tmp_path,
        """
        customers: {loan: {starts_at: assess, arrivals: {at: [0]}}}
        teams: {clerks: {schedule: {"00:00": 2, "00:20": 3}}}
        steps:
          assess: {team: clerks, time: 4, next: [{to: assess, share: 100%, rounds: 1}, approve]}
          approve: {team: clerks, person: {not: assess}, time: 5, next: {end: served}}
        """,
    )
    assert told.column("assess", "member") == [1, 2]
    assert told.column("approve", "member") == [3]
    assert told.left("loan") == [25]
