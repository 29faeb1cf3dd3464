"""The way on: its forms, what the options of a step must be together, and branches."""

from __future__ import annotations

import pytest

from simulator.blueprint.condition_tree import Flag, Name
from tests.blueprint.written import only, shop, steps, text_with, told


def test_a_name_an_option_or_a_list() -> None:
    (option,) = shop(steps=steps(next="adviser")).steps["counter"].next
    assert option.to == "adviser"
    (option,) = shop(steps=steps(next="{to: adviser}")).steps["counter"].next
    assert option.to == "adviser"
    first, second, third = (
        shop(
            steps=steps(
                next="[{to: adviser, if: complex}, "
                "{name: rework, kind: rework, to: counter, share: 6%, rounds: 2}, {end: served}]"
            )
        )
        .steps["counter"]
        .next
    )
    assert first.if_ == Flag(Name("complex"))
    assert (second.name, second.kind, second.share, second.rounds) == ("rework", "rework", 0.06, 2)
    assert third.end == "served"


def test_a_parallel() -> None:
    blueprint = shop(
        steps="""\
            steps:
              counter:
                next:
                  parallel: [{to: lab, if: complex}, x-ray, {to: lab, name: again}]
                  then: {shortest: [adviser, desk]}
              lab: {time: 5 min, next: join}
              x-ray: {time: 5 min, next: join}
              adviser: {team: advisers, time: 9 min, next: {end: served}}
              desk: {team: tellers, time: 9 min, next: {end: served}}
            """
    )
    (option,) = blueprint.steps["counter"].next
    assert [branch.path for branch in option.parallel or ()] == ["lab", "x-ray", "again"]
    assert option.then is not None
    assert option.then.shortest == ("adviser", "desk")
    assert option.wait_for == "all"


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ("[]", "the list of ways on is empty"),
        ("{}", "a way on leads nowhere | write `to: counter` or `end: served`"),
        ("3", "where a way on belongs"),
        ("countr", "there is no step `countr` | did you mean `counter`?"),
        ("{to: adviser, end: served}", "`end` stands beside `to`"),
        ("{end: abandoned}", "`abandoned` is counted by the simulator itself"),
        ("{callback: advisor}", "there is no step `advisor` | did you mean `adviser`?"),
        ("{callback: adviser, unreachable: 12}", "did you mean `12%`?"),
        ("{callback: adviser, tries: 0}", "`0` is too small"),
        ("{to: adviser, tries: 2}", "`tries` goes with `callback`"),
        ("{to: adviser, rest: cancel}", "`rest` goes with `parallel`"),
        ("{callback: adviser, end: served}", "`callback` stands beside `end`"),
        ("{shortest: adviser}", "`adviser` is not a list of steps"),
        ("{shortest: [adviser, adviser]}", "`adviser` stands here twice"),
        ("{shortest: [adviser, join]}", "there is no step `join`"),
        ("{parallel: [adviser]}", "a parallel needs `then`"),
        ("{parallel: [], then: adviser}", "where a list of branches belongs"),
        (
            "{parallel: [{to: adviser}], wait_for: some, then: adviser}",
            "`some` is not `all`, `any` or a number",
        ),
        ("{parallel: [{to: adviser}], wait_for: 0, then: adviser}", "`0` is too small"),
        (
            "{parallel: [{to: adviser}], wait_for: 2, then: adviser}",
            "2 branches are waited for, and there are 1",
        ),
        ("{parallel: [adviser, adviser], then: counter}", "two branches are called `adviser`"),
        ("{to: adviser, then: counter}", "`then` goes with `parallel`"),
        ("join", "`counter` joins a parallel, and can be reached outside of one"),
        ("{to: adviser, share: 50%}", "the shares add up to 50%, and nothing takes the rest"),
        ("{to: adviser, if: complex}", "no way on is left where none of the conditions holds"),
        ("{to: adviser, rounds: 2}", "no way on is left when the `rounds` are used up"),
        (
            "[{end: served, share: 0%}, {to: adviser, share: 100%, rounds: 1}]",
            "no way on is left when the `rounds` are used up | add one at the end without",
        ),
        (
            "[{to: adviser, if: complex}, {end: served, share: 0%}, {to: adviser, rounds: 1}]",
            "no way on is left when the `rounds` are used up",
        ),
        (
            "[{to: adviser, share: 60%}, {to: counter, share: 60%}, {end: served}]",
            "the shares add up to 120%",
        ),
        (
            "[{to: adviser, share: 60%}, {to: counter, if: complex}, {end: served}]",
            "an `if` stands below a `share`",
        ),
        ("[{to: adviser}, {end: served}]", "two ways on take the rest"),
        ("[{to: adviser}, {end: served, share: 5%}]", "this way on is never taken"),
        ("[{to: adviser, if: complex, share: 5%}, {end: served}]", "`share` stands beside `if`"),
        ("[{to: adviser, share: 50%, name: a}, {end: served, name: a}]", "two ways on are called `a`"),
        (
            "[{to: adviser, if: complx}, {end: served}]",
            "there is no attribute `complx` | did you mean `complex`?",
        ),
        ("[{to: adviser, if: business}, {end: served}]", "`business` is a class of customers"),
        ("[{to: adviser, if: urgency}, {end: served}]", "`urgency` is a choice | write `urgency is urgent`"),
        (
            "[{to: adviser, if: complex is yes}, {end: served}]",
            "`complex` is yes or no | write `complex`",
        ),
        ("[{to: adviser, if: weight}, {end: served}]", "`weight` is a number | write `weight > 3`"),
        (
            "[{to: adviser, if: urgency is urgnt}, {end: served}]",
            "`urgency` has no value `urgnt` | did you mean `urgent`?",
        ),
        (
            "[{to: adviser, if: customers is buziness}, {end: served}]",
            "there is no class of customers `buziness`",
        ),
        ("[{to: adviser, if: countr.waiting > 3}, {end: served}]", "there is no step `countr`"),
        ("{end: leave}", "an end cannot be called `leave`: it goes out of a module | write `to: leave`"),
        ("{end: join}", "an end cannot be called `join`: it ends a branch of a parallel"),
        ("[{to: counter, share: 6%, times: 2}, {end: served}]", "no entry `times` | did you mean `rounds`?"),
        (
            "[{to: adviser, kind: redo}, {end: served}]",
            "`redo` is not one of `rework`, `escalation`, `return`",
        ),
    ],
)
def test_misread_routes(way: str, sentence: str) -> None:
    text = text_with(steps=steps(next=way))
    assert any(sentence in line for line in told(text)), told(text)


