"""Every word of the language: what it takes, what it means when left out, and how it is misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.blueprint.load import load, loads
from simulator.blueprint.opening import OpenHours
from simulator.blueprint.part import all_parts
from simulator.blueprint.profiles import Profile
from simulator.blueprint.schema.attributes import Choice, Figure, Flag
from simulator.blueprint.schema.case_moments import CaseMoment
from simulator.blueprint.schema.clock import Hours
from simulator.blueprint.schema.priorities import ByAttribute
from simulator.blueprint.schema.queues import WhenFull
from simulator.blueprint.schema.rate_column import RateTable
from simulator.randomness import distributions as ground
from tests.blueprint.written import only, shop, steps, text_with, told


def test_the_small_blueprint_is_sound() -> None:
    blueprint = shop()
    assert blueprint.blueprint == "Shop"
    assert blueprint.version == "1.0.0"
    assert blueprint.file == "blueprint"
    assert blueprint.scenario == "base"
    assert blueprint.overrides == ()
    assert blueprint.tree is not None


def test_everything_is_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        shop().blueprint = "x"  # type: ignore[misc]


# -- the head and the clock ------------------------------------------------------------------------


def test_the_clock_and_its_defaults() -> None:
    clock = shop(clock="clock: {run_for: 1 d}").clock
    assert (clock.unit, clock.run_for, clock.at_end, clock.warm_up) == ("min", 1440.0, "finish", 0.0)
    clock = shop(clock="clock: {unit: h, run_for: 90 min, at_end: stop, warm_up: 30 min}").clock
    assert (clock.run_for, clock.at_end, clock.warm_up) == (1.5, "stop", 0.5)
    assert shop(clock="clock: {run_for: 1 d, warm_up: auto}").clock.warm_up == "auto"


@pytest.mark.parametrize(
    ("clock", "sentence"),
    [
        ("{unit: m, run_for: 8 h}", "clock.unit: `m` is not one of `s`, `min`, `h`, `d`, `w`"),
        ("{run_for: 0}", "`0` is no time at all"),
        ("{run_for: 8 h, warm_up: automatic}", "`automatic` is not a duration"),
        ("{run_for: 8 h, warm_up: 9 h}", "the warm-up is as long as the run"),
        ("{run_for: 8 h, at_end: wait}", "`wait` is not one of `finish`, `stop`"),
        ("{unit: min}", "the clock needs `run_for` | write `run_for: 8 h`: How long customers come."),
        ("{run_for: }", "nothing is written behind `run_for` | write it, such as `run_for: 8 h`"),
        ("{run_fro: 8 h}", "the clock has no entry `run_fro` | did you mean `run_for`?"),
        ("8 h", "`8 h` is a length of time, where the block of the clock belongs"),
    ],
)
def test_misread_clocks(clock: str, sentence: str) -> None:
    assert sentence in only(text_with(clock=f"clock: {clock}"))


def test_texts_that_yaml_took_for_something_else() -> None:
    assert 'blueprint: `3` is not read as a text here | put it in quotes: "3"' in only(
        text_with(head="blueprint: 3")
    )


def test_named_hours_and_hours_on_the_spot() -> None:
    blueprint = shop(
        hours="hours: {office: {open: {Mon-Fri: ['09:00-12:00', '13:00-17:00']}, closed: ['2024-05-01']}}",
        teams="teams: {tellers: {count: 3, hours: office}, "
        "advisers: {count: 1, hours: {open: '10:00-12:00'}}}",
    )
    assert blueprint.teams["tellers"].hours == "office"
    assert isinstance(blueprint.teams["advisers"].hours, Hours)
    assert isinstance(blueprint.hours["office"].opening(), OpenHours)


# -- customers -------------------------------------------------------------------------------------


def test_arrivals_by_rate() -> None:
    rate = shop().customers["walk-in"].arrivals.rate
    assert rate == Profile(((0, 0.5),))
    rate = (
        shop(
            customers="customers: {all: {starts_at: counter, arrivals: {rate: {'09:00': 30/h, '17:00': 0}}}}"
        )
        .customers["all"]
        .arrivals.rate
    )
    assert rate == Profile(((540, 0.5), (1020, 0.0)))


def test_arrivals_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text("hour,calls\n1,60\n2,120\n", encoding="utf-8")
    path = tmp_path / "shop.yaml"
    column = "{csv: rates.csv, column: calls, per: h, each: 1 h, repeat: 2 h, times: 50%}"
    path.write_text(
        text_with(customers=f"customers: {{all: {{starts_at: counter, arrivals: {{rate: {column}}}}}}}"),
        encoding="utf-8",
    )
    rate = load(path).customers["all"].arrivals.rate
    assert rate == RateTable((0.5, 1.0), 60.0, 120.0)
    assert isinstance(rate, RateTable)
    assert [rate.timeline().at(t) for t in (0, 60, 120, 180)] == [0.5, 1.0, 0.5, 1.0]


def test_other_arrivals() -> None:
    arrivals = "{every: {exponential: 5 min}, batch: {discrete: {1: 50%, 2: 50%}}, limit: 10}"
    block = (
        shop(customers=f"customers: {{all: {{starts_at: counter, arrivals: {arrivals}}}}}")
        .customers["all"]
        .arrivals
    )
    assert block.every == ground.exponential(5)
    assert block.batch == ground.discrete([1, 2], [0.5, 0.5])
    assert block.limit == 10
    at = "{at: ['10:30', 5, '09:10']}"
    block = (
        shop(customers=f"customers: {{all: {{starts_at: counter, arrivals: {at}}}}}")
        .customers["all"]
        .arrivals
    )
    assert block.at == (5.0, 10.0, 90.0)


@pytest.mark.parametrize(
    ("arrivals", "sentence"),
    [
        ("{}", "arrivals need one of `rate`, `every`, `at`"),
        ("{rate: 3/h, every: 5 min}", "`every` stands beside `rate`"),
        ("{appointments: {}}", "a book of appointments needs `first`"),
        ("{returning: true}", "`returning` stands alone, without a block | write `arrivals: returning`"),
        ("returnning", "did you mean `returning`?"),
        ("{every: 5 min, busyness: today}", "a busyness multiplies a rate"),
        ("{every: 0}", "customers without any time between them would never end"),
        ("{every: 5 min, batch: 1.5}", "`1.5` is not a whole number"),
        ("{every: 5 min, batch: 0}", "below 1"),
        ("{every: 5 min, limit: -1}", "too small"),
        ("{rate: 3/h, busyness: tody}", "there is no busyness `tody` | did you mean `today`?"),
        ("{at: 5 min}", "where a list of moments belongs"),
        ("{at: ['2023-01-01']}", "before the start of the clock"),
        ("{rate: 5 min}", "`5 min` is a length of time, where a rate belongs"),
        ("{rate: {csv: a.csv}}", "a column of rates needs `column`"),
    ],
)
def test_misread_arrivals(arrivals: str, sentence: str) -> None:
    text = text_with(
        busyness="busyness: {today: {gamma: {mean: 100%, cv: 5%}}}",
        customers=f"customers: {{all: {{starts_at: counter, arrivals: {arrivals}}}}}",
    )
    assert any(sentence in line for line in told(text)), told(text)


def one_class(**entries: str) -> str:
    fields = {"starts_at": "counter", "arrivals": "{rate: 3/h}", **entries}
    return "customers: {all: {" + ", ".join(f"{word}: {value}" for word, value in fields.items()) + "}}"


def test_patience_and_priority() -> None:
    block = shop(customers=one_class(patience="{exponential: 12 min}", priority="1")).customers["all"]
    assert block.patience == ground.exponential(12)
    assert block.priority == 1.0
    block = shop(customers=one_class(patience="endless", priority="{by: weight}")).customers["all"]
    assert block.patience is None
    assert block.priority == ByAttribute("weight")
    assert shop().customers["walk-in"].priority is None


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"priority": "urgent"}, "there is no priority `urgent` | write a number, 1 is first; or name them"),
        ({"priority": "{by: complex}"}, "`complex` is yes or no, and a priority is a number"),
        ({"priority": "{by: wait}"}, "there is no attribute or `customers` `wait`"),
        ({"patience": "forever"}, "patience without end is written `endless`"),
        ({"value": "3/h"}, "`3/h` is a rate, where an amount of money belongs"),
        ({"value": "3 USD"}, "this is in `USD`, the blueprint reckons in `EUR`"),
        ({"when_closed": "wait"}, "`when_closed` needs `hours`"),
        ({"hours": "offce"}, "there is no hours `offce`"),
        ({"hours": "{open: {Mon: []}}"}, "these hours are never open"),
        ({"backlog": "{adviser: 2.5}"}, "`2.5` is not a whole number"),
        ({"backlog": "{advisor: 2}"}, "there is no step `advisor` | did you mean `adviser`?"),
        ({"starts_at": "countr"}, "there is no step `countr` | did you mean `counter`?"),
        ({"starts_at": "tellers"}, "there is no step `tellers` | `tellers` is a team"),
        ({"team": "tellers"}, "a class of customers has no entry `team` | it belongs to"),
    ],
)
def test_misread_classes(entries: dict[str, str], sentence: str) -> None:
    sentence = sentence.replace("there is no attribute or `customers` `wait`", "there is no attribute `wait`")
    assert any(sentence in line for line in told(text_with(customers=one_class(**entries))))


def test_attributes() -> None:
    block = shop(
        attributes="""\
            attributes:
              complex: {chance: 20%}
              urgency: {choice: {urgent: 10%, routine: 90%}}
              weight: {uniform: {low: 1, high: 9}}
              effort: 5 min
              member: true
              grade: gold
            """
    ).attributes
    assert block["complex"] == Flag(0.2)
    assert block["urgency"] == Choice((("urgent", 0.1), ("routine", 0.9)))
    assert block["weight"] == Figure(ground.uniform(1, 9))
    assert block["effort"] == Figure(ground.constant(5))
    assert block["member"] == Flag(1.0)
    assert block["grade"] == Choice((("gold", 1.0),))


@pytest.mark.parametrize(
    ("attribute", "sentence"),
    [
        ("{chance: 120%}", "`120%` is more than all"),
        ("{choice: {a: 50%, b: 40%}}", "the shares add up to 90%"),
        ("{choice: [a, b]}", "where a block of values with their shares belongs"),
        ("{chnce: 20%}", "an attribute has no entry `chnce` | did you mean `chance`?"),
        ("{chance: 20%, choice: {a: 100%}}", "`choice` does not stand beside `chance`"),
        ("[1, 2]", "a list stands here, where an attribute belongs"),
    ],
)
def test_misread_attributes(attribute: str, sentence: str) -> None:
    assert sentence in only(text_with(attributes=f"attributes: {{trait: {attribute}}}"))


def test_attributes_have_one_kind_and_a_name_of_their_own() -> None:
    text = text_with(customers=one_class(attributes="{complex: 5}"))
    assert "`complex` is a number here and yes or no elsewhere" in only(text)
    text = text_with(attributes="attributes: {age: {uniform: {low: 18, high: 90}}}")
    assert "in conditions `age` means the time since the case arrived" in only(text)


# -- teams -----------------------------------------------------------------------------------------


def test_teams() -> None:
    blueprint = shop(
        teams="""\
            teams:
              tellers: {schedule: {"09:00": 3, "17:00": 0}, cost: 30/h, at_shift_end: hand over}
              advisers:
                members: [{name: senior, speed: 120%}, {name: junior, count: 2, cost: 20/h, hours: office}]
              web: {unlimited: true}
            """,
        hours="hours: {office: {open: '09:00-17:00'}}",
    )
    assert blueprint.teams["tellers"].schedule == Profile(((540, 3), (1020, 0)))
    assert blueprint.teams["tellers"].at_shift_end == "hand over"
    senior, junior = blueprint.teams["advisers"].members
    assert (senior.name, senior.count, senior.speed, senior.cost) == ("senior", 1, 1.2, None)
    assert (junior.count, junior.speed, junior.hours) == (2, 1.0, "office")
    assert blueprint.teams["web"].unlimited


@pytest.mark.parametrize(
    ("team", "sentence"),
    [
        ("{}", "a team needs to know how many | write `count: 3`"),
        ("{count: 3, schedule: {'09:00': 3}}", "`schedule` stands beside `count`"),
        ("{count: 3, members: [{name: a}]}", "`members` stands beside `count`"),
        ("{members: []}", "the list of members is empty"),
        ("{members: [{name: a}, {name: a}]}", "two entries are called `a`"),
        ("{members: [{nme: a}]}", "a kind of member has no entry `nme` | did you mean `name`?"),
        ("{members: [{name: a, skills: [x, y]}]}", "write each with its speed: `{x: 100%, y: 100%}`"),
        ("{members: [{name: a, skills: {x: 0}}]}", "a speed of nothing never ends any work"),
        ("{count: 3, skills: {}}", "no skill is named here"),
        ("{count: 3, skills: {x: 100}}", "did you mean `100%`?"),
        ("{schedule: 3}", "a schedule changes over the day; `3` does not | write `count: 3`"),
        ("{schedule: {'09:00': 2.5}}", "`2.5` is not a whole number"),
        ("{count: 3, pace: {}}", "a profile is a block of times of day"),
        ("{count: 3, pace: 90%}", "a pace changes over the day; `90%` does not"),
        ("{count: 3, pace: {'09:00': 0%}}", "a speed of nothing never ends any work"),
        ("{count: 3, absence: 5%}", "`5%` is a share, where the block of absence belongs"),
        ("{count: 3, absence: {chance: 5}}", "did you mean `5%`?"),
        ("{count: 3, breakdowns: {every: 40 h}}", "a kind of breakdown needs `repair`"),
        ("{count: 3, breakdowns: {every: 0, repair: 1 h}}", "without any time between them"),
        (
            "{unlimited: true, absence: {chance: 5%}}",
            "`absence` has no meaning where there is always a free one",
        ),
        ("{count: 100000}", "the most is 10 000"),
        (
            "{unlimited: true, hours: {open: '09:00-17:00'}}",
            "`hours` has no meaning where there is always a free one",
        ),
        ("{unlimited: false}", "`unlimited: false` says not how many"),
        ("{unlimited: 'yes'}", "write `true`"),
        ("{count: 3, at_shift_end: handover}", "did you mean `hand over`?"),
        ("{count: 3, hours: offce}", "there is no hours `offce`"),
        ("{count: 3, speed: 2}", "a team has no entry `speed` | it belongs to a kind of member"),
        ("3", "`3` is a bare number, where the block of a team belongs"),
    ],
)
def test_misread_teams(team: str, sentence: str) -> None:
    text = text_with(teams=f"teams: {{tellers: {team}, advisers: {{count: 1}}}}")
    assert any(sentence in line for line in told(text)), told(text)


def test_skills_pace_absence_and_breakdowns() -> None:
    teams = shop(
        teams="""\
            teams:
              tellers:
                members:
                  - {name: all}
                  - {name: new, skills: {cash: 80%}, absence: {chance: 9%}}
                  - {name: aid, skills: {}}
                skills: {cash: 100%, loans: 90%}
                pace: {"09:00": 100%, "14:00": 90%}
                absence: {chance: 5%}
              advisers: {count: 1, breakdowns: {every: {exponential: 40 h}, repair: 2 h}}
            """
    ).teams
    tellers = teams["tellers"]
    full, new, aid = tellers.members
    assert tellers.skills_of(full) == {"cash": 1.0, "loans": 0.9}
    assert (tellers.skills_of(new), tellers.skills_of(aid)) == ({"cash": 0.8}, {})
    assert tellers.all_skills == ("cash", "loans")
    assert (tellers.skilled, teams["advisers"].skilled) == (True, False)
    assert tellers.pace == Profile(((540, 1.0), (840, 0.9)))
    assert tellers.absence is not None
    assert tellers.absence.chance == 0.05
    assert teams["advisers"].breakdowns is not None
    assert teams["advisers"].breakdowns.every == ground.exponential(2400)


def test_resources_have_neither_skills_nor_pace() -> None:
    for word, value in (("skills", "{x: 100%}"), ("pace", "{'09:00': 90%}")):
        text = text_with(resources=f"resources: {{rooms: {{count: 1, {word}: {value}}}}}")
        assert f"a resource has no entry `{word}` | it belongs to" in only(text)
    text = text_with(resources="resources: {rooms: {count: 1, breakdowns: {every: 9 h, repair: 1 h}}}")
    assert loads(text).resources["rooms"].breakdowns is not None


def test_resources_have_no_speed_and_no_name_of_a_team() -> None:
    text = text_with(resources="resources: {rooms: {members: [{name: large, speed: 2}]}}")
    assert "a kind of unit has no entry `speed` | it belongs to a kind of member" in only(text)
    text = text_with(resources="resources: {tellers: {count: 1}}")
    assert "`tellers` is a team and a resource" in only(text)


# -- steps -----------------------------------------------------------------------------------------


def test_a_step_and_its_defaults() -> None:
    step = shop().steps["counter"]
    assert (step.lane, step.title, step.patience, step.own_patience) == ("onstage", "", None, False)
    assert step.queue.order == "fifo"
    assert step.time is not None
    assert step.time.otherwise == ground.constant(4)
    assert step.teams == ("tellers",)


def test_steps_in_full() -> None:
    step = shop(
        steps=steps(
            team="",
            needs="{tellers: 1, rooms: 2}",
            lane="backstage",
            title="Serve",
            notes="Bring an identity card",
            evidence="receipt",
            keep="{rooms: adviser}",
            time="{by: urgency, urgent: 1 min, otherwise: {exponential: 5 min}}",
            queue="{order: preemptive, interrupted: redraw, limit: 3, when_full: {to: adviser}, "
            "balk: {10: 50%, 5: 20%}}",
            patience="{exponential: 9 min}",
            gives_up="{to: adviser}",
            hand_off="10 min",
        )
    ).steps["counter"]
    assert step.needs == {"tellers": 1, "rooms": 2}
    assert step.keep == {"rooms": "adviser"}
    assert step.time is not None
    assert step.time.cases == {"urgent": ground.constant(1)}
    assert step.queue.when_full == WhenFull(to="adviser")
    assert step.queue.balk == ((5, 0.2), (10, 0.5))
    assert step.gives_up == "adviser"
    assert step.own_patience
    assert shop(steps=steps(patience="endless")).steps["counter"].own_patience
    assert shop(steps=steps(queue="{balk: {from: 12}}")).steps["counter"].queue.balk == ((12, 1.0),)
    assert shop(steps=steps(team="", first_free="[advisers, tellers]")).steps["counter"].first_free == (
        "advisers",
        "tellers",
    )


def test_a_step_without_staff_is_a_delay() -> None:
    assert shop(steps=steps(team="", time="")).steps["counter"].time is None
    assert shop(steps=steps(team="")).steps["counter"].teams == ()


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"needs": "{rooms: 1}"}, "`needs` stands beside `team`"),
        ({"time": ""}, "the step has a `team` and no `time`"),
        ({"team": "", "queue": "{limit: 3}"}, "`queue` has no meaning where nobody is waited for"),
        ({"team": "", "patience": "3 min"}, "`patience` has no meaning where nobody is waited for"),
        ({"team": "", "needs": "{tellers: 9}"}, "the step needs 9 of `tellers`, which never has more than 3"),
        ({"team": "", "needs": "{tellers: 0}"}, "the least is 1"),
        ({"team": "", "needs": "[tellers]"}, "where a block of teams with how many of each belongs"),
        ({"team": "", "first_free": "tellers"}, "`tellers` is not a list of teams"),
        ({"team": "", "first_free": "[tellers, tellers]"}, "`tellers` stands here twice"),
        ({"team": "teller"}, "there is no team or resource `teller` | did you mean `tellers`?"),
        ({"keep": "{rooms: adviser}"}, "`rooms` is kept and not needed by this step"),
        ({"keep": "{tellers: advisor}"}, "there is no step `advisor`"),
        ({"queue": "{order: fofo}"}, "`fofo` is not one of `fifo`, `lifo`"),
        ({"queue": "{when_full: leave}"}, "`when_full` needs a `limit`"),
        (
            {"queue": "{limit: 3, when_full: block}", "hand_off": "3 min"},
            "`hand_off` stands beside `when_full: block`",
        ),
        ({"queue": "{limit: 3, when_full: adviser}"}, "write `leave`, `block` or `{to: adviser}`"),
        ({"queue": "{balk: 12}"}, "write a length, or chances by length, such as `{from: 12}`"),
        ({"queue": "{balk: {from: 12, 5: 20%}}"}, "`5` stands beside `from`"),
        ({"queue": "{balk: {many: 20%}}"}, "`many` is no length of a queue"),
        ({"gives_up": "adviser"}, "write `{to: adviser}`"),
        ({"gives_up": "{too: adviser}"}, "did you mean `to`?"),
        ({"cost": "2 USD"}, "this is in `USD`, the blueprint reckons in `EUR`"),
        ({"set_up": "2/h"}, "`2/h` is a rate, where a duration belongs"),
        ({"by": "robot"}, "`robot` is not one of `person`, `machine`"),
        ({"team": "", "by": "person"}, "no person works here: the step names nobody"),
        ({"team": "", "set_up": "3 min"}, "`set_up` has no meaning where nobody is waited for"),
        ({"sets": "{complex: 3}"}, "`complex` is a number here and yes or no elsewhere"),
        ({"sets": "{age: 3}"}, "in conditions `age` means the time since the case arrived"),
        ({"sets": "{a: {choice: {x: 50%}}}"}, "the shares add up to 50%"),
        ({"escalate": "{after: 5 min}"}, "an escalation does nothing"),
        ({"escalate": "{after: 0, priority: 1}"}, "`0` is no time at all"),
        ({"escalate": "{after: 5 min, to: advisor}"}, "there is no step `advisor` | did you mean `adviser`?"),
        ({"escalate": "{after: 5 min, to: counter}"}, "goes to the step where it waits"),
        ({"escalate": "{after: 5 min, priority: urgent}"}, "there is no priority `urgent`"),
        ({"comes_back": "{share: 6%, after: 3 d, as: business}"}, "`business` come by themselves"),
        ({"comes_back": "{share: 6%, after: 3 d, as: busines}"}, "did you mean `business`?"),
        ({"comes_back": "{share: 6%, as: business}"}, "needs `after`"),
        ({"time": "{by: urgency, urgent: 1 min}"}, "the value `routine` has no time here"),
        (
            {"time": "{by: urgency, urgnt: 1 min, otherwise: 2 min}"},
            "there is no value `urgnt` | did you mean `urgent`?",
        ),
        ({"time": "{by: complex, yes: 1 min}"}, "the value `no` has no time here"),
        ({"time": "{by: weight, 3: 1 min}"}, "`weight` is a number, and other values may come"),
        (
            {"time": "{by: weight, heavy: 1 min, otherwise: 2 min}"},
            "`weight` is a number, and `heavy` is not",
        ),
        ({"time": "{by: customers, walk-in: 1 min}"}, "the class of customers `business` has no time here"),
        ({"time": "{by: customer, otherwise: 1 min}"}, "did you mean `customers`?"),
        ({"time": "{by: urgency}"}, "no value has a time here"),
        ({"lane": "on stage"}, "did you mean `onstage`?"),
        ({"next": ""}, "a step needs `next` | write `next: counter`"),
    ],
)
def test_misread_steps(entries: dict[str, str], sentence: str) -> None:
    text = text_with(
        steps=steps(**{word: f"'{value}'" if "yes:" in word else value for word, value in entries.items()})
    )
    assert any(sentence in line for line in told(text)), told(text)


# -- service levels, outcomes, the whole -----------------------------------------------------------


def test_service_levels() -> None:
    sla = shop(
        sla="sla: {quick: {measure: wait, step: counter, within: 10 min, at_least: 90%, abandoned: exclude}}"
    ).sla
    assert (sla["quick"].measure, sla["quick"].within, sla["quick"].abandoned) == ("wait", 10.0, "exclude")


@pytest.mark.parametrize(
    ("sla", "sentence"),
    [
        ("{measure: wiat, at_most: 3 min}", "there is no measure `wiat` | did you mean `wait`?"),
        ("{measure: wait}", "a service level needs a bound"),
        ("{measure: wait, at_least: 1 min, at_most: 3 min}", "`at_most` stands beside `at_least`"),
        ("{measure: wait, at_least: 90%}", "a share of `wait` needs the time it is measured against"),
        ("{measure: wait, within: 5 min, at_most: 90%}", "a share `within` a time is held from below"),
        ("{measure: abandoned, within: 5 min, at_most: 3%}", "`within` is for times of each customer"),
        ("{measure: abandoned, at_most: 3}", "did you mean `3%`?"),
        ("{measure: utilisation, step: counter, at_most: 90%}", "`utilisation` is not measured by `step`"),
        ("{measure: overtime, at_most: 10 min}", "`overtime` needs `team`"),
        ("{measure: cost, team: tellers, customers: business, at_most: 3}", "`cost` goes by"),
        ("{measure: wait, at_most: 3 min, abandoned: exclude}", "`abandoned` goes with `within`"),
        ("{measure: wait, within: 3 min, at_least: 90%, per: 0}", "`0` is no time at all"),
        ("{measure: wait, at_most: 3 min, penalty: 5}", "`penalty` goes with `within`"),
        ("{measure: wait, within: 3 min, at_least: 90%, penalty: 5/h}", "where an amount of money belongs"),
        (
            "{measure: abandoned, at_most: 3%, counted_in: office}",
            "`counted_in` is for times from one moment to another",
        ),
        (
            "{measure: utilisation, team: tellers, at_most: 90%, where: complex}",
            "`where` is for times and shares of customers",
        ),
        ("{measure: wait, at_most: 3 min, where: complx}", "there is no attribute `complx`"),
        ("{measure: wait, at_most: 3 min, where: age > 1 h}", "a service level looks back on whole cases"),
        (
            "{measure: wait, at_most: 3 min, where: counter.waiting > 3}",
            "a service level looks back on whole",
        ),
        ("{at_most: 3 min}", "a service level needs a `measure` | write `measure: wait`"),
        (
            "{from: arrived, at_most: 3 min}",
            "`from` needs `to` too | write the other moment, such as `to: left`",
        ),
        ("{measure: wait, from: arrived, at_most: 3 min}", "`from` stands beside `measure`"),
        ("{from: arrived, to: counter, at_most: 3 min}", "`counter` is no moment of a case"),
        ("{from: arrived, to: counter.start, at_most: 3 min}", "a step has no moment `start` | did you mean"),
        (
            "{from: countr.ready, to: left, at_most: 3 min}",
            "there is no step `countr` | did you mean `counter`?",
        ),
        (
            "{from: arrived, to: left, step: counter, at_most: 3 min}",
            "`from ... to` is not measured by `step`",
        ),
        ("{from: arrived, to: left, at_least: 90%}", "a share of `from ... to` needs the time"),
        ("{measure: span, at_most: 3 min}", "there is no measure `span`"),
        ("{measure: wait, step: countr, at_most: 3 min}", "there is no step `countr`"),
        ("{measure: outcome_srved, at_least: 50%}", "no step ends with `srved` | did you mean `served`?"),
    ],
)
def test_misread_service_levels(sla: str, sentence: str) -> None:
    text = text_with(sla=f"sla: {{level: {sla}}}")
    assert any(sentence in line for line in told(text)), told(text)


def test_a_service_level_from_one_moment_to_another() -> None:
    level = shop(
        hours="hours: {office: {open: '09:00-17:00'}}",
        sla="sla: {level: {from: counter.ready, to: \"'adviser'.finished\", where: urgency is urgent, "
        "within: 1 h, at_least: 90%, per: 30 min, counted_in: office, penalty: 5 EUR}}",
    ).sla["level"]
    assert level.measure is None
    assert (level.from_, level.to) == (CaseMoment("ready", "counter"), CaseMoment("finished", "adviser"))
    assert (level.per, level.counted_in, level.penalty) == (30.0, "office", 5.0)
    assert level.where is not None


def test_deadlines() -> None:
    rule = shop(
        hours="hours: {office: {open: '09:00-17:00'}}",
        deadlines="deadlines: {promise: {after: 48 h, counted_in: office, customers: business, to: adviser}}",
    ).deadlines["promise"]
    assert (rule.after, rule.counted_in, rule.customers) == (2880.0, "office", ("business",))
    assert (rule.to, rule.priority) == ("adviser", None)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("{after: 48 h}", "a deadline does nothing"),
        ("{to: adviser}", "a deadline needs `after`"),
        ("{after: 48 h, to: advisor}", "there is no step `advisor` | did you mean `adviser`?"),
        ("{after: 48 h, priority: high}", "there is no priority `high`"),
        ("{after: 48 h, priority: 1, customers: bussiness}", "did you mean `business`?"),
        ("{after: 48 h, priority: 1, customers: [bussiness]}", "did you mean `business`?"),
        ("{after: 48 h, priority: 1, customers: []}", "where a class or a list of classes belongs"),
        ("{after: 48 h, priority: 1, counted_in: offce}", "there is no hours `offce`"),
    ],
)
def test_misread_deadlines(rule: str, sentence: str) -> None:
    assert sentence in only(text_with(deadlines=f"deadlines: {{promise: {rule}}}"))


def test_outcomes() -> None:
    assert shop(outcomes="outcomes: {served: unsolved}").outcomes == {"served": "unsolved"}
    assert "no step ends with `approved` | known: served" in only(
        text_with(outcomes="outcomes: {approved: solved}")
    )
    assert "`solvd` is not one of `solved`, `unsolved`" in only(
        text_with(outcomes="outcomes: {served: solvd}")
    )


def test_names() -> None:
    text = text_with(resources="resources: {'room*': {count: 1}}")
    assert "the name `room*` has a star in it" in only(text)
    text = text_with(steps="steps: {join: {next: {end: served}}}", customers=one_class(starts_at="join"))
    assert any("a step cannot be called `join`" in line for line in told(text))


@pytest.mark.parametrize("block", ["customers", "steps"])
def test_nothing_runs_without_customers_and_steps(block: str) -> None:
    assert any(f"`{block}` is empty" in line for line in told(text_with(**{block: f"{block}: {{}}"})))


def test_every_word_has_its_meaning() -> None:
    for part in all_parts():
        assert part.__doc__
        for word, field in part.entries().items():
            assert field.description, (part, word)
            assert field.description.endswith("."), (part, word)
            assert field.examples, (part, word)
            assert word not in part.later
