"""From text to a located tree: places, values, limits, traps, and the words for each fault."""

from __future__ import annotations

import os
import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.blueprint.event_reader import DEEPEST, MOST_ENTRIES
from simulator.blueprint.source import LARGEST_BYTES
from simulator.blueprint.tree import condensed
from simulator.blueprint.yaml_tree import Tree, find, locate, plain, problem_at, read_file, read_text
from simulator.errors import BlueprintError, Problem


def fatal(text: str) -> tuple[Problem, ...]:
    """The problems of a text that cannot be read to its end."""
    with pytest.raises(BlueprintError) as caught:
        read_text(text, "b.yaml")
    return caught.value.problems


def only(text: str) -> tuple[Problem, object]:
    """The one problem of a text that was read all the same, and what was read."""
    tree = read_text(text, "b.yaml")
    assert len(tree.problems) == 1, tree.problems
    return tree.problems[0], plain(tree.root)


# -- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("4", 4),
        ("-4", -4),
        ("+4", 4),
        ("0", 0),
        ("0.8", 0.8),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("0o17", 15),
        ("0x1F", 31),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("4 min", "4 min"),
        ("30/h", "30/h"),
        ("20%", "20%"),
        ("y", "y"),
        ("n", "n"),
        ("2026-05-01", "2026-05-01"),
        ("2026-05-01 09:00", "2026-05-01 09:00"),
        ("Mon 09:00", "Mon 09:00"),
        ("09:00-12:00", "09:00-12:00"),
        ("1_000 rooms", "1_000 rooms"),
        ("'4'", "4"),
        ('"true"', "true"),
        ('"no"', "no"),
        ('"09:30"', "09:30"),
        ('""', ""),
        ("[]", []),
        ("{}", {}),
        ("[1, a, 0.5]", [1, "a", 0.5]),
        (".inf", float("inf")),
        ("-.inf", float("-inf")),
        ("步骤", "步骤"),
    ],
)
def test_a_word_is_what_yaml_1_2_says(word: str, value: object) -> None:
    tree = read_text(f"a: {word}")
    assert tree.problems == ()
    assert plain(tree.root) == {"a": value}
    assert type(plain(tree.root)["a"]) is type(value)


def test_nan_is_a_number_that_the_schema_judges() -> None:
    value = plain(read_text("a: .nan").root)["a"]
    assert isinstance(value, float)
    assert value != value


def test_names_are_texts_as_they_are_written() -> None:
    tree = read_text("2: a\n1.50: b\ntrue: c\n'x y': d\n柜台: e\n")
    assert plain(tree.root) == {"2": "a", "1.50": "b", "true": "c", "x y": "d", "柜台": "e"}
    assert tree.problems == ()


def test_the_order_of_the_file_is_kept() -> None:
    assert list(plain(read_text("b: 1\na: 2\nc: 3\n").root)) == ["b", "a", "c"]


def test_quoted_texts_say_so() -> None:
    tree = read_text("a: 'x'\nb: x\nc: |\n  x\n")
    assert [find(tree, (name,)).quoted for name in "abc"] == [True, False, True]  # type: ignore[union-attr]


def test_a_block_of_text_keeps_its_lines() -> None:
    assert plain(read_text("a: |\n  one\n  - two: 09:30\n").root) == {"a": "one\n- two: 09:30\n"}


@pytest.mark.parametrize(
    "text", ["a: 1\r\nb: 2\r\n", "\ufeffa: 1\nb: 2\n", "a: 1\rb: 2", "---\na: 1\nb: 2\n...\n"]
)
def test_ends_of_lines_and_marks_of_the_text_do_not_matter(text: str) -> None:
    tree = read_text(text)
    assert plain(tree.root) == {"a": 1, "b": 2}
    assert tree.problems == ()


def test_json_is_yaml() -> None:
    tree = read_text('{"a":1,"b":{"c":[true,null,"x"]}}')
    assert plain(tree.root) == {"a": 1, "b": {"c": [True, None, "x"]}}
    assert tree.problems == ()


# -- places ---------------------------------------------------------------------------------------

PLACED = """\
teams:
  tellers: {count: 3, cost: 30/h}
steps:
  counter:
    next:
      - {to: adviser, if: complex}
      - end: served
"""


