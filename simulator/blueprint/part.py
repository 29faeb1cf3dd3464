"""The base of all parts of the language, and the forms of their entries.

A `Part` is a block of entries (a step, a team). A `Form` reads one entry that is more than a plain value
(a duration, a distribution, the way on). Both give every fault its own sentence and its own place; the
wording of pydantic never reaches the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from simulator.blueprint.looks import Wanted, shown, unlike
from simulator.blueprint.misread import Fault, Misread
from simulator.blueprint.phrases import brief
from simulator.blueprint.reading import Reading
from simulator.blueprint.wording import Surroundings, worded

_FAULT = "fault"


@dataclass(frozen=True)
class Form:
    """How an entry is written and read; stands in the annotation of a field.

    Attributes:
        name: with its article, as in "a duration"; unique among the forms.
        read: takes what stands in the file and the `Reading`, returns the value, raises `Misread`.
        meaning: what it is, in a sentence or two.
        examples: how it is written.
        json: the JSON Schema of what is written; in it `x-form`, `x-part` and `x-def` stand for other forms,
            parts and shared definitions, by name.
        words: words that stand in it, with their meaning.
    """

    name: str
    read: Callable[[Any, Reading], Any]
    meaning: str
    examples: tuple[str, ...]
    json: dict[str, Any] = field(compare=False, hash=False)
    words: dict[str, str] = field(default_factory=dict, compare=False, hash=False)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"x-form": self.name}

    def _validate(self, value: Any, info: ValidationInfo) -> Any:
        try:
            return self.read(value, reading_of(info))
        except Misread as misread:
            raise as_validation_error(misread.faults) from None


def reading_of(info: ValidationInfo) -> Reading:
    """Return the surroundings that were handed to the validation."""
    return info.context if isinstance(info.context, Reading) else Reading()


def as_validation_error(faults: tuple[Fault, ...] | list[Fault]) -> ValidationError:
    """Return the faults in the form that pydantic gathers and puts in their places."""
    details = [
        InitErrorDetails(
            type=PydanticCustomError(_FAULT, "{message}", {"message": fault.message, "fault": fault}),
            loc=fault.at,
            input=None,
        )
        for fault in faults
    ]
    return ValidationError.from_exception_data("blueprint", details)


def faults_of(error: ValidationError, block: Surroundings | None = None) -> list[Fault]:
    """Return the faults behind a validation error, each at its full place; `block` words pydantic's own."""
    faults = []
    for detail in error.errors(include_url=False):
        fault = detail.get("ctx", {}).get(_FAULT)
        if isinstance(fault, Fault):
            faults.append(_placed(fault, detail["loc"]))
        elif block is not None:
            faults.append(worded(block, detail))
        else:
            raise TypeError(f"a fault without words: {detail}") from error
    return faults


def _placed(fault: Fault, loc: tuple[str | int, ...]) -> Fault:
    """Return the fault at its full place; pydantic marks the key of a mapping by a last step of its own."""
    if loc and loc[-1] == "[key]":
        return replace(fault, at=loc[:-1], on_key=True)
    return replace(fault, at=loc)