@pytest.mark.parametrize(
    "ways",
    [
        "[{to: adviser, share: 33.4%}, {to: counter, share: 33.3%}, {end: served, share: 33.3%}]",
        "[{to: adviser, share: 100%}, {end: served}]",
        "[{to: counter, rounds: 2}, {end: served}]",
        "[{to: counter, share: 50%, rounds: 2}, {end: served, share: 50%}]",
        "[{to: counter, if: complex, rounds: 1}, {to: adviser, share: 0%}, {end: served}]",
    ],
)
def test_ways_on_that_leave_nobody_behind(ways: str) -> None:
    assert shop(steps=steps(next=ways)).steps["counter"].next


def test_a_parallel_belongs_to_one_path() -> None:
    text = text_with(
        steps="""\
            steps:
              counter: {next: [{parallel: [lab, check], then: {end: served}, share: 50%}, check]}
              check: {next: {parallel: [{to: lab, name: second}], then: join}}
              lab: {next: join}
              adviser: {next: {end: served}}
            """
    )
    found = told(text)
    assert any("the parallel of `check` is reached from" in line for line in found)


def test_an_attribute_that_nobody_who_comes_there_has() -> None:
    text = text_with(
        customers="""\
            customers:
              walk-in: {starts_at: counter, arrivals: {rate: 3/h}}
              business: {starts_at: adviser, arrivals: {rate: 3/h}, attributes: {vip: {chance: 5%}}}
            """,
        steps=steps(next="[{end: served, if: vip}, {end: left}]"),
    )
    assert "no customer who comes here has the attribute `vip` | here come `walk-in`" in only(text)


def test_a_time_by_an_attribute_that_some_have_not() -> None:
    customers = """\
        customers:
          walk-in: {starts_at: counter, arrivals: {rate: 3/h}}
          business: {starts_at: counter, arrivals: {rate: 3/h}, attributes: {vip: {chance: 5%}}}
        """
    text = text_with(customers=customers, steps=steps(time="{by: vip, 'yes': 1 min, 'no': 2 min}"))
    assert "`walk-in` comes here too and has no attribute `vip` | add `otherwise`" in only(text)
    shop(customers=customers, steps=steps(time="{by: vip, 'yes': 1 min, otherwise: 2 min}"))