def test_value_and_name_have_a_place() -> None:
    tree = read_text(PLACED)
    assert locate(tree, ("teams", "tellers", "count")) == (2, 20, "  tellers: {count: 3, cost: 30/h}")
    assert locate(tree, ("teams", "tellers", "count"), "key") == (2, 13, "  tellers: {count: 3, cost: 30/h}")
    assert locate(tree, ("steps", "counter", "next", 1, "end")) == (7, 14, "      - end: served")
    assert locate(tree, ("steps", "counter", "next", 0)) == (6, 9, "      - {to: adviser, if: complex}")


def test_what_is_missing_is_looked_for_at_its_parent() -> None:
    tree = read_text(PLACED)
    assert locate(tree, ("teams", "tellers", "schedule", "09:00"))[:2] == (2, 3)
    assert locate(tree, ("steps", "counter", "next", 7, "to"))[:2] == (5, 5)
    assert locate(tree, ("nothing",))[:2] == (1, 1)


def test_a_group_below_its_name_is_shown_at_the_name() -> None:
    tree = read_text(PLACED)
    assert locate(tree, ("steps", "counter", "next"))[:2] == (5, 5)
    assert locate(tree, ("teams", "tellers"))[:2] == (2, 12)


def test_where_nothing_is_written_the_name_is_shown() -> None:
    tree = read_text("a:\n  b:\n\nc: 1\n")
    assert locate(tree, ("a", "b"))[:2] == (2, 3)


def test_a_problem_says_file_line_column_path_and_cure() -> None:
    tree = read_text(PLACED, "bank.yaml")
    problem = problem_at(tree, ("steps", "counter", "next", 0, "to"), "no such step", "add one", code="x")
    assert str(problem) == (
        "bank.yaml:6:14: steps.counter.next.adviser.to: no such step\n"
        "  6 |       - {to: adviser, if: complex}\n"
        "    |              ^\n"
        "  add one"
    )


def test_entries_of_a_list_go_by_name_or_by_number() -> None:
    tree = read_text("a:\n  - {name: x}\n  - {to: y}\n  - {to: z}\n  - {to: z}\n  - 5\n  - {name: '7'}\n")
    paths = [problem_at(tree, ("a", number), "m").path for number in range(6)]
    assert paths == ["a.x", "a.y", "a.3", "a.4", "a.5", 'a."7"']


def test_a_name_with_a_dot_stands_in_quotes_in_a_path() -> None:
    tree = read_text("teams: {St. Mary: 1, 'say \"x\"': 2}")
    assert problem_at(tree, ("teams", "St. Mary"), "m").path == 'teams."St. Mary"'
    assert problem_at(tree, ("teams", 'say "x"'), "m").path == 'teams."say \\"x\\""'


def test_tabs_are_shown_and_long_lines_cut() -> None:
    tree = read_text("a: 'x\ty'\nb: '" + "z" * 500 + "'\n")
    assert locate(tree, ("a",)).snippet == "a: 'x→y'"
    assert len(locate(tree, ("b",)).snippet) == 140


# -- anchors, aliases, merge keys, tags -----------------------------------------------------------


def test_anchors_and_merge_keys_are_written_out() -> None:
    tree = read_text("a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, y: 3}\nd: {<<: [*a, {z: 4}], x: 0}\n")
    assert tree.problems == ()
    a = {"x": 1, "y": 2}
    assert plain(tree.root) == {"a": a, "b": a, "c": {"x": 1, "y": 3}, "d": {"y": 2, "z": 4, "x": 0}}


def test_a_merge_key_in_quotes_is_a_name() -> None:
    assert plain(read_text('a: {"<<": 1}').root) == {"a": {"<<": 1}}


def test_an_alias_points_at_the_part_it_stands_for() -> None:
    tree = read_text("a: &a\n  x: 1\nb: *a\n")
    assert locate(tree, ("b", "x"))[:2] == (2, 6)
    assert locate(tree, ("b",), "key")[:2] == (3, 1)


def test_an_unknown_alias_and_one_of_itself() -> None:
    problem, value = only("a: *all\n")
    assert (problem.code, problem.line, problem.column) == ("alias", 1, 4)
    assert value == {"a": "*all"}
    assert [problem.code for problem in fatal("a: &a {b: *a}\n")] == ["alias"]


