"""Visits by an SOP: each row of the table of the mechanism, with times and chances that leave no doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories import Story, story

#: Ten minutes of work in three actions of 2, 3 and 5 minutes, a guest every half hour.
DESK = """
    customers: {guest: {starts_at: desk, arrivals: {at: [0, 30]}}}
    teams: {clerks: {count: 1}, advisers: {count: 1}}
    steps:
      desk:
        team: clerks
        time: 10 min
        sop:
          time_measured: without
          MORE
          actions:
            - {id: greet, do: Greet, standard_time: 2 min, GREET}
            - {id: enter, do: Enter, standard_time: 3 min}
            - {id: advise, do: Advise, standard_time: 5 min, ADVISE}
        next: {end: served}
"""


def written(greet: str = "lock: free", advise: str = "lock: free", more: str = "id: D-1") -> str:
    return DESK.replace("GREET", greet).replace("ADVISE", advise).replace("MORE", more)


def desk(folder: Path, greet: str = "lock: free", advise: str = "lock: free", more: str = "id: D-1") -> Story:
    return story(folder, written(greet, advise, more))


def rows(told: Story, *names: str) -> list[tuple[int, ...]]:
    return [tuple(int(row[name]) for name in names) for row in told.records.procedures]


def test_nothing_prescribed_is_the_work_as_it_is(tmp_path: Path) -> None:
    told = desk(tmp_path)
    assert told.column("desk", "work") == [10, 10]
    assert rows(told, "required", "done", "misfit") == [(0, 0, 0)] * 2


def test_what_is_complied_with_and_fits_is_faster(tmp_path: Path) -> None:
    # Two of the ten minutes: 2·.9 + 3 + 5 = 9.8.
    told = desk(tmp_path, "lock: fixed")
    assert told.column("desk", "work") == pytest.approx([9.8, 9.8])
    assert rows(told, "required", "done", "misfit", "exception") == [(1, 1, 0, 0)] * 2


def test_what_is_prescribed_and_not_complied_with_is_as_ever(tmp_path: Path) -> None:
    told = desk(tmp_path, "lock: fixed, compliance: 0%")
    assert told.column("desk", "work") == [10, 10]
    assert rows(told, "required", "done") == [(1, 0)] * 2


def test_the_compliance_of_the_sop_is_that_of_its_actions(tmp_path: Path) -> None:
    told = desk(tmp_path, "lock: fixed", "lock: fixed, compliance: 100%", "compliance: 0%")
    assert rows(told, "required", "done") == [(5, 4)] * 2


def test_an_elastic_standard_bends_to_whom_it_does_not_fit(tmp_path: Path) -> None:
    # 2 + 3 + 5·1.15 = 10.75.
    told = desk(tmp_path, advise="lock: elastic, fits: 0%")
    assert told.column("desk", "work") == pytest.approx([10.75, 10.75])
    assert rows(told, "done", "misfit", "bent", "exception") == [(4, 4, 4, 0)] * 2


def test_a_fixed_standard_that_does_not_fit_is_followed_and_is_an_exception(tmp_path: Path) -> None:
    # 2 + 3 + 5·.9 = 9.5.
    told = desk(tmp_path, advise="lock: fixed, fits: 0%")
    assert told.column("desk", "work") == pytest.approx([9.5, 9.5])
    assert rows(told, "done", "misfit", "bent", "exception") == [(4, 4, 0, 1)] * 2


def test_there_is_no_exception_where_it_is_not_complied_with(tmp_path: Path) -> None:
    told = desk(tmp_path, advise="lock: fixed, fits: 0%, compliance: 0%")
    assert rows(told, "misfit", "exception") == [(4, 0)] * 2


def test_whoever_serves_sees_to_an_exception_within_the_visit(tmp_path: Path) -> None:
    # 9.5 and four minutes more.
    told = desk(tmp_path, advise="lock: fixed, fits: 0%", more="exceptions: {time: 4 min}")
    assert told.column("desk", "work") == pytest.approx([13.5, 13.5])
    assert told.left("guest") == pytest.approx([13.5, 43.5])


def test_another_team_sees_to_an_exception_after_the_visit(tmp_path: Path) -> None:
    # The clerk is free at 9.5, the adviser takes 4 min from then on.
    told = desk(tmp_path, advise="lock: fixed, fits: 0%", more="exceptions: {team: advisers, time: 4 min}")
    assert told.stints("clerks") == [(1, 0, 9.5, "work"), (1, 30, 39.5, "work")]
    assert told.stints("advisers") == [(1, 9.5, 13.5, "work"), (1, 39.5, 43.5, "work")]
    assert told.outcomes("guest") == ["served", "served"]


def test_two_misfits_are_one_exception(tmp_path: Path) -> None:
    # 2·.9 + 3 + 5·.9 = 9.3, and four minutes once.
    told = desk(
        tmp_path,
        "lock: fixed, fits: 0%",
        "lock: fixed, fits: 0%",
        "exceptions: {team: advisers, time: 4 min}",
    )
    assert told.left("guest") == pytest.approx([13.3, 43.3])


def test_an_exception_may_end_a_case(tmp_path: Path) -> None:
    told = desk(tmp_path, advise="lock: fixed, fits: 0%", more="exceptions: {then: {end: sent home}}")
    assert told.outcomes("guest") == ["sent home", "sent home"]
    assert told.left("guest") == pytest.approx([9.5, 39.5])


def test_what_is_standard_is_steadier(tmp_path: Path) -> None:
    # All fixed: .9·(.35·m + .65·x) with m 10 and x 5 or 15, the same x as without an SOP.
    found = {}
    for standardisation in ("0%", "100%"):
        text = written(more=f"standardisation: {standardisation}").replace(
            "at: [0, 30]", "every: 20 min, limit: 20"
        )
        text = text.replace("time: 10 min", "time: {discrete: {5 min: 50%, 15 min: 50%}}")
        found[standardisation] = story(tmp_path, text, "run_for: 400 min").column("desk", "work")
    assert set(found["0%"]) == {5, 15}
    assert found["100%"] == pytest.approx([{5: 6.075, 15: 11.925}[x] for x in found["0%"]])


def test_an_error_that_nobody_finds_is_left(tmp_path: Path) -> None:
    told = desk(tmp_path, advise="error: 100%")
    assert rows(told, "wrong", "left", "redone") == [(4, 4, 0)] * 2
    assert told.column("desk", "work") == [10, 10]


def test_a_standard_keeps_errors_down(tmp_path: Path) -> None:
    # With all errors avoided none is left, though without the standard all would be.
    told = desk(tmp_path, advise="error: 100%, lock: fixed", more="effects: {safer: 100%}")
    assert rows(told, "wrong") == [(0,)] * 2


def test_a_standard_that_bends_keeps_none_down(tmp_path: Path) -> None:
    told = desk(tmp_path, advise="error: 100%, lock: elastic, fits: 0%", more="effects: {safer: 100%}")
    assert rows(told, "wrong") == [(4,)] * 2


def test_an_error_that_is_found_is_redone_within_the_visit(tmp_path: Path) -> None:
    # Each time five minutes more, with new luck: some of ten visits are redone, some are right at once.
    text = written(advise="error: 50%", more="errors: {redone: 100%}")
    text = text.replace("at: [0, 30]", "every: 50 min, limit: 10")
    told = story(tmp_path, text, "run_for: 600 min")
    redone = [count for (count,) in rows(told, "redone")]
    assert told.column("desk", "work") == [10 + 5 * count for count in redone]
    assert 0 in redone
    assert max(redone) > 0
    assert all(left == 0 for (left,) in rows(told, "left"))


def test_an_error_that_is_found_may_send_the_case_back(tmp_path: Path) -> None:
    # At once to the second desk, which makes no errors.
    back = "errors: {redone: {share: 100%, to: second desk}}"
    text = written(advise="error: 100%", more=back)
    told = story(tmp_path, text + "      second desk: {team: advisers, time: 5 min, next: {end: mended}}\n")
    assert told.outcomes("guest") == ["mended", "mended"]
    assert told.left("guest") == [15, 45]
    assert rows(told, "found", "left", "redone") == [(1, 0, 0)] * 2


def test_who_has_an_error_that_nobody_found_comes_back(tmp_path: Path) -> None:
    back = "errors: {undetected: {share: 100%, after: 7 min, comes_back_as: complaint}}"
    text = written(advise="error: 100%", more=back)
    text = text.replace("customers: {", "customers: {complaint: {starts_at: talk, arrivals: returning}, ")
    told = story(tmp_path, text + "      talk: {team: advisers, time: 5 min, next: {end: heard}}\n")
    assert told.left("complaint") == [22, 52]
    assert told.records.cases["parent"].tolist() == [-1, 0, -1, 2]


def test_the_short_form_is_done_as_one(tmp_path: Path) -> None:
    # Half of twenty equal actions: 5·.9 + 5 = 9.5, bits 0 to 9.
    told = story(tmp_path, SHORT.replace("MORE", "standardisation: 50%"))
    assert told.column("desk", "work") == pytest.approx([9.5, 9.5])
    assert rows(told, "required", "done") == [(2**10 - 1, 2**10 - 1)] * 2


def test_the_last_action_is_prescribed_for_a_share_of_visits(tmp_path: Path) -> None:
    # 52 %: ten actions, and the eleventh in two visits of five. Of 200 visits that is 80, give or take 7.
    text = SHORT.replace("MORE", "standardisation: 52%").replace("at: [0, 30]", "every: 10 min, limit: 200")
    told = story(tmp_path, text, "run_for: 2100 min")
    eleven = [required for (required,) in rows(told, "required")].count(2**11 - 1)
    assert 60 <= eleven <= 100
    assert told.column("desk", "work").count(pytest.approx(9.45)) == eleven


SHORT = """
    customers: {guest: {starts_at: desk, arrivals: {at: [0, 30]}}}
    teams: {clerks: {count: 1}}
    steps:
      desk:
        team: clerks
        time: 10 min
        sop: {time_measured: without, MORE}
        next: {end: served}
