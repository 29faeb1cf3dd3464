"""An SOP that is another for the customers of a class: how their visits are done."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from simulator.blueprint.load import loads
from simulator.model.compile import compile_plan
from tests.engine.test_procedures import rows
from tests.stories import Story, story

#: Two guests and two regulars in turns; ten minutes of work in actions of 2, 3 and 5 minutes.
DESK = """
    customers:
      guest: {starts_at: desk, arrivals: {at: [0, 40]}}
      regular: {starts_at: desk, arrivals: {at: [20, 60]}}
    teams: {clerks: {count: 1}, advisers: {count: 1}}
    steps:
      desk:
        team: clerks
        time: 10 min
        sop:
          MEASURED
          MORE
          actions:
            - {id: greet, do: Greet, standard_time: 2 min, lock: fixed}
            - {id: enter, do: Enter, standard_time: 3 min}
            - {id: advise, do: Advise, standard_time: 5 min}
          customers: {regular: REGULAR}
        next: {end: served}
"""

WITHOUT = "time_measured: without"


def written(regular: str, more: str = "id: D-1", measured: str = WITHOUT) -> str:
    return DESK.replace("REGULAR", regular).replace("MORE", more).replace("MEASURED", measured)


def desk(folder: Path, regular: str, more: str = "id: D-1", measured: str = WITHOUT) -> Story:
    return story(folder, written(regular, more, measured))


def test_the_lock_of_an_action_is_another(tmp_path: Path) -> None:
    # Guests: 2·.9 + 3 + 5 = 9.8. Regulars: 2·.9 + 3·.9 + 5 = 9.5.
    told = desk(tmp_path, "{actions: {enter: {lock: fixed}}}")
    assert told.column("desk", "work") == pytest.approx([9.8, 9.5, 9.8, 9.5])
    assert rows(told, "required", "done") == [(1, 1), (3, 3), (1, 1), (3, 3)]


def test_another_share_of_customers_is_fitted(tmp_path: Path) -> None:
    told = desk(tmp_path, "{actions: {greet: {fits: 0%}}}")
    assert rows(told, "misfit", "exception") == [(0, 0), (1, 1), (0, 0), (1, 1)]


def test_it_may_bend_to_some_customers_only(tmp_path: Path) -> None:
    # Bent: 2·1.15 + 3 + 5 = 10.3.
    told = desk(tmp_path, "{actions: {greet: {fits: 0%, lock: elastic}}}")
    assert told.column("desk", "work") == pytest.approx([9.8, 10.3, 9.8, 10.3])
    assert rows(told, "bent", "exception") == [(0, 0), (1, 0), (0, 0), (1, 0)]


def test_more_is_prescribed_for_some(tmp_path: Path) -> None:
    # 10·.9 = 9.
    told = desk(tmp_path, "{standardisation: 100%}")
    assert told.column("desk", "work") == pytest.approx([9.8, 9, 9.8, 9])


def test_another_share_may_bend(tmp_path: Path) -> None:
    told = desk(tmp_path, "{standardisation: 100%, elastic: 100%, actions: {advise: {fits: 0%}}}")
    # 2·.9 + 3·.9 + 5·1.15 = 10.25.
    assert told.column("desk", "work") == pytest.approx([9.8, 10.25, 9.8, 10.25])


def test_compliance_is_another(tmp_path: Path) -> None:
    told = desk(tmp_path, "{compliance: 0%}")
    assert told.column("desk", "work") == pytest.approx([9.8, 10, 9.8, 10])
    assert rows(told, "required", "done") == [(1, 1), (1, 0), (1, 1), (1, 0)]


def test_compliance_falls_for_some_only(tmp_path: Path) -> None:
    # By the hour all of it: the regulars are served 20 and 60 minutes after midnight, the second at 0 %.
    told = desk(tmp_path, "{compliance: {share: 100%, less_per_hour: 100%}}")
    assert [done for (done,) in rows(told, "done")][::2] == [1, 1]
    assert rows(told, "done")[3] == (0,)


def test_variety_is_another_without_actions(tmp_path: Path) -> None:
    text = """
        customers:
          guest: {starts_at: desk, arrivals: {every: 10 min, limit: 50}}
          regular: {starts_at: desk, arrivals: {every: 10 min, limit: 50}}
        teams: {clerks: {count: 2}}
        steps:
          desk:
            team: clerks
            time: 1 min
            sop: {standardisation: 100%, customers: {regular: {variety: high}}}
            next: {end: served}
    """
    told = story(tmp_path, text, "run_for: 600 min")
    classes = told.records.cases["customers"][told.records.procedures["case"]]
    misfit = told.records.procedures["misfit"] > 0
    assert not misfit[classes == 0].any()
    assert misfit[classes == 1].any()


def test_a_class_that_says_the_same_is_served_the_same_to_the_last_bit(tmp_path: Path) -> None:
    text = written("{compliance: 50%}", "compliance: 50%")
    line = "          customers: {regular: {compliance: 50%}}\n"
    assert line in text
    one, other = story(tmp_path, text), story(tmp_path, text.replace(line, ""))
    assert one.records.visits.tobytes() == other.records.visits.tobytes()
    assert one.records.procedures.tobytes() == other.records.procedures.tobytes()


def test_a_measured_time_is_what_is_seen_of_each_class_under_its_own_standard(tmp_path: Path) -> None:
    told = desk(tmp_path, "{standardisation: 100%}", measured="time_measured: with this sop")
    assert told.column("desk", "work") == pytest.approx([10, 10, 10, 10])


def test_a_standard_for_some_that_is_new_moves_what_was_measured(tmp_path: Path) -> None:
    # Measured with greeting prescribed: the base m is 10/.98; all of it prescribed takes .9·m.
    old = "time_measured: {actions: [{id: greet, do: G, standard_time: 2, lock: fixed}, "
    old += "{id: rest, do: R, standard_time: 8}]}"
    told = desk(tmp_path, "{standardisation: 100%}", measured=old)
    assert told.column("desk", "work") == pytest.approx([10, 9 / 0.98, 10, 9 / 0.98])


def test_what_was_measured_under_a_standard_for_some_is_kept_by_a_scenario(tmp_path: Path) -> None:
    # Regulars were seen under all of it prescribed: m = 10/.9; the guests' SOP, now for all, takes .98·m.
    text = 'blueprint: Story\nclock: {unit: min, start: "2024-01-01 00:00", run_for: 100 min}\n'
    text += dedent(written("{standardisation: 100%}", measured="responsible: clerks"))
    text += "scenarios: {one for all: {drop: [steps.desk.sop.customers]}}\n"
    told = Story(compile_plan(loads(text, scenario="one for all")))
    assert told.column("desk", "work") == pytest.approx([10, 9.8 / 0.9, 10, 9.8 / 0.9])
