"""What the reader of events keeps while a group of entries is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.blueprint.traps import Span
from simulator.blueprint.tree import Node


@dataclass(slots=True)
class Item:
    """An entry as it was read: its name (None in a list, or where it cannot be used), node and extent."""

    key: Span | None
    node: Node
    value: Span | None
    size: int
    height: int


@dataclass(slots=True)
class Open:
    """A mapping or list whose end was not read yet."""

    mapping: bool
    flow: bool
    span: Span
    anchor: str | None
    items: list[Item] = field(default_factory=list)
    key: Span | None = None
    key_read: bool = False


@dataclass(frozen=True, slots=True)
class Anchored:
    """A part that has a name (`&name`): the node, how many entries it holds, how deep they stand."""

    node: Node
    size: int
    height: int
