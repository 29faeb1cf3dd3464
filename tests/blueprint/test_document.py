"""What the papers need: the block `document`, and how it is misread."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.blueprint.written import only, shop, text_with

WHOLE = """\
    document:
      id: BR-001
      version: "2.0.0"
      effective: 2026-01-05
      review: "2027-01-05"
      owner: head of service
      approved_by: branch manager
      scope: all counters
      definitions: {valid document: a passport}
      materials: [form 12, card reader]
      records: counter log
      retention: ten years
      revisions:
        - {version: "1.0.0", date: "2025-01-06", change: first version}
        - {version: "2.0.0", date: "2026-01-05", author: A. Miller, change: "`greet` went"}
"""


def test_a_document_is_read_as_written() -> None:
    document = shop(document=WHOLE).document
    assert document is not None
    assert (document.id, document.owner, document.approved_by) == (
        "BR-001",
        "head of service",
        ("branch manager",),
    )
    assert (document.effective, document.review) == (dt.date(2026, 1, 5), dt.date(2027, 1, 5))
    assert document.materials == ("form 12", "card reader")
    assert document.records == ("counter log",)
    assert document.definitions == {"valid document": "a passport"}
    assert [(of.version, of.date.year, of.author) for of in document.revisions] == [
        ("1.0.0", 2025, ""),
        ("2.0.0", 2026, "A. Miller"),
    ]


def test_its_version_is_that_of_the_blueprint_unless_it_says_another() -> None:
    assert shop(document=WHOLE).document_version == "2.0.0"
    assert shop(head="blueprint: Shop\nversion: '3.1.0'", document="document: {id: A}").document_version == (
        "3.1.0"
    )
    assert shop().document_version == "1.0.0"


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("{effective: 5.1.2026}", "write year, month and day, such as `2026-05-01`"),
        ("{effective: 2026-02-30}", "there is no date `2026-02-30`"),
        (
            "{effective: 2026-01-05, review: 2026-01-05}",
            "the review, 2026-01-05, is not after the day from which it holds, 2026-01-05",
        ),
        ("{version: 1.1}", "a version is a text, and without quotes `1.1` is a number"),
        ("{revisions: []}", "a list of revisions"),
        ("{revisions: [{version: '1.0.0', change: x}]}", "a revision needs `date`"),
        (
            "{revisions: [{version: '1.0.0', date: 2026-01-05, change: x},"
            " {version: '1.0.0', date: 2026-01-06, change: y}]}",
            "two revisions have the version `1.0.0`",
        ),
        ("{ownr: me}", "did you mean `owner`?"),
    ],
)
def test_what_is_wrong_with_a_document_is_told(document: str, sentence: str) -> None:
    assert sentence in only(text_with(document=f"document: {document}"))


def test_two_versions_are_one_too_many() -> None:
    text = text_with(head="blueprint: Shop\nversion: '1.0.0'", document="document: {version: '1.1.0'}")
    assert only(text) == (
        "document.version: the document is version `1.1.0`, and the blueprint `1.0.0` | "
        "write the version once"
    )
