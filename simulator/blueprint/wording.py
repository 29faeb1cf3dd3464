"""The one table from pydantic's kinds of error to sentences for somebody who does not program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin

from simulator.blueprint.looks import Wanted, look_of, shown, unlike
from simulator.blueprint.misread import Fault
from simulator.blueprint.synonyms import advice, meant


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sentence about a block needs to know of it.

    Attributes:
        noun: what the block is, with its article.
        entries: its fields by the word written for them.
        later: its words of a later version of the language.
        elsewhere: for a word, the blocks in which it does stand.
    """

    noun: str
    entries: Mapping[str, Any]
    later: tuple[str, ...]
    elsewhere: Callable[[str], tuple[str, ...]]


def worded(block: Surroundings, detail: Mapping[str, Any]) -> Fault:
    """Return the fault behind one error of pydantic in that block."""
    loc = tuple(detail["loc"])
    sentence = _SENTENCES.get(detail["type"])
    if sentence is None:
        raise TypeError(f"no words for {detail['type']} at {loc}")
    return sentence(block, loc, detail)


def not_yet(word: str) -> str:
    """Return the sentence for a word that a later version of the language will know."""
    return f"`{word}` is not in this version of the language yet"


def _unknown(block: Surroundings, loc: tuple[Any, ...], detail: Mapping[str, Any]) -> Fault:  # noqa: ARG001
    word = str(loc[-1])
    if word in block.later:
        return Fault(not_yet(word), "leave it out for now", "not-yet", loc, on_key=True)
    return replace(unknown_entry(block.noun, word, block.entries, block.elsewhere(word)), at=loc)


def unknown_entry(noun: str, word: str, known: Iterable[str], homes: tuple[str, ...]) -> Fault:
    """Return the fault of a word that a block does not have; `homes` are the blocks that have it."""
    words = tuple(known)
    homes = () if meant(word, words) else homes
    cure = f"it belongs to {_either(homes)}" if homes else advice(word, words)
    return Fault(f"{noun} has no entry `{word}`", cure, "unknown-key", on_key=True)


def _either(words: tuple[str, ...]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _missing(block: Surroundings, loc: tuple[Any, ...], detail: Mapping[str, Any]) -> Fault:  # noqa: ARG001
    word = str(loc[-1])
    field = block.entries[word]
    example = f"write `{word}: {field.examples[0]}`: " if field.examples else ""
    return Fault(f"{block.noun} needs `{word}`", f"{example}{field.description}", "missing-key", loc)


def _none_of(block: Surroundings, loc: tuple[Any, ...], detail: Mapping[str, Any]) -> Fault:
    options = _options(block.entries[str(loc[0])].annotation)
    value = detail["input"]
    if look_of(value) in {"list", "block", "nothing"}:
        return _unlike(" or ".join(f"`{option}`" for option in options), options[0], loc, value)
    return Fault(
        f"`{shown(value)}` is not one of {', '.join(f'`{option}`' for option in options)}",
        advice(shown(value), options)
        if meant(shown(value), options)
        else f"write one of these, such as `{options[0]}`",
        "unknown-word",
        loc,
    )


def _options(annotation: Any) -> tuple[str, ...]:
    """Return the words that a field takes, however deep they stand in its type."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    return tuple(word for inner in get_args(annotation) for word in _options(inner))


def _block_wanted(block: Surroundings, loc: tuple[Any, ...], detail: Mapping[str, Any]) -> Fault:
    field = block.entries[str(loc[0])]
    example = field.examples[0] if field.examples else "{name: ...}"
    return _unlike("a block of entries, each with its name", example, loc, detail["input"])


def _list_wanted(block: Surroundings, loc: tuple[Any, ...], detail: Mapping[str, Any]) -> Fault:
    field = block.entries[str(loc[0])]
    return _unlike("a list", field.examples[0] if field.examples else "[...]", loc, detail["input"])


def _unlike(wanted: str, example: str, loc: tuple[Any, ...], value: Any) -> Fault:
    fault = unlike(Wanted(wanted, example), value).faults[0]
    return Fault(fault.message, fault.help, fault.code, loc)


_SENTENCES: dict[str, Callable[[Surroundings, tuple[Any, ...], Mapping[str, Any]], Fault]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _none_of,
    "dict_type": _block_wanted,
    "tuple_type": _list_wanted,
    "list_type": _list_wanted,
}
