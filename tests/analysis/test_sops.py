"""The measures of SOPs, from hand-written records."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from pathlib import Path

import numpy as np
import pytest

from simulator.analysis import combine, reduce
from simulator.analysis.audits import count_audits
from simulator.analysis.figures import better_way, figure_named
from simulator.analysis.measures import measures, names_of
from simulator.analysis.window import Floats
from simulator.errors import BlueprintError
from simulator.model.plan import Action, Audit, Effects, Plan, Procedure, WorkBatch
from tests.analysis.logbook import Figures, Logbook, figures, shop, with_sop
from tests.stories import plan_of

EFFECTS = Effects(faster=0.1, steadier=0.35, safer=0.37, bending=0.15)

#: Bits of the actions.
GREET, ENTER, ADVISE = 1, 2, 4

OF_SOPS = (
    "standardisation_rate",
    "elasticity",
    "compliance",
    "misfit",
    "exceptions",
    "errors",
    "errors_left",
    "redone",
)


def by_sop(plan: Plan) -> Plan:
    """Greeting is an eighth of the work at the counter, entering a half, advising the rest."""
    actions = (
        Action("greet", 0.125, prescribed=1.0),
        Action("enter", 0.5, prescribed=1.0, elastic=1.0),
        Action("advise", 0.375, prescribed=0.5),
    )
    return with_sop(plan, "counter", Procedure(actions, False, EFFECTS))


@pytest.fixture(scope="module")
def day() -> Figures:
    """Four customers at the counter, one of them twice, one of them still there at the end."""
    plan = by_sop(shop())
    book = Logbook(plan)
    book.case("walk-in", 1, 20).visit("counter", 1, 1, 9, option="again")  # 8 min
    book.by_sop("counter", GREET | ENTER, GREET, wrong=ENTER, left=ENTER)
    book.visit("counter", 9, 9, 13, option="to office").visit("office", 13, 13, 20)  # 4 min, and 7 min
    book.by_sop("counter", GREET | ENTER | ADVISE, GREET | ADVISE, misfit=ADVISE, exception=True)
    book.case("business", 2, 20).visit("counter", 2, 4, 20)  # 16 min
    book.by_sop("counter", GREET | ENTER, GREET | ENTER, misfit=ENTER, bent=ENTER)
    book.case("walk-in", 3, 23).visit("counter", 3, 20, 23)  # 3 min
    book.by_sop("counter", GREET | ENTER, ENTER, wrong=ENTER, redone=2)
    book.case("walk-in", 99, 110, "unfinished").visit("counter", 99, 100, 110, result="unfinished")
    book.by_sop("counter", GREET | ENTER, 0, wrong=ENTER, left=ENTER, exception=True)
    return figures(plan, book.records(end=110))


def test_compliance_is_what_was_done_of_what_was_prescribed(day: Figures) -> None:
    # 1 of 2, 2 of 3, 2 of 2 (the bent one conforms), 1 of 2; the unfinished visit is left aside.
    assert day("compliance", "counter") == pytest.approx(6 / 9)
    assert day("compliance") == pytest.approx(6 / 9)
    assert isnan(day("compliance", "office"))


def test_compliance_by_action(day: Figures) -> None:
    assert day("compliance", "counter: greet") == pytest.approx(3 / 4)
    assert day("compliance", "counter: enter") == pytest.approx(2 / 4)
    assert day("compliance", "counter: advise") == 1


@pytest.mark.parametrize(
    ("measure", "visits", "cases", "walk_in"),
    [
        ("misfit", 2 / 4, 2 / 4, 1 / 3),
        ("exceptions", 1 / 4, 1 / 4, 1 / 3),
        ("errors", 2 / 4, 2 / 4, 2 / 3),
        ("errors_left", 1 / 4, 1 / 4, 1 / 3),
        ("redone", 1 / 4, 1 / 4, 1 / 3),
    ],
)
def test_shares_of_the_visits_that_were_done_and_of_all_cases(
    day: Figures, measure: str, visits: float, cases: float, walk_in: float
) -> None:
    assert day(measure, "counter") == pytest.approx(visits)
    assert day(measure) == pytest.approx(cases)
    assert day(measure, "walk-in") == pytest.approx(walk_in)
    assert isnan(day(measure, "office"))
    assert day.row(measure, "office")["n"] == 0


def test_the_standardisation_rate_weighs_by_the_work(day: Figures) -> None:
    # Prescribed .625 of 8, 16 and 3 min and all of 4 min: 20.875 of 31 min, and with the office of 38.
    assert day("standardisation_rate", "counter") == pytest.approx(20.875 / 31)
    assert day("standardisation_rate") == pytest.approx(20.875 / 38)
    assert isnan(day("standardisation_rate", "office"))


def test_elasticity_is_of_what_is_prescribed(day: Figures) -> None:
    # Entering, half of the work, may bend in every visit: 15.5 of 20.875 min.
    assert day("elasticity", "counter") == pytest.approx(15.5 / 20.875)
    assert day("elasticity") == pytest.approx(15.5 / 20.875)


def test_elasticity_is_that_of_the_standard_of_each_class() -> None:
    # Entering, half of the work, may bend to walk-ins only: 4 of (.625·8 + .625·16) min.
    plan = by_sop(shop())
    steps = {step.name: step for step in plan.steps}
    procedure = steps["counter"].procedure
    assert procedure is not None
    fixed = tuple(replace(action, elastic=0.0) for action in procedure.actions)
    business = [customers.name for customers in plan.classes].index("business")
    apart = {business: replace(procedure, actions=fixed)}
    steps["counter"] = replace(steps["counter"], procedures_apart=apart)
    plan = replace(plan, steps=tuple(steps.values()))
    book = Logbook(plan)
    for customers, end in (("walk-in", 9), ("business", 17)):
        book.case(customers, 1, 20).visit("counter", 1, 1, end).by_sop("counter", GREET | ENTER)
    found = figures(plan, book.records(end=30))
    assert found("standardisation_rate", "counter") == pytest.approx(0.625)
    assert found("elasticity", "counter") == pytest.approx(4 / 15)


def test_standards_are_measured_by_lane() -> None:
    # The counter as ever, and an office behind the scenes; a step there without an SOP counts as work too.
    plan = by_sop(shop())
    steps = [replace(s, lane="backstage") if s.name == "office" else s for s in plan.steps]
    plan = replace(plan, steps=tuple(steps))
    alone = figures(plan, _visited(plan).records(end=30))
    assert names_of(plan, "lane") == ("onstage",)
    # At the counter 8 min, .625 of them prescribed, of which .5 may bend; one of two actions complied with.
    assert alone("standardisation_rate", "onstage") == pytest.approx(0.625)
    assert alone("standardisation_rate") == pytest.approx(5 / 15)
    plan = with_sop(plan, "office", Procedure((Action("file", 1.0, prescribed=1.0),), False, EFFECTS))
    book = _visited(plan)
    book.by_sop("office", 1, 1)
    both = figures(plan, book.records(end=30))
    assert names_of(plan, "lane") == ("onstage", "backstage")
    for measure, onstage, backstage, everywhere in (
        ("standardisation_rate", 0.625, 1, 12 / 15),
        ("elasticity", 4 / 5, 0, 4 / 12),
        ("compliance", 1 / 2, 1, 2 / 3),
    ):
        assert both(measure, "onstage") == pytest.approx(onstage)
        assert both(measure, "backstage") == pytest.approx(backstage)
        assert both(measure) == pytest.approx(everywhere)


def _visited(plan: Plan) -> Logbook:
    """Eight minutes at the counter, seven in the office."""
    book = Logbook(plan)
    book.case("walk-in", 1, 20).visit("counter", 1, 1, 9, option="to office")
    book.by_sop("counter", GREET | ENTER, GREET)
    return book.visit("office", 9, 9, 16)


def test_a_lane_counts_its_work_without_an_sop() -> None:
    # The office is onstage, too, and has none: 5 of 15 min.
    plan = by_sop(shop())
    found = figures(plan, _visited(plan).records(end=30))
    assert found("standardisation_rate", "onstage") == pytest.approx(5 / 15)


def audited(visits: int, detects: float) -> Figures:
    """Three visits: 1 of 2 actions missed, 2 of 3, and 0 of 2; d − δ·r is 1/7, 5/7 and −6/7 with δ = 3/7."""
    plan = by_sop(shop())
    steps = {step.name: step for step in plan.steps}
    procedure = steps["counter"].procedure
    assert procedure is not None
    audit = replace(procedure, audit=Audit(visits, detects))
    steps["counter"] = replace(steps["counter"], procedure=audit)
    plan = replace(plan, steps=tuple(steps.values()))
    book = Logbook(plan)
    for required, done in (
        (GREET | ENTER, GREET),
        (GREET | ENTER | ADVISE, GREET),
        (GREET | ENTER, GREET | ENTER),
    ):
        book.case("walk-in", 1, 20).visit("counter", 1, 1, 9).by_sop("counter", required, done)
    return figures(plan, book.records(end=30))


def test_an_audit_that_sees_everything_finds_what_is_so() -> None:
    found = audited(10, 1.0)
    assert found("audited_compliance", "counter") == found("compliance", "counter") == pytest.approx(4 / 7)


def test_an_audit_that_overlooks_finds_more_compliance() -> None:
    # 1 − .8·3/7
    assert audited(10, 0.8)("audited_compliance", "counter") == pytest.approx(1 - 2.4 / 7)


def test_an_audit_is_off_by_the_luck_of_its_sample() -> None:
    # E[(d − δ·r)²] = (1 + 25 + 36)/49/3, E[r] = 7/3; ten visits.
    wanted = 62 / 147 / 10 / (7 / 3) ** 2
    assert audited(10, 1.0)("audit_error", "counter") == pytest.approx(wanted**0.5)


def test_an_audit_is_off_by_what_it_overlooks_too() -> None:
    # .8·.2·E[d] more, and .8² of the rest; forty visits.
    wanted = (0.16 * 1 + 0.64 * 62 / 147) / 40 / (7 / 3) ** 2
    assert audited(40, 0.8)("audit_error", "counter") == pytest.approx(wanted**0.5)


def test_what_is_not_audited_has_no_figures_of_audits(day: Figures) -> None:
    assert isnan(audited(10, 1.0)("audit_error", "office"))
    assert isnan(audited(10, 1.0)("audited_compliance", "office"))
    plan = by_sop(shop())
    assert not {"audited_compliance", "audit_error"} & {measure.name for measure in measures(plan)}


def test_the_error_of_audits_is_that_of_many_audits() -> None:
    """A sample of 30 of many visits, five hundred times: the spread is the standard error.

    A standard deviation of 500 is known to 1/√1000 = 3.2 %; five of these are 16 %.
    """
    rng = np.random.default_rng(5)
    required = rng.integers(1, 8, 20000).astype(float)
    missed = np.array([rng.binomial(int(r), 0.5 if rng.random() < 0.3 else 0.05) for r in required], float)
    procedure = Procedure((), False, EFFECTS, audit=Audit(30, 0.7))
    plan = with_sop(shop(), "counter", procedure)
    many, place = len(plan.steps), [step.name for step in plan.steps].index("counter")

    def by_step(weights: Floats) -> Floats:
        return np.eye(1, many, place) * weights.sum()

    blocks = count_audits(plan, required, required - missed, by_step)
    (mean, error) = (
        float(above[0, place] / below[0, place])
        for above, below in (blocks["audited_compliance", "step"], blocks["audit_error", "step"])
    )
    rows = rng.integers(0, len(required), (500, 30))
    seen = rng.binomial(missed[rows].astype(int), 0.7)
    told = 1 - seen.sum(axis=1) / required[rows].sum(axis=1)
    assert told.mean() == pytest.approx(mean, abs=5 * error / 500**0.5)
    assert told.std(ddof=1) == pytest.approx(error, rel=0.16)


def test_work_of_delays_is_no_work() -> None:
    # The office is needed by nobody now: only the counter's four minutes are left.
    plan = by_sop(shop())
    steps = [replace(step, options=()) if step.name == "office" else step for step in plan.steps]
    plan = replace(plan, steps=tuple(steps))
    book = Logbook(plan)
    book.case("walk-in", 1, 20).visit("counter", 1, 1, 5, option="to office").visit("office", 5, 5, 20)
    book.by_sop("counter", GREET | ENTER, GREET)
    assert figures(plan, book.records(end=100))("standardisation_rate") == pytest.approx(0.625)


def test_a_batch_that_is_served_as_one_counts_with_all_its_work() -> None:
    # Two together in 8 min, 4 of them each one's; the lead's row stands for both: 5 of 8 min.
    plan = by_sop(shop())
    steps = [replace(s, batch=WorkBatch(size=2)) if s.name == "counter" else s for s in plan.steps]
    plan = replace(plan, steps=tuple(steps))
    book = Logbook(plan)
    book.case("walk-in", 1, 9).visit("counter", 1, 1, 9, work=4, batch=1).by_sop("counter", GREET | ENTER)
    book.case("walk-in", 1, 9).visit("counter", 1, 1, 9, work=4, batch=1)
    book.case("walk-in", 10, 12).visit("counter", 10, 10, 12, batch=2).by_sop("counter")
    assert figures(plan, book.records(end=100))("standardisation_rate") == pytest.approx(5 / 10)


def test_actions_of_the_short_form_are_none_of_their_own() -> None:
    plan = with_sop(shop(), "counter", Procedure((Action("1", 1.0, prescribed=1.0),), True, EFFECTS))
    book = Logbook(plan)
    book.case("walk-in", 1, 9).visit("counter", 1, 1, 9).by_sop("counter", 1, 1)
    table = combine(plan, [reduce(plan, book.records(end=100))])
    assert "action" not in set(table["scope"])
    assert Figures(table)("compliance", "counter") == 1


def test_who_came_in_the_warm_up_is_left_aside() -> None:
    plan = by_sop(shop(warm_up=10.0))
    book = Logbook(plan)
    book.case("walk-in", 1, 9).visit("counter", 1, 1, 9).by_sop("counter", GREET, 0, wrong=GREET)
    book.case("walk-in", 11, 19).visit("counter", 11, 11, 19).by_sop("counter", GREET, GREET)
    found = figures(plan, book.records(end=100))
    assert found("compliance") == 1
    assert found("errors", "counter") == 0
    assert found.row("errors", "counter")["n"] == 1


def test_a_service_without_an_sop_has_none_of_them() -> None:
    plan = shop()
    table = combine(plan, [reduce(plan, Logbook(plan).records(end=100))])
    assert not set(OF_SOPS) & set(table["measure"])


def test_which_way_is_better() -> None:
    plan = by_sop(shop())
    ways = {name: better_way(plan, figure_named(name, plan, "it")) for name in OF_SOPS}
    neither, more = {"standardisation_rate": "", "elasticity": ""}, {"compliance": "more"}
    assert ways == dict.fromkeys(OF_SOPS, "less") | neither | more


def test_an_action_is_asked_for_by_its_step_and_name() -> None:
    figure = figure_named("compliance:counter: enter", by_sop(shop()), "it")
    assert (figure.scope, figure.name) == ("action", "counter: enter")


# -- service levels ---------------------------------------------------------------------------------

LEVELS = """
    blueprint: Levels
    clock: {unit: min, run_for: 2 h}
    customers: {guest: {starts_at: desk, arrivals: {every: 10 min}}}
    teams: {clerks: {count: 1}}
    steps:
      desk: {team: clerks, time: 4 min, SOP next: file}
      file: {team: clerks, time: 1 min, next: {end: served}}
    sla: {careful: {measure: MEASURE, at_most: 3%}}