def test_tags_are_refused_and_nothing_is_built() -> None:
    problem, value = only("a: !!python/object/apply:os.system ['echo no']\n")
    assert (problem.code, problem.line, problem.column) == ("tag", 1, 4)
    assert "!!python/object/apply:os.system" in problem.message
    assert value == {"a": ["echo no"]}


def test_a_bomb_does_not_unfold() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for name, before in zip("bcdefghijk", "abcdefghij", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(['*' + before] * 10)}]")
    (problem,) = fatal("\n".join(lines))
    assert problem.code == "too-many-entries"
    assert f"{MOST_ENTRIES:,}" in problem.message


def test_depth_is_limited_also_through_aliases() -> None:
    inside = DEEPEST - 1
    assert read_text("a: " + "[" * inside + "]" * inside).problems == ()
    assert fatal("a: " + "[" * DEEPEST + "]" * DEEPEST)[0].code == "too-deep"
    chain = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, DEEPEST + 5))
    assert fatal(chain)[0].code == "too-deep"


# -- traps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "place", "cure", "value"),
    [
        ("start: 09:30", "unquoted-time", (1, 8), '"09:30"', {"start": "09:30"}),
        ("a: {09:30: 3}", "unquoted-time", (1, 5), '"09:30"', {"a": {"09:30": 3}}),
        ("a: [08:00]", "unquoted-time", (1, 5), '"08:00"', {"a": ["08:00"]}),
        ("version: 1.10", "unquoted-version", (1, 10), '"1.10"', {"version": "1.10"}),
        ("name: no", "unquoted-yes-no", (1, 7), '"no"', {"name": "no"}),
        ("a: {Yes: 4}", "unquoted-yes-no", (1, 5), '"Yes"', {"a": {"Yes": 4}}),
        ("name: off", "unquoted-yes-no", (1, 7), "false", {"name": "off"}),
        ("count: 010", "leading-zero", (1, 8), "10", {"count": 10}),
        ("count: 1_000", "underscore-number", (1, 8), "1000", {"count": 1000}),
        ("time: 4,5 min", "decimal-comma", (1, 7), "4.5 min", {"time": "4.5 min"}),
        ("cv: 0,8", "decimal-comma", (1, 5), "0.8", {"cv": 0.8}),
        ("rate: 1,000/h", "decimal-comma", (1, 7), "1000/h", {"rate": "1000/h"}),
        ("t: {mean: 4,5 min}", "decimal-comma", (1, 11), "mean: 4.5 min", {"t": {"mean": "4.5 min"}}),
        ("t: {cv: 0,8, x: 1}", "decimal-comma", (1, 9), "cv: 0.8", {"t": {"cv": 0.8, "x": 1}}),
        ("t: [4,5 min, 6 min]", "decimal-comma", (1, 5), "4.5 min", {"t": ["4.5 min", "6 min"]}),
        (
            "a: {do: Greet, smile}",
            "comma-in-text",
            (1, 16),
            'do: "Greet, smile"',
            {"a": {"do": "Greet, smile"}},
        ),
        ("a: {do: x, y, z}", "comma-in-text", (1, 12), 'do: "x, y, z"', {"a": {"do": "x, y, z"}}),
        ("a: {mean:4 min}", "missing-space", (1, 9), "mean: 4 min", {"a": {"mean": "4 min"}}),
        ("a:\n  team:x", "missing-space", (2, 7), "team: x", {"a": {"team": "x"}}),
        ("a:\n  -to: x", "missing-space", (2, 3), "- to: x", {"a": [{"to": "x"}]}),
        ("lane: onstage,\nb: 1", "trailing-comma", (1, 14), "onstage", {"lane": "onstage", "b": 1}),
        ("a: “x”", "typographic-quotes", (1, 4), '"x"', {"a": "x"}),
        ("„09:00“: 3", "typographic-quotes", (1, 1), '"09:00"', {"09:00": 3}),
        ("a: x\na: y", "duplicate-key", (2, 1), "keep one", {"a": "x"}),
        ("null: x", "bad-key", (1, 1), '"null"', {}),
        (": x", "bad-key", (1, 1), "name: value", {}),
        ("[a]: x", "bad-key", (1, 1), "quotes", {}),
        ("? {a: b}\n: x", "bad-key", (1, 3), "quotes", {}),
        ("a: 1e999", "huge-number", (1, 4), "ordinary size", {"a": 1}),
        ("a: x\u200by", "invisible-character", (1, 5), "delete", {"a": "xy"}),
        ("a: x\x07y", "invisible-character", (1, 5), "delete", {"a": "x y"}),
        ("a:\n\u00a0 b: 1", "hard-space", (2, 1), "ordinary spaces", {"a": {"b": 1}}),
        ("a:\u00a0b", "hard-space", (1, 3), "ordinary space", {"a": "b"}),
        ('a: "\\ud800"', "backslash", (1, 4), "delete", {"a": "?"}),
        ('a: "\\UFFFFFFFF"', "backslash", (1, 5), "backslash", {"a": ""}),
    ],
)
def test_a_trap_is_named_and_read_as_it_was_meant(
    text: str, code: str, place: tuple[int, int], cure: str, value: object
) -> None:
    problem, found = only(text)
    assert problem.code == code
    assert (problem.line, problem.column) == place
    assert cure in problem.help
    assert problem.file == "b.yaml"
    assert problem.snippet
    assert found == value


