"""What the papers of a service need besides what is done: who answers for them, which version they are."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.blueprint import moments
from simulator.blueprint.forms import Name, Text, Version, names_or_one
from simulator.blueprint.looks import Wanted, unlike
from simulator.blueprint.misread import Collector, Misread, wrong
from simulator.blueprint.part import Form, Part, read_part
from simulator.blueprint.reading import Reading


def _date(value: Any, reading: Reading) -> dt.date:  # noqa: ARG001
    return moments.date(value)


DATE = Form(
    "a date",
    _date,
    "Year, month and day.",
    ('"2026-05-01"',),
    {"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d\s*$"},
)
Date = Annotated[dt.date, DATE]

WHO = names_or_one("who approves", "branch manager", "[branch manager, compliance officer]")
THINGS = names_or_one("a thing, or several", "form 12", "[form 12, card reader]")


class Revision(Part):
    """One row of the revision history."""

    noun: ClassVar[str] = "a revision"

    version: Version = Field(description="The version that it made, in quotes.", examples=['"1.1.0"'])
    date: Date = Field(description="When.", examples=['"2026-05-01"'])
    author: Text = Field(default="", description="By whom.", examples=["A. Miller"])
    change: Text = Field(
        description="What was changed. What is taken out is named here, or `sopsim sop --diff` warns of it.",
        examples=["identity is confirmed first"],
    )


_ONE = '[{version: "1.0.0", date: "2026-01-05", change: first version}]'


def _revisions(value: Any, reading: Reading) -> tuple[Revision, ...]:
    if not isinstance(value, list) or not value:
        raise unlike(Wanted("a list of revisions", _ONE), value if value else None)
    collector = Collector()
    found = [
        collector.read(i, lambda each: read_part(Revision, each, reading), of) for i, of in enumerate(value)
    ]
    collector.close()
    versions = [revision.version for revision in found if revision is not None]
    for number, version in enumerate(versions):
        if version in versions[:number]:
            collector.add(
                f"two revisions have the version `{version}`",
                "each change makes a version of its own",
                "duplicate-name",
                (number, "version"),
            )
    collector.close()
    return tuple(revision for revision in found if revision is not None)


REVISIONS = Form(
    "the revision history",
    _revisions,
    "A list of revisions, the oldest first.",
    (_ONE,),
    {"type": "array", "minItems": 1, "items": {"x-part": "Revision"}},
)


class Document(Part):
    """What the documents say of themselves. A run does not read it."""

    noun: ClassVar[str] = "the document"

    id: Text = Field(
        default="", description="Its number among the documents of the house.", examples=["BR-001"]
    )
    version: Version | None = Field(
        default=None,
        description="The version of the documents, in quotes.",
        examples=['"1.2.0"'],
        json_schema_extra={"told_default": "that of the blueprint"},
    )
    effective: Date | None = Field(
        default=None, description="From when on it holds.", examples=['"2026-01-05"']
    )
    review: Date | None = Field(
        default=None, description="When it is to be looked at again.", examples=['"2027-01-05"']
    )
    owner: Text = Field(default="", description="Who answers for it.", examples=["head of service"])
    approved_by: Annotated[tuple[str, ...], WHO] = Field(
        default=(), description="Who has approved it.", examples=["branch manager"]
    )
    scope: Text = Field(
        default="",
        description="For what it holds, and for what not.",
        examples=["all counters of the branch; not the safe"],
    )
    definitions: dict[Name, Text] = Field(
        default_factory=dict,
        description="Terms with what they mean here.",
        examples=["{valid document: a passport or an identity card}"],
    )
    materials: Annotated[tuple[str, ...], THINGS] = Field(
        default=(), description="What is needed for the work.", examples=["[form 12, card reader]"]
    )
    records: Annotated[tuple[str, ...], THINGS] = Field(
        default=(), description="Which records are kept.", examples=["[counter log]"]
    )
    retention: Text = Field(default="", description="For how long they are kept.", examples=["ten years"])
    revisions: Annotated[tuple[Revision, ...], REVISIONS] = Field(
        default=(), description="What was changed when, by whom.", examples=[_ONE]
    )

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:  # noqa: ARG003
        """What holds from a day on is looked at again after it."""
        try:
            effective, review = moments.date(written.get("effective")), moments.date(written.get("review"))
        except Misread:  # told where it is read
            return
        if review <= effective:
            raise wrong(
                f"the review, {review}, is not after the day from which it holds, {effective}",
                "write a later date",
                "review-too-early",
                ("review",),
            )