"""


def test_the_worst_fitting_part_bends(tmp_path: Path) -> None:
    # All is prescribed, the last two of twenty bend. With high variety the last fits half of all.
    text = SHORT.replace("MORE", "standardisation: 100%, elastic: 10%, variety: high")
    text = text.replace("at: [0, 30]", "every: 12 min, limit: 200")
    told = story(tmp_path, text, "run_for: 2500 min")
    found = rows(told, "misfit", "bent", "exception")
    assert all(bent == misfit & (3 << 18) for misfit, bent, _ in found)
    assert all(exception == (misfit != bent) for misfit, bent, exception in found)
    assert {misfit >> 19 for misfit, _, _ in found} == {0, 1}


def test_who_is_unusual_is_so_throughout(tmp_path: Path) -> None:
    # Two desks, and an action that fits half of the customers: the same half.
    text = SHORT.replace("next: {end: served}", "next: second").replace(
        "MORE", "standardisation: 100%, variety: high"
    )
    text = text.replace("at: [0, 30]", "every: 25 min, limit: 60")
    second = """
      second:
        team: clerks
        time: 10 min
        sop: {time_measured: without, standardisation: 100%, variety: highVISIT}
        next: {end: served}
"""
    told = story(tmp_path, text + second.replace("VISIT", ""), "run_for: 2000 min")
    misfits = [misfit for (misfit,) in rows(told, "misfit")]
    assert misfits[::2] == misfits[1::2]
    assert len(set(misfits)) > 2
    told = story(tmp_path, text + second.replace("VISIT", ", variety_of: visit"), "run_for: 2000 min")
    misfits = [misfit for (misfit,) in rows(told, "misfit")]
    assert misfits[::2] != misfits[1::2]


def test_an_interruption_changes_nothing_of_how_it_is_done(tmp_path: Path) -> None:
    # An urgent guest at 4 takes 9.5 minutes; the first then begins again with the same draw: 13.5 to 23.
    urgent = "urgent: {starts_at: desk, priority: 1, arrivals: {at: [4]}}"
    text = SHORT.replace("MORE", "standardisation: 50%").replace("[0, 30]}}", f"[0]}}}}, {urgent}")
    text = text.replace(
        "time: 10 min", "time: 10 min\n        queue: {order: preemptive, interrupted: restart}"
    )
    told = story(tmp_path, text)
    assert told.left("guest") == [23]
    assert rows(told, "case", "required") == [(0, 2**10 - 1), (1, 2**10 - 1)]


def test_compliance_falls_over_the_shift(tmp_path: Path) -> None:
    # Half a point less a minute: after 200 min nothing is complied with any more. Of guests every
    # two minutes nearly all are served by the standard at first, and about half after 100 min.
    text = SHORT.replace("time: 10 min", "time: 1 min").replace("at: [0, 30]", "every: 2 min")
    rule = "{share: 100%, less_per_hour: 30%}"
    told = story(
        tmp_path, text.replace("MORE", f"standardisation: 100%, compliance: {rule}"), "run_for: 400 min"
    )
    done = [row > 0 for (row,) in rows(told, "done")]
    assert sum(done[:10]) >= 8
    assert 5 <= sum(done[40:60]) <= 15
    assert not any(done[100:])


def test_compliance_falls_no_lower_than_the_least(tmp_path: Path) -> None:
    rule = "{share: 100%, less_per_hour: 100%, least: 100%}"
    text = SHORT.replace("MORE", f"standardisation: 100%, compliance: {rule}")
    assert rows(story(tmp_path, text), "done") == [(2**20 - 1,)] * 2


def test_compliance_falls_with_those_who_wait(tmp_path: Path) -> None:
    # Three at once: two wait when the first begins, one at the second, nobody at the third.
    rule = "{share: 100%, less_per_waiting: 100%}"
    text = SHORT.replace("MORE", f"standardisation: 100%, compliance: {rule}").replace("[0, 30]", "[0, 0, 0]")
    assert rows(story(tmp_path, text), "done") == [(0,), (0,), (2**20 - 1,)]


def test_a_new_sop_is_complied_with_little_by_little(tmp_path: Path) -> None:
    # Nothing at 0, all from 20 min on.
    rule = "{share: 100%, after_change: {less: 100%, until: 20 min}}"
    text = SHORT.replace("MORE", f"standardisation: 100%, compliance: {rule}")
    assert rows(story(tmp_path, text), "done") == [(0,), (2**20 - 1,)]