@pytest.mark.parametrize(
    "text",
    [
        "version: 1.2",
        'version: "1.10"',
        "title: yes we can",
        "purpose: Three things, one after another",
        "purpose: 3,5 Sterne im Hotel",
        "purpose: the “fast” lane",
        "purpose: 'Servir\u00a0: vite'",
        "mean: 4\u00a0min",
        "a: [1,2,3]",
        "a: {b: [0,8]}",
        "a: 'x, y'",
        "purpose: goes on\n  in the next line",
        "purpose: 'x:y'",
        "notes: see https://example.org/a",
        "a: C:\\data",
        'a: "tab\\there"',
        "a: {x: , y: 1}",
        '# 注意:\u3000x\na: "注意:\u3000x"',
    ],
)
def test_what_is_no_trap_is_left_alone(text: str) -> None:
    assert read_text(text).problems == ()


def test_a_hard_space_in_a_value_is_an_ordinary_one() -> None:
    assert plain(read_text("a: 4\u00a0min\nb: '4\u00a0min'").root) == {"a": "4 min", "b": "4\u00a0min"}


def test_a_version_without_quotes_is_a_text_all_the_same() -> None:
    assert plain(read_text("version: 2").root) == {"version": "2"}
    assert plain(read_text("clock: {version: 2}").root) == {"clock": {"version": 2}}


def test_a_double_names_both_lines() -> None:
    problem, _ = only("steps:\n  a: 1\n  b: 2\n  a: 3\n")
    assert problem.message == "`a` is given twice: first in line 2, and again here"
    assert problem.line == 4
    assert problem.path == "steps.a"


def test_a_time_without_quotes_says_the_number_it_may_become() -> None:
    assert "the number 570" in only("a: 09:30")[0].message
    assert "the number 34200" in only("a: 9:30:00")[0].message


def test_several_traps_are_told_in_one_pass_in_the_order_of_the_file() -> None:
    tree = read_text("a: 09:30\nb: {mean: 4,5 min}\nc: no\nb: 2\nd:x\ne: f: g\nh: %6\n", "b.yaml")
    assert [(problem.line, problem.code) for problem in tree.problems] == [
        (1, "unquoted-time"),
        (2, "decimal-comma"),
        (3, "unquoted-yes-no"),
        (4, "duplicate-key"),
        (5, "missing-space"),
        (6, "colon-in-text"),
        (7, "first-sign"),
    ]


def test_many_of_a_kind_are_told_shortly() -> None:
    text = "a:\n" + "".join(f"  {hour:02}:00: 1\n" for hour in range(24))
    problems = read_text(text).problems
    assert len(problems) == 5
    assert problems[4].help == 'write "04:00" in quotes; and 19 more of this kind, in lines 7 to 25'


def test_sentences_stay_readable_whatever_the_file() -> None:
    (problem,) = condensed([Problem("x" * 10**6, help="y" * 10**6, path="z" * 10**6)])
    assert len(str(problem)) < 4_000