class Part(BaseModel):
    """A block of entries. Its fields with their descriptions are the reference of the language.

    Attributes:
        noun: what the block is, with its article, for messages ("a step").
        later: words that will stand here in a later version of the language.
        one_of: words of which exactly one is written.
        some_of: words of which at least one is written.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)

    noun: ClassVar[str] = "an entry"
    later: ClassVar[tuple[str, ...]] = ()
    one_of: ClassVar[tuple[str, ...]] = ()
    some_of: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="wrap")
    @classmethod
    def _in_plain_words(cls, value: Any, handler: Callable[[Any], Self], info: ValidationInfo) -> Self:
        """Read the block; put what pydantic finds into words, and add what lies between the entries."""
        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            wanted = Wanted(f"the block of {cls.noun}", cls._holding(value, info) or cls.example())
            raise as_validation_error(unlike(wanted, value).faults)
        faults = [
            cls._nothing_behind(word) for word, of in value.items() if of is None and word in cls.entries()
        ]
        part: Self | None = None
        try:
            part = handler(
                {word: of for word, of in value.items() if of is not None or word not in cls.entries()}
            )
        except ValidationError as error:
            found = cls._not_told_twice(faults_of(error, cls._surroundings()), value)
            faults.extend(cls._cured(fault, value) for fault in found)
        try:
            cls.look_over(value, reading_of(info))
        except Misread as misread:
            faults.extend(misread.faults)
        if faults or part is None:
            raise as_validation_error(faults)
        return part

    @classmethod
    def look_over(cls, written: dict[str, Any], reading: Reading) -> None:
        """Find faults that lie between the entries as written; nothing by default.

        Raises:
            Misread: with every fault found.
        """

    @classmethod
    def cure_for(cls, word: str, value: Any) -> str:  # noqa: ARG003
        """Return what to write for a word that the block does not have, or a value of the wrong kind."""
        return ""

    @classmethod
    def entries(cls) -> dict[str, FieldInfo]:
        """Return the fields by the word that is written for them."""
        return {info.alias or name: info for name, info in cls.model_fields.items()}

    @classmethod
    def example(cls) -> str:
        """Return how the block may look, on one line."""
        entries = {word: info for word, info in cls.entries().items() if info.examples}
        words = [word for word, info in entries.items() if info.is_required()]
        words += [*cls.one_of[:1], *cls.some_of[:1]]
        return (
            "{"
            + ", ".join(f"{w}: {(entries[w].examples or [''])[0]}" for w in words or list(entries)[:1])
            + "}"
        )

    @classmethod
    def _holding(cls, value: Any, info: ValidationInfo) -> str:
        """Return the block that a value alone was meant as, `{count: 3}` for 3; empty where none takes it."""
        if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
            return brief({word: of for entry in value for word, of in entry.items()})
        if isinstance(value, list) or value is None:
            return ""
        for word in dict.fromkeys((*cls.one_of, *cls.entries())):
            if any(_takes_any_text(form.json) for form in _forms_of(cls.entries()[word])):
                continue  # it takes any text, and says nothing
            try:
                cls.model_validate({word: value}, context=reading_of(info))
            except ValidationError as error:
                if any(detail["loc"][:1] == (word,) for detail in error.errors(include_url=False)):
                    continue
            return cls._with_the_rest(word, shown(value))
        return ""

    @classmethod
    def _with_the_rest(cls, word: str, said: str) -> str:
        """Return a block of one entry and examples of whatever else must be given."""
        others = {
            other: info.examples[0]
            for other, info in cls.entries().items()
            if (info.is_required() or other in cls.some_of[:1]) and info.examples and other != word
        }
        return "{" + ", ".join(f"{name}: {of}" for name, of in {word: said, **others}.items()) + "}"

    @classmethod
    def _cured(cls, fault: Fault, value: dict[str, Any]) -> Fault:
        if fault.code not in {"unknown-key", "wrong-kind"} or len(fault.at) != 1:
            return fault
        word = str(fault.at[0])
        return replace(fault, help=cls.cure_for(word, value.get(word)) or fault.help)

    @classmethod
    def _not_told_twice(cls, faults: list[Fault], value: dict[str, Any]) -> list[Fault]:
        """Leave out missing words that stand there after all, with nothing behind them."""
        there = {word for word, of in value.items() if of is None}
        return [
            fault
            for fault in faults
            if fault.code != "missing-key" or fault.at[:1] not in {(w,) for w in there}
        ]

    @classmethod
    def _nothing_behind(cls, word: str) -> Fault:
        examples = cls.entries()[word].examples
        such = f", such as `{word}: {examples[0]}`" if examples else ""
        return Fault(
            f"nothing is written behind `{word}`", f"write it{such}, or leave the word out", "empty", (word,)
        )

    @classmethod
    def _surroundings(cls) -> Surroundings:
        return Surroundings(cls.noun, cls.entries(), cls.later, _homes)


def _forms_of(field: FieldInfo) -> list[Form]:
    """Return the forms that a field may be written in."""
    marks = [*field.metadata, *(m for option in get_args(field.annotation) for m in _marks(option))]
    return [mark for mark in marks if isinstance(mark, Form)]


def _takes_any_text(json: dict[str, Any]) -> bool:
    """Whether a form, or one of its kinds, is any text at all: a name."""
    kinds = (json, *json.get("anyOf", ()))
    return any(kind.get("type") == "string" and not {"pattern", "enum"} & set(kind) for kind in kinds)


def _marks(annotation: Any) -> tuple[Any, ...]:
    return tuple(getattr(annotation, "__metadata__", ()))


P = TypeVar("P", bound=Part)


def read_part(part: type[P], value: Any, reading: Reading) -> P:
    """Return a block read as that part.

    Raises:
        Misread: with every fault found in it.
    """
    try:
        return part.model_validate(value, context=reading)
    except ValidationError as error:
        raise Misread(*faults_of(error)) from None


def all_parts(of: type[Part] = Part) -> Iterator[type[Part]]:
    """Yield every part of the language that is loaded."""
    for part in of.__subclasses__():
        yield part
        yield from all_parts(part)


def _homes(word: str) -> tuple[str, ...]:
    """Return the blocks in which a word stands, in an order that no order of imports changes."""
    return tuple(sorted({part.noun for part in all_parts() if word in part.entries()}))
