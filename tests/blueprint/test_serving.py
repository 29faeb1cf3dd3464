"""Who serves: skills, the same or another person; and what a step does beside its work."""

from __future__ import annotations

import pytest

from simulator.blueprint.load import loads
from simulator.blueprint.schema.attributes import Choice
from simulator.blueprint.schema.queues import WhenFull
from simulator.blueprint.schema.serving import SkillNeeded
from simulator.blueprint.who import options_at, people_at, skills_asked
from simulator.randomness import distributions as ground
from tests.blueprint.written import only, shop, steps, text_with

SKILLED = "teams: {tellers: {count: 3, skills: {cash: 100%, loans: 80%}}, advisers: {count: 1}}"


# -- skills ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "needed"),
    [
        ("cash", SkillNeeded(otherwise="cash")),
        (
            "{by: urgency, urgent: cash, otherwise: loans}",
            SkillNeeded("urgency", {"urgent": "cash"}, "loans"),
        ),
        ("{by: customers, business: loans}", SkillNeeded("customers", {"business": "loans"})),
    ],
)
def test_a_skill_for_all_or_by_value(written: str, needed: SkillNeeded) -> None:
    blueprint = shop(teams=SKILLED, steps=steps(skill=written))
    assert blueprint.steps["counter"].skill == needed


def test_a_class_may_be_called_as_its_skill() -> None:
    teams = "teams: {tellers: {count: 3, skills: {walk-in: 100%, business: 80%}}, advisers: {count: 1}}"
    blueprint = shop(teams=teams, steps=steps(skill="{by: customers}"))
    asked = skills_asked(blueprint.steps["counter"], blueprint)
    assert asked == {"walk-in": "walk-in", "business": "business"}


def test_a_value_may_be_called_as_its_skill() -> None:
    teams = "teams: {tellers: {count: 3, skills: {urgent: 100%, routine: 80%}}, advisers: {count: 1}}"
    blueprint = shop(teams=teams, steps=steps(skill="{by: urgency}"))
    asked = skills_asked(blueprint.steps["counter"], blueprint)
    assert asked == {"urgent": "urgent", "routine": "routine"}


def test_a_skill_alone_is_that_of_any_team_in_the_order_of_the_file() -> None:
    teams = """\
        teams:
          tellers: {count: 3, skills: {cash: 100%}}
          advisers: {count: 1, skills: {loans: 100%}}
          aides: {members: [{name: a}, {name: b, skills: {cash: 50%}}]}
        """
    blueprint = shop(teams=teams, steps=steps(team="", skill="cash"))
    assert options_at(blueprint.steps["counter"], blueprint) == ({"tellers": 1}, {"aides": 1})


@pytest.mark.parametrize(
    ("skill", "sentence"),
    [
        ("cahs", "there is no skill `cahs` | did you mean `cash`?"),
        ("advisers", "there is no skill `advisers` | `advisers` is a team"),
        ("3", "`3` is a bare number, where a skill belongs"),
        ("{urgent: cash}", "what decides on the skill is missing"),
        ("{by: urgncy, urgent: cash}", "did you mean `urgency`?"),
        ("{by: urgency, urgnt: cash}", "`urgency` is never `urgnt` | did you mean `urgent`?"),
        ("{by: urgency, urgent: cahs}", "there is no skill `cahs`"),
        ("{by: weight, heavy: cash}", "`weight` is never `heavy` | write numbers here"),
        ("{by: complex}", "`complex` has no values that could be names of skills"),
    ],
)
def test_misread_skills(skill: str, sentence: str) -> None:
    assert sentence in only(text_with(teams=SKILLED, steps=steps(skill=skill)))


def test_a_class_without_a_skill_of_its_name() -> None:
    teams = "teams: {tellers: {count: 3, skills: {walk-in: 100%}}, advisers: {count: 1}}"
    told = only(text_with(teams=teams, steps=steps(skill="{by: customers}")))
    assert "`business` comes here, and no team has a skill of that name" in told


def test_a_skill_nobody_who_serves_has() -> None:
    told = only(text_with(teams=SKILLED + "\n", steps=steps(team="advisers", skill="cash")))
    assert "nobody who serves here names skills, so they can do everything" in told
    teams = SKILLED.replace("advisers: {count: 1}", "advisers: {count: 1, skills: {pensions: 100%}}")
    told = only(text_with(teams=teams, steps=steps(team="advisers", skill="cash")))
    assert "steps.counter.skill: nobody who serves here has the skill `cash`" in told


def test_a_skill_nobody_names() -> None:
    told = only(text_with(steps=steps(skill="cash")))
    assert "say who has it: `teams: {tellers: {count: 3, skills: {cash: 100%}}}`" in told


# -- persons ---------------------------------------------------------------------------------------


def second(person: str, team: str = "tellers") -> str:
    """Two steps, of which the second has a rule on the person."""
    return (
        "steps:\n  counter: {team: tellers, time: 4 min, next: adviser}\n"
        f"  adviser: {{team: {team}, person: {person}, time: 9 min, next: {{end: served}}}}\n"
    )