# -- syntax ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: {x: 1, y: 2\nb: 3", "bracket", (1, 4)),
        ("a: [1, 2\nb: 3", "bracket", (1, 4)),
        ("a: {", "bracket", (1, 4)),
        ("a: {x: 1}}\nb: 2", "bracket", (1, 10)),
        ("a: {x: [1, 2}", "bracket", (1, 13)),
        ('a: "x\nb: 3\n', "open-quote", (1, 4)),
        ("a: 'x\nb: 3\n", "open-quote", (1, 4)),
        ('a: "x\nb: "y"\n', "open-quote", (1, 4)),
        ("a: x: y", "colon-in-text", (1, 5)),
        ("a: {t: x: y}", "colon-in-text", (1, 9)),
        ("a: “x: y”", "colon-in-text", (1, 6)),
        ("steps:\n\ta: 1", "tab", (2, 1)),
        ("a: b\t\tc: d", "tab", (1, 5)),
        ("steps:\n  a:\n  \tb: 1", "tab", (3, 3)),
        ("a: 1\n  b: 2", "indentation", (2, 3)),
        ("a:\n    x: 1\n  y: 2", "indentation", (2, 5)),
        ("a:\n  to: b\n  - c", "mixed-entries", (3, 3)),
        ("a:\n  - c\n  to: b", "mixed-entries", (3, 3)),
        ("a: - b", "dash", (1, 4)),
        ("a:\n- b\nto: c\n  - d", "swallowed-entry", (4, 3)),
        ("b: 1\nhello\nc: 2", "no-colon", (2, 1)),
        ("a: {x: 1 y: 2}", "missing-comma", (1, 10)),
        ("a: {x: 1\n  y: 2}", "missing-comma", (2, 3)),
        ("a: ['x' 'y']", "missing-comma", (1, 9)),
        ("a: {x: 1，y: 2}", "full-width-sign", (1, 9)),
        ("a:\n  b：c\n  d: 1", "full-width-sign", (2, 4)),
        ("a: %6", "first-sign", (1, 4)),
        ("a: `b`", "first-sign", (1, 4)),
        ("a: @b", "first-sign", (1, 4)),
        ("a: *", "first-sign", (1, 4)),
        ("a: & b", "first-sign", (1, 4)),
        ("a: > 3", "first-sign", (1, 4)),
        ("a: ? b", "first-sign", (1, 4)),
        ("a: {*.x: 1}", "first-sign", (1, 5)),
        ('a: "C:\\data"', "backslash", (1, 7)),
        ('a: "x" y', "text-after-value", (1, 8)),
        ("a: 'it's'", "text-after-value", (1, 8)),
        ("a: {x: 1} y", "text-after-value", (1, 11)),
        ('a: "x",', "trailing-comma", (1, 7)),
        ("a: 1\n---\nb: 2", "several-documents", (2, 1)),
        ("- a\n- b", "not-a-mapping", (1, 1)),
        ("just words", "not-a-mapping", (1, 1)),
        ("a = 1", "not-a-mapping", (1, 1)),
        ("", "empty", (0, 0)),
        ("# nothing\n", "empty", (0, 0)),
        ("%YAML 3.0\n---\na: 1", "syntax", (1, 1)),
    ],
)
def test_a_fault_of_syntax_is_told_in_plain_words_where_it_is(
    text: str, code: str, place: tuple[int, int]
) -> None:
    try:
        problems = read_text(text, "b.yaml").problems
    except BlueprintError as error:
        problems = error.problems
    assert [problem.code for problem in problems] == [code]
    assert (problems[0].line, problems[0].column) == place
    assert problems[0].help
    assert not any(word in str(problems[0]) for word in ("token", "scalar", "mapping", "parsing"))


def test_after_a_doubtful_mend_no_further_syntax_is_told() -> None:
    assert [problem.code for problem in fatal("steps:\n  a: 1\n\tb: 1\nc: d: e")] == ["tab"]


def test_a_tab_after_the_colon_or_at_the_end_is_yaml() -> None:
    tree = read_text("a:\tb\nc: 1\t\nd:\n  -\tx:\t\ty\n")
    assert plain(tree.root) == {"a": "b", "c": 1, "d": [{"x": "y"}]}
    assert tree.problems == ()


# -- files ----------------------------------------------------------------------------------------


