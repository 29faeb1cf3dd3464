"""Every word of the language with its meaning, gathered from the schema; for `explain` and the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from simulator.blueprint.forms import Name
from simulator.blueprint.misread import Path
from simulator.blueprint.part import Form, Part, all_parts
from simulator.blueprint.schema.whole import Blueprint


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in one block.

    Attributes:
        word: as written.
        block: the part in which it stands.
        place: where that is, `steps.NAME.queue.limit`.
        meaning: what it says.
        takes: what is written behind it, in words.
        default: what holds where it is left out; empty where it must be given.
        required: whether it must be given.
        examples: what may stand behind it.
        values: the words it takes, where there are only some.
        form: how its value is written, where that has a name.
        is_group: whether names of the user's own stand behind it.
    """

    word: str
    block: type[Part]
    place: str
    meaning: str
    takes: str
    default: str
    required: bool
    examples: tuple[str, ...]
    values: tuple[str, ...] = ()
    form: Form | None = None
    is_group: bool = False


@cache
def entries() -> tuple[Entry, ...]:
    """Return the words of all blocks, from the top of a blueprint down."""
    return tuple(_of_block(Blueprint, "", frozenset()))


def places(path: Path, more: int, *, groups: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield the places of the language so much further down than `path`; `NAME` is a name of the user's.

    With `groups` only those behind which such names stand.
    """
    names = [step for step in path if isinstance(step, str)]
    for entry in entries():
        place = tuple(entry.place.split("."))
        if (
            len(place) == len(names) + more
            and (entry.is_group or not groups)
            and all(word in (name, "NAME") for word, name in zip(place, names, strict=False))
        ):
            yield place


@cache
def blocks() -> dict[type[Part], tuple[Entry, ...]]:
    """Return the words by block, each block once, from the top of a blueprint down."""
    found: dict[type[Part], list[Entry]] = {}
    for entry in entries():
        words = found.setdefault(entry.block, [])
        if all(entry.word != other.word for other in words):
            words.append(entry)
    return {block: tuple(words) for block, words in found.items()}


@cache
def forms() -> tuple[Form, ...]:
    """Return every form in which something is written, each once, in the order of the language."""
    found: list[Form] = []
    for block in blocks():
        for field in block.entries().values():
            found += [mark for mark in field.metadata if isinstance(mark, Form)]
            found += _forms_in(field.annotation)
    return tuple(dict.fromkeys(found))


def _forms_in(annotation: Any) -> Iterator[Form]:
    yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Form))
    for inner in get_args(annotation):
        yield from _forms_in(inner)


def later_words() -> dict[str, tuple[str, ...]]:
    """Return the words of later versions, each with the blocks in which they will stand."""
    found: dict[str, list[str]] = {}
    for block in blocks():
        for word in block.later:
            found.setdefault(word, []).append(block.noun)
    return {word: tuple(dict.fromkeys(nouns)) for word, nouns in sorted(found.items())}


def _of_block(block: type[Part], place: str, above: frozenset[type[Part]]) -> Iterator[Entry]:
    """Yield the words of a block, then those of the blocks in it."""
    inner: list[tuple[type[Part], str]] = []
    for word, field in block.entries().items():
        path = f"{place}.{word}" if place else word
        yield _entry(word, block, path, field)
        inner += [(part, path + suffix) for part, suffix in parts_in(field) if part not in above | {block}]
    for part, path in inner:
        yield from _of_block(part, path, above | {block})


def _entry(word: str, block: type[Part], place: str, field: FieldInfo) -> Entry:
    values = _values(field.annotation)
    form = form_of(field)
    return Entry(
        word=word,
        block=block,
        place=place,
        meaning=field.description or "",
        takes=_takes(field, form, values),
        default="" if field.is_required() else _default(field),
        required=field.is_required(),
        examples=tuple(str(example) for example in field.examples or ()),
        values=values,
        form=form,
        is_group=get_origin(field.annotation) is dict and get_args(field.annotation)[0] == Name,
    )


def form_of(field: FieldInfo) -> Form | None:
    """Return the form of a field's own value, or None where it is a block or a plain word."""
    if found := next((mark for mark in field.metadata if isinstance(mark, Form)), None):
        return found
    options = [option for option in get_args(field.annotation) if option is not type(None)]
    if len(options) == 1:
        return next(
            (mark for mark in getattr(options[0], "__metadata__", ()) if isinstance(mark, Form)), None
        )
    return None


def _values(annotation: Any) -> tuple[str, ...]:
    """Return the words of a Literal, also of one that may be left out."""
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    return tuple(
        value for inner in get_args(annotation) if get_origin(inner) is Literal for value in _values(inner)
    )


def _takes(field: FieldInfo, form: Form | None, values: tuple[str, ...]) -> str:
    if form:
        return form.name
    if values:
        return (
            " or ".join(f"`{value}`" for value in values) if len(values) == 2 else f"one of {_listed(values)}"
        )
    parts = [part for part, _ in parts_in(field)]
    if get_origin(field.annotation) is dict:
        return f"names, each with {parts[0].noun if parts else _inner(field)}"
    if get_origin(field.annotation) is tuple:
        return f"a list, each entry {parts[0].noun}"
    return "a block"


def _inner(field: FieldInfo) -> str:
    """Return what stands behind each name of a mapping without blocks."""
    value = get_args(field.annotation)[1]
    form = next((mark for mark in getattr(value, "__metadata__", ()) if isinstance(mark, Form)), None)
    return form.name if form else _listed(_values(value))


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _default(field: FieldInfo) -> str:
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "told_default" in extra:
        return str(extra["told_default"])
    default = field.get_default(call_default_factory=True)
    if default is None or default in ("", (), {}) or isinstance(default, Part):
        return "none"
    return (
        f"{default:g}"
        if isinstance(default, float)
        else str(default).lower()
        if isinstance(default, bool)
        else str(default)
    )


def parts_in(field: FieldInfo) -> list[tuple[type[Part], str]]:
    """Return the blocks that stand directly behind a word, each with what its path adds to the word's."""
    form = form_of(field)
    if form:
        named = {part.__name__: part for part in all_parts()}
        return [(named[name], "") for name in dict.fromkeys(_named_parts(form.json))]
    return list(_parts_of(field.annotation, ""))


def _parts_of(annotation: Any, suffix: str) -> Iterator[tuple[type[Part], str]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation, suffix
    elif get_origin(annotation) is dict:
        yield from _parts_of(get_args(annotation)[1], suffix + ".NAME")
    else:
        for inner in get_args(annotation):
            yield from _parts_of(inner, suffix)


def _named_parts(schema: Any) -> Iterator[str]:
    """Yield the parts that a form's JSON Schema names."""
    if isinstance(schema, dict):
        if "x-part" in schema:
            yield schema["x-part"]
        for inner in schema.values():
            yield from _named_parts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _named_parts(inner)