def test_the_same_person_or_another() -> None:
    rule = shop(steps=second("{same_as: counter, else_after: 20 min}")).steps["adviser"].person
    assert rule is not None
    assert (rule.same_as, rule.else_after, rule.not_) == ("counter", 20.0, None)
    rule = shop(steps=second("{not: [counter]}")).steps["adviser"].person
    assert rule is not None
    assert rule.not_ == ("counter",)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"steps": second("{}")}, "nothing is said about the person"),
        ({"steps": second("{same_as: counter, not: counter}")}, "`not` stands beside `same_as`"),
        ({"steps": second("{not: counter, else_after: 5 min}")}, "`else_after` goes with `same_as`"),
        ({"steps": second("{not: countr}")}, "there is no step `countr` | did you mean `counter`?"),
        ({"steps": second("{not: [countr]}")}, "there is no step `countr` | did you mean `counter`?"),
        ({"steps": second("{not: adviser}")}, "`adviser` names itself"),
        ({"steps": second("{same_as: adviser}")}, "`adviser` names itself"),
        ({"steps": second("{not: counter}", "rooms")}, "no person serves here, only resources"),
        (
            {"steps": second("{same_as: counter}").replace("team: tellers, time: 4", "team: rooms, time: 4")},
            "no person serves at `counter`",
        ),
        (
            {"steps": second("{same_as: counter}", "advisers")},
            "nobody who serves at `counter` can serve here",
        ),
        (
            {
                "steps": second("{not: counter}"),
                "teams": "teams: {tellers: {count: 1}, advisers: {count: 1}}",
            },
            "nobody is left who has not served at `counter` | four eyes need two people",
        ),
    ],
)
def test_misread_persons(parts: dict[str, str], sentence: str) -> None:
    assert sentence in only(text_with(**parts))


def test_four_eyes_are_fine_with_another_team() -> None:
    parts = {"steps": second("{not: counter}", "advisers")}
    blueprint = shop(teams="teams: {tellers: {count: 1}, advisers: {count: 1}}", **parts)
    assert people_at(blueprint.steps["adviser"], blueprint) == ({"advisers": 1},)


# -- other words -----------------------------------------------------------------------------------


def test_what_else_a_step_may_say() -> None:
    blueprint = shop(
        priorities="priorities: [urgent, other]",
        customers="""\
            customers:
              walk-in: {starts_at: counter, arrivals: {rate: 30/h}}
              complaint: {starts_at: adviser, arrivals: returning}
            """,
        steps=steps(
            by="machine",
            set_up="2 min",
            cost="2 EUR",
            sets="{assigned: {choice: {high: 10%, low: 90%}}}",
            escalate="{after: 20 min, to: adviser, priority: urgent}",
            comes_back="{share: 6%, after: {exponential: 3 d}, as: complaint}",
            queue="{limit: 3, when_full: block}",
            next="[{to: adviser, if: assigned is high}, {end: served}]",
        ),
    )
    step = blueprint.steps["counter"]
    assert (step.by, step.set_up, step.cost) == ("machine", ground.constant(2), 2.0)
    assert step.sets == {"assigned": Choice((("high", 0.1), ("low", 0.9)))}
    assert step.escalate is not None
    assert (step.escalate.after, step.escalate.to, step.escalate.priority) == (20.0, "adviser", "urgent")
    assert step.comes_back is not None
    assert (step.comes_back.share, step.comes_back.as_) == (0.06, "complaint")
    assert step.queue.when_full == WhenFull(block=True)
    assert blueprint.customers["complaint"].arrivals.returning


def test_a_class_that_nobody_is_sent_back_as() -> None:
    customers = """\
        customers:
          walk-in: {starts_at: counter, arrivals: {rate: 30/h}}
          complaint: {starts_at: adviser, arrivals: returning}
        """
    told = only(text_with(customers=customers))
    assert "nobody comes back as `complaint` | let a step send them: `comes_back: {share: 6%" in told


def sorted_first(by: str, **counter: str) -> str:
    """The counter decides how they are assigned, and that decides the adviser's time."""
    sets = steps(sets="{assigned: {choice: {high: 10%, low: 90%}}}", next="adviser", **counter)
    return text_with(steps=sets.replace("time: 9 min", f"time: {by}"))


def test_a_time_by_an_attribute_that_a_step_sets_needs_a_time_for_those_before() -> None:
    by, aside = "{by: assigned, high: 1 min, low: 2 min}", {"gives_up": "{to: adviser}"}
    assert "has no attribute `assigned` before a step sets it | add `otherwise`" in only(
        sorted_first(by, **aside)
    )
    assert loads(sorted_first(f"{by[:-1]}, otherwise: 3 min}}", **aside)).steps


def test_a_time_by_an_attribute_that_is_set_on_every_way_there_needs_no_other() -> None:
    work = loads(sorted_first("{by: assigned, high: 1 min, low: 2 min}")).steps["adviser"].time
    assert work is not None
    assert work.otherwise is None


def test_a_value_alone_gets_the_whole_block_it_may_stand_in() -> None:
    assert "such as `{same_as: consult}`" in only(text_with(steps=second("other")))
    told = only(text_with(steps=steps(comes_back="6%")))
    assert "such as `{share: 6%, after: {lognormal: {mean: 3 d, cv: 0.6}}, as: complaint}`" in told


def test_a_break_is_cut_out_of_the_spans() -> None:
    hours = 'hours: {office: {open: {Mon: ["09:00-17:00"]}, break: ["12:00-13:00"]}}'
    assert "`break` | a break is what lies between two spans: `[" in only(text_with(hours=hours))
