"""The grammar of conditions: what is understood, how it binds, and where a fault is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.blueprint.condition_tree import (
    AllOf,
    AnyOf,
    Between,
    Compares,
    Condition,
    CustomersAre,
    Flag,
    HasValue,
    Name,
    Not,
    State,
    leaves,
)
from simulator.blueprint.conditions import condition
from simulator.blueprint.misread import Fault, Misread
from simulator.blueprint.reading import Reading

MINUTES = Reading()
A, B, C = (Flag(Name(letter)) for letter in "abc")


def read(text: Any) -> Condition:
    return condition(text, MINUTES)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("complex", Flag(Name("complex"))),
        ("needs_lab", Flag(Name("needs_lab"))),
        ("über-fällig", Flag(Name("über-fällig"))),
        ("'has spaces'", Flag(Name("has spaces"))),
        ("customers is business", CustomersAre(Name("business"))),
        ("customers is not walk-in", Not(CustomersAre(Name("walk-in")))),
        ('customers is "key accounts"', CustomersAre(Name("key accounts"))),
        ("urgency is urgent", HasValue(Name("urgency"), Name("urgent"))),
        ("urgency is not urgent", Not(HasValue(Name("urgency"), Name("urgent")))),
        ("weight > 20", Compares(Name("weight"), ">", 20.0)),
        ("weight ≥ 20", Compares(Name("weight"), ">=", 20.0)),
        ("weight ≤ 20", Compares(Name("weight"), "<=", 20.0)),
        ("weight == 20", Compares(Name("weight"), "=", 20.0)),
        ("weight ≠ 20", Compares(Name("weight"), "!=", 20.0)),
        ("weight<-1.5", Compares(Name("weight"), "<", -1.5)),
        ("effort > 2 h", Compares(Name("effort"), ">", 120.0)),
        ("ease = 20%", Compares(Name("ease"), "=", 0.2)),
        ("'x-ray'.visits < 3", State("visits", Name("x-ray"), "<", 3.0)),
        ("x-ray.visits < 3", State("visits", Name("x-ray"), "<", 3.0)),
        ("answer.waiting > 12", State("waiting", Name("answer"), ">", 12.0)),
        ("answer.expected_wait > 2 min", State("expected_wait", Name("answer"), ">", 2.0)),
        ("answer.expected_wait > 30 s", State("expected_wait", Name("answer"), ">", 0.5)),
        ("age > 1 h", State("age", None, ">", 60.0)),
        ("age > 90", State("age", None, ">", 90.0)),
        ('time between "12:00" and "13:00"', Between(720, 780)),
        ("time between 22:00 and 06:00", Between(1320, 360)),
        ("time between '18:00' and '24:00'", Between(1080, 1440)),
    ],
)
def test_tests(text: str, tree: Condition) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a and b or c", AnyOf((AllOf((A, B)), C))),
        ("a or b and c", AnyOf((A, AllOf((B, C))))),
        ("(a or b) and c", AllOf((AnyOf((A, B)), C))),
        ("not a and b", AllOf((Not(A), B))),
        ("not (a and b)", Not(AllOf((A, B)))),
        ("not not a", Not(Not(A))),
        ("a and b and c", AllOf((A, B, C))),
        ("((a))", A),
        ('time between "12:00" and "13:00" and a', AllOf((Between(720, 780), A))),
    ],
)
def test_not_binds_closer_than_and_than_or(text: str, tree: Condition) -> None:
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("a && b", 2, "`&` is no sign of a condition | write `and`"),
        ("a || b", 2, "write `or`"),
        ("!a", 0, "write `not`"),
        ("a + b > 3", 2, "conditions compare, they do not reckon"),
        ("a and", 5, "nothing follows `and`"),
        ("or a", 0, "a name belongs here, not `or`"),
        ("(a or b", 0, "this `(` is never closed"),
        ("a)", 1, "a `)` too many"),
        ("a b", 2, "`b` follows `a` without a word between"),
        ("x is 3", 5, "write `x = 3`"),
        ("x is not 3", 9, "write `x != 3`"),
        ("x = urgent", 4, "write `x is urgent`"),
        ("x != urgent", 5, "write `x is not urgent`"),
        ("3 < x", 0, "a comparison begins with a name"),
        ("1 < age < 3", 0, "a comparison begins with a name"),
        ("age > 1 < 3", 8, "two comparisons in a row"),
        ("age", 0, "`age` is a figure, and is compared with one"),
        ("age > soon", 6, "a number or a duration belongs here"),
        ("age > 5 mins", 6, "did you mean `min`?"),
        ("age > -1 h", 6, "below zero"),
        ("answer.wait > 3", 7, "a step has no figure `wait` | did you mean `waiting` or `expected_wait`?"),
        ("answer.visits < 2 min", 16, "where a number belongs"),
        ("customers = b", 0, "`customers` is compared with `is`"),
        ("customers is", 12, "the name of a class of customers belongs after `is`"),
        ("time > 3", 0, "`time` goes with `between`"),
        ("time between 12:00 or 13:00", 19, "`between` needs two times"),
        ("time between 12:00 and 12:00", 0, "the two times are the same"),
        ("time between noon and 13:00", 13, "`noon` is not a time of day"),
        ("urgency is 'urgent", 11, "the quote ' is never closed"),
        ("x > 1,5", 5, "`,` is no sign of a condition"),
        ("", 0, "the condition is empty"),
    ],
)
def test_a_fault_has_its_column(text: str, column: int, told: str) -> None:
    with pytest.raises(Misread) as caught:
        read(text)
    (fault,) = caught.value.faults
    assert told in f"{fault.message} | {fault.help}"
    assert fault.offset == column


@pytest.mark.parametrize("value", [True, 3, None, ["a"], {"a": 1}])
def test_only_texts_are_conditions(value: Any) -> None:
    with pytest.raises(Misread):
        read(value)


def test_brackets_have_a_bottom() -> None:
    with pytest.raises(Misread, match="nested too deep"):
        read("(" * 500 + "a" + ")" * 500)


def test_the_tests_from_left_to_right() -> None:
    assert list(leaves(read("not (a and b) or c"))) == [A, B, C]


@given(st.text(max_size=40))
def test_no_text_is_more_than_misread(text: str) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        read(text)
    except Misread as misread:
        faults = misread.faults
    assert all(0 <= fault.offset <= len(text) for fault in faults)


_NAMES = st.sampled_from(["a", "b", "c"])
_TREES = st.recursive(
    _NAMES.map(lambda name: (name, Flag(Name(name)))),
    lambda inner: st.one_of(
        inner.map(lambda one: (f"not ({one[0]})", Not(one[1]))),
        st.tuples(inner, inner).map(
            lambda two: (f"({two[0][0]}) and ({two[1][0]})", AllOf((two[0][1], two[1][1])))
        ),
        st.tuples(inner, inner).map(
            lambda two: (f"({two[0][0]}) or ({two[1][0]})", AnyOf((two[0][1], two[1][1])))
        ),
    ),
    max_leaves=8,
)


@given(_TREES)
def test_brackets_say_how_it_binds(written: tuple[str, Condition]) -> None:
    text, tree = written
    assert read(text) == tree