"""


def levels(measure: str, sop: str = "sop: {standardisation: 50%},") -> str:
    return LEVELS.replace("MEASURE", measure).replace("SOP", sop)


@pytest.mark.parametrize("measure", OF_SOPS)
def test_service_levels_may_be_about_them(tmp_path: Path, measure: str) -> None:
    plan = plan_of(levels(f"{measure}, step: desk"), tmp_path)
    assert (plan.slas[0].measure, plan.slas[0].at_most) == (measure, 0.03)


def test_a_service_level_counts_visits_at_a_step_and_cases_in_all(tmp_path: Path) -> None:
    # One of the two visits of one case has an error; another case has none: of visits 1/3, of cases 1/2.
    counted = {}
    for where in ("", ", step: desk"):
        plan = plan_of(levels(f"errors{where}"), tmp_path)
        book = Logbook(plan)
        book.case("guest", 1, 9).visit("desk", 1, 1, 5).by_sop("desk", 1, 1, wrong=1)
        book.visit("desk", 5, 5, 9).by_sop("desk", 1, 1)
        book.case("guest", 10, 14).visit("desk", 10, 10, 14).by_sop("desk", 1, 1)
        found = reduce(plan, book.records(end=120))
        counted[where] = (found.sla_above[0, 0], found.sla_below[0, 0])
    assert counted == {"": (1, 2), ", step: desk": (1, 3)}


@pytest.mark.parametrize(
    ("measure", "sop", "why"),
    [
        ("errors", "", "no step has an SOP"),
        ("compliance, step: file", "sop: {standardisation: 50%},", "the step `file` has no SOP"),
    ],
)
def test_a_service_level_about_an_sop_asks_for_one(tmp_path: Path, measure: str, sop: str, why: str) -> None:
    with pytest.raises(BlueprintError) as caught:
        plan_of(levels(measure, sop), tmp_path)
    (problem,) = caught.value.problems
    name = measure.partition(",")[0]
    assert problem.message == f"`{name}` is measured where work is done by an SOP, and {why}"
    assert problem.path == "sla.careful.measure"