def file_problem(path: Path) -> Problem:
    with pytest.raises(BlueprintError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    return problem


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "银行.yaml"
    path.write_bytes("\ufeffblueprint: 银行\r\n".encode())
    tree = read_file(path)
    assert plain(tree.root) == {"blueprint": "银行"}
    assert tree.file == str(path)


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "bank_branch.yaml").write_text("a: 1")
    (tmp_path / "clinic.yaml").write_text("a: 1")
    assert file_problem(tmp_path / "bank-branch.yaml").help == "did you mean `bank_branch.yaml`?"
    assert file_problem(tmp_path / "bank_branch.yml").help == "did you mean `bank_branch.yaml`?"
    assert file_problem(tmp_path / "bank_branch").help == "did you mean `bank_branch.yaml`?"
    assert file_problem(tmp_path / "zoo.yaml").help == "the folder holds bank_branch.yaml, clinic.yaml"
    assert "no folder" in file_problem(tmp_path / "none" / "x.yaml").message


def test_an_empty_folder_suggests_a_start(tmp_path: Path) -> None:
    assert "sopsim new" in file_problem(tmp_path / "x.yaml").help


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1")
    problem = file_problem(tmp_path)
    assert (problem.code, problem.help) == ("folder", "name one of its files: a.yaml")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"])
def test_no_file_can_have_such_a_name(tmp_path: Path, name: str) -> None:
    assert file_problem(tmp_path / name).code == "missing-file"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")

    def refused(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    assert file_problem(path).code == "unreadable"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device that never ends")
def test_a_device_that_never_ends_is_too_large() -> None:
    assert file_problem(Path("/dev/zero")).code == "too-large"


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"# " + b"x" * LARGEST_BYTES)
    assert file_problem(path).code == "too-large"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"PK\x03\x04rest", "not-text", "Excel"),
        (b"%PDF-1.7", "not-text", "PDF"),
        (b"a: \x00", "not-text", "zero bytes"),
        ("a: b".encode("utf-16"), "wrong-encoding", "UTF-16"),
        (b"a: 1\nb: caf\xe9\n", "wrong-encoding", "UTF-8"),
    ],
)
def test_what_is_no_utf8_text_is_named(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    problem = file_problem(path)
    assert problem.code == code
    assert words in problem.message


def test_a_wrong_letter_is_shown_in_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\nb: caf\xe9\n")
    problem = file_problem(path)
    assert (problem.line, problem.column, problem.snippet) == (2, 7, "b: café")


def test_the_file_is_called_as_the_user_called_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("a: 09:30")
    monkeypatch.chdir(tmp_path)
    assert read_file("a.yaml").problems[0].file == "a.yaml"
    assert read_file(f".{os.sep}a.yaml").problems[0].file == f".{os.sep}a.yaml"


# -- whatever text --------------------------------------------------------------------------------


def read_or_told(text: str) -> Tree | None:
    """Read any text: a tree, or problems that can be shown (then None), and never another error."""
    try:
        tree = read_text(text)
    except BlueprintError as error:
        told = str(error)
        told.encode()
    else:
        return tree
    assert told
    return None


def read_and_shown(text: str) -> None:
    tree = read_or_told(text)
    if tree is None:
        return
    for problem in tree.problems:
        assert str(problem).encode()
    assert isinstance(plain(tree.root), dict)


@settings(deadline=None)
@given(st.text())
@example('"\\U00110000"')
@example("a: \ud800")
@example("{")
@example("{ #")
@example("? ")
@example('": x", "y')
@example("\u2028")
def test_any_text_is_read_or_told(text: str) -> None:
    read_and_shown(text)


SIGNS = st.sampled_from(
    [*string.ascii_lowercase[:4], *" \t\n:-,#&*!|>'\"%@`{}[]?.\\=~<“：，\u00a0\u3000", "  ", ": ", "- "]
)


@given(st.lists(SIGNS, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_heap_of_signs_is_read_or_told(text: str) -> None:
    read_and_shown(text)


@given(st.lists(SIGNS, max_size=4).map("".join), st.integers(0, len(PLACED)), st.integers(0, 6))
@settings(max_examples=400, deadline=None)
def test_any_slip_in_a_blueprint_is_read_or_told(slip: str, at: int, lost: int) -> None:
    read_and_shown(PLACED[:at] + slip + PLACED[at + lost :])


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    try:
        found = plain(read_file(path).root)
    except BlueprintError as error:
        found = str(error)
    assert isinstance(found, dict) or found.encode()
