"""What the documents of a service lack."""

from __future__ import annotations

import datetime as dt

from simulator.blueprint.load import loads
from simulator.model.document_gaps import find_document_gaps

TODAY = dt.date(2026, 6, 1)

COMPLETE = """\
blueprint: Desk
version: "1.0.0"
document:
  id: BR-001
  effective: "2026-01-05"
  review: "2027-01-05"
  owner: head of service
  approved_by: branch manager
  scope: the desk
  records: desk log
  retention: ten years
  revisions:
    - {version: "1.0.0", date: "2026-01-05", change: first version}
clock: {unit: min, run_for: 8 h}
customers: {guest: {starts_at: desk, arrivals: {rate: 6/h}}}
teams: {clerks: {count: 1}}
steps:
  desk:
    team: clerks
    time: {exponential: 3 min}
    sop:
      id: D-1
      actions:
        - {id: greet, do: Greet, standard_time: 1 min, lock: free}
        - {id: enter, do: Enter, standard_time: 2 min, lock: fixed, fits: 90%, check: seen, record: log}
      exceptions: {time: 2 min}
    next: {end: served}
"""


def gaps(text: str, today: dt.date = TODAY) -> list[str]:
    return [f"{of.line}: {of.code}: {of.message}" for of in find_document_gaps(loads(text), today)]


def test_a_complete_sop_lacks_nothing() -> None:
    assert gaps(COMPLETE) == []


def test_a_review_is_overdue_from_the_day_after_it_was_due() -> None:
    assert gaps(COMPLETE, dt.date(2027, 1, 5)) == []
    assert gaps(COMPLETE, dt.date(2027, 1, 6)) == ["6: review-passed: the review was due on 2027-01-05"]


def test_what_a_document_does_not_state_is_told_word_by_word() -> None:
    text = COMPLETE.replace("  owner: head of service\n", "").replace("  retention: ten years\n", "")
    assert gaps(text) == ["3: no-owner: it has no `owner`", "3: no-retention: it has no `retention`"]


def test_without_a_document_one_sentence_says_so() -> None:
    head, _, rest = COMPLETE.partition("document:")
    text = head + rest[rest.index("clock:") :]
    assert [of.partition(": ")[2] for of in gaps(text)] == [
        "no-document: no `document` says who answers for the service and which version holds"
    ]


def test_a_version_without_its_revision_is_told() -> None:
    text = COMPLETE.replace('version: "1.0.0"\ndocument', 'version: "1.1.0"\ndocument')
    assert gaps(text) == ["12: no-revision: the version is 1.1.0, and the last revision 1.0.0"]


def test_what_is_prescribed_needs_a_check_and_a_record() -> None:
    text = COMPLETE.replace(", check: seen, record: log", "")
    assert gaps(text) == [
        "25: no-check: the action is prescribed and has no `check`",
        "25: no-record: the action is prescribed and has no `record`",
    ]
    # A standardisation may prescribe any action, so also the free one in line 24.
    text = COMPLETE.replace("id: D-1", "id: D-1\n      standardisation: 80%")
    assert [of.partition(":")[2] for of in gaps(text)] == [
        " no-check: the action is prescribed and has no `check`",
        " no-record: the action is prescribed and has no `record`",
    ]


def test_what_is_fixed_and_does_not_fit_all_needs_an_exception_plan() -> None:
    text = COMPLETE.replace("      exceptions: {time: 2 min}\n", "")
    assert gaps(text) == [
        "21: no-exceptions: a fixed standard does not fit every customer, and there is no exception plan"
    ]
    assert gaps(text.replace("lock: fixed", "lock: elastic")) == []
    assert gaps(text.replace(", fits: 90%", "")) == []


def test_what_does_not_fit_all_of_a_class_needs_one_too() -> None:
    text = COMPLETE.replace("      exceptions: {time: 2 min}\n", "").replace("lock: fixed", "lock: elastic")
    action = text.partition("{id: ")[2].partition(",")[0]
    more = f"      customers: {{guest: {{actions: {{{action}: {{lock: fixed, fits: 50%}}}}}}}}\n"
    assert [of.split(": ")[1] for of in gaps(text.replace("    next:", f"{more}    next:", 1))] == [
        "no-exceptions"
    ]


def test_the_short_form_needs_its_actions_and_a_plan_where_customers_vary() -> None:
    head, _, rest = COMPLETE.partition("      actions:")
    text = head + "      standardisation: 60%\n" + rest[rest.index("    next:") :]
    assert gaps(text) == ["21: no-actions: its actions are not described"]
    assert [of.split(": ")[1] for of in gaps(text.replace("60%", "60%\n      variety: low"))] == [
        "no-actions",
        "no-exceptions",
    ]


def test_standard_times_are_held_against_the_mean() -> None:
    # 1 min and 2 min are 3 min.
    text = COMPLETE.replace("exponential: 3 min", "exponential: 4 min")
    assert gaps(text) == [
        "23: standard-times: the standard times add up to 3 min, and the mean of `time` is 4 min"
    ]
    by_class = COMPLETE.replace("{exponential: 3 min}", "{by: customers, guest: 4 min}")
    assert gaps(by_class) == []


def test_work_without_an_sop_is_told_once() -> None:
    text = COMPLETE.replace(
        "next: {end: served}\n", "next: file\n  file: {team: clerks, time: 1 min, next: {end: served}}\n"
    )
    assert gaps(text) == ["17: no-sop: `file` is work without an SOP"]


def test_two_sops_of_one_number_are_told() -> None:
    second = COMPLETE[COMPLETE.index("  desk:\n") :].replace("  desk:", "  window:")
    assert gaps(COMPLETE.replace("next: {end: served}", "next: window") + second) == [
        "32: same-id: the SOP of `desk` has the number D-1, too"
    ]
