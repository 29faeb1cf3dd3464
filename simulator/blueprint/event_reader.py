"""From the events of a YAML parser to nodes: limits, names, doubles, anchors, and the traps of single words.

Anchors and aliases (`&name`, `*name`) and merge keys (`<<`) work and are written out in full, under a limit;
tags (`!!python/...`) are refused. The entries are put together without recursion, so that no depth of the
text can exhaust the stack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from simulator.blueprint import traps
from simulator.blueprint.groups import Anchored, Item, Open
from simulator.blueprint.mending import Mend
from simulator.blueprint.scalars import Trap, name_trap, resolve, softened, value_trap
from simulator.blueprint.traps import Span
from simulator.blueprint.tree import Node, Path, dotted, snippet
from simulator.errors import Problem

#: Limits that protect the machine from a file made to exhaust it.
DEEPEST = 50
MOST_ENTRIES = 100_000

_QUOTES = ("'", '"', "|", ">")


class Unreadable(Exception):  # noqa: N818
    """The text cannot be taken any further; what is wrong is among the problems of the reader."""


class EventReader:
    """Puts the events of one text together.

    Attributes:
        problems: faults that leave the meaning clear; the tree holds what was most likely meant.
        mends: faults after whose edits the text must be read again.
    """

    def __init__(self, file: str, shown: Sequence[str], lines: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self.mends: list[Mend] = []
        self._file = file
        self._shown = shown
        self._lines = lines
        self._stack: list[Open] = []
        self._anchors: dict[str, Anchored] = {}
        self._entries = 0
        self._root: Node | None = None

    def read(self, events: Iterable[Event]) -> Node:
        """Return the mapping that the text is.

        Raises:
            Unreadable: it is empty, no mapping, several documents, or beyond a limit.
            MarkedYAMLError: from the parser.
        """
        documents = 0
        for event in events:
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                self._start(event)
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                self._end(event)
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        _span(event),
                        "a second document begins here (`---`), and a file holds one blueprint",
                        "delete the line, or move what follows into a file of its own",
                        "several-documents",
                    )
        return self._whole()

    # -- events -----------------------------------------------------------------------------------

    def _scalar(self, event: ScalarEvent) -> None:
        quoted = event.style in _QUOTES
        word = event.value if quoted else softened(event.value)
        span = _span(event, word, plain=not quoted)
        self._refuse_tag(event, span)
        if self._expects_key():
            self._set_key(span)
            return
        value = self._printable(word, span) if quoted else self._word(word, span)
        written = span if word or quoted else None
        # Where nothing is written the parser is already at the next line, and the reader looks at the name.
        node = self._node(value, written or (self._stack[-1].key if self._stack else None) or span, quoted)
        self._put(node, written, 1, 1)
        if event.anchor:
            self._anchors[event.anchor] = Anchored(node, 1, 1)

    def _start(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        span = _span(event)
        self._refuse_tag(event, span)
        if len(self._stack) >= DEEPEST:
            self._refuse_depth(span)
        mapping = isinstance(event, MappingStartEvent)
        self._stack.append(Open(mapping, bool(event.flow_style), span, event.anchor))

    def _end(self, event: Event) -> None:
        group = self._stack.pop()
        end = _span(event)
        span = Span(group.span.line, group.span.column, end.end_line, end.end_column)
        node = self._node(
            self._mapping(group) if group.mapping else [item.node for item in group.items], span
        )
        size = 1 + sum(item.size for item in group.items)
        height = 1 + max((item.height for item in group.items), default=0)
        if not group.mapping and group.flow:
            self._mend(traps.flow_list([item.value for item in group.items if item.value]))
        if self._expects_key():
            self._unusable_key(
                group.span, "a group in brackets stands where a name is expected", "put a text in quotes"
            )
        else:
            self._put(node, span, size, height, counted=True)
        if group.anchor:
            self._anchors[group.anchor] = Anchored(node, size, height)

    def _alias(self, event: AliasEvent) -> None:
        name, span = str(event.anchor), _span(event)
        anchored = self._anchors.get(name)
        if anchored is None:
            text = f"*{name}"
            if any(group.anchor == name for group in self._stack):
                self._refuse(span, f"the group `&{name}` contains itself", f"delete {text}", "alias")
            self._report(
                span,
                f"{text} stands for a part named &{name}, and there is none above",
                f"write {traps.quoted(text)} in quotes if the star is meant as a sign",
                "alias",
            )
            anchored = Anchored(self._node(text, span), 1, 1)
        if self._expects_key():
            if isinstance(anchored.node.value, str):
                self._set_key(
                    Span(span.line, span.column, span.end_line, span.end_column, anchored.node.value)
                )
            else:
                self._unusable_key(span, f"*{name} stands where a name is expected", "write the name")
            return
        if len(self._stack) + anchored.height > DEEPEST:
            self._refuse_depth(span)
        self._put(anchored.node, span, anchored.size, anchored.height)

    # -- putting together -------------------------------------------------------------------------

    def _expects_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].mapping and not self._stack[-1].key_read

    def _set_key(self, span: Span) -> None:
        group = self._stack[-1]
        group.key_read = True
        if not span.text and span.plain:
            self._unusable_key(span, "a name is missing before the colon", "write `name: value`")
            return
        if span.plain and resolve(span.text) is None:
            self._unusable_key(
                span, f"`{span.text}` is no name", f'write "{span.text}" in quotes if the word is meant'
            )
            return
        group.key = span
        if trap := name_trap(span.text) if span.plain else None:
            self._trap(span, trap)
            group.key = Span(
                span.line, span.column, span.end_line, span.end_column, str(trap.meant), plain=False
            )
        if not group.flow:
            self._mend(traps.block_key(span, self._lines))

    def _unusable_key(self, span: Span, message: str, cure: str) -> None:
        group = self._stack[-1]
        group.key_read, group.key = True, None
        self._report(span, message, cure, "bad-key")

    def _put(self, node: Node, span: Span | None, size: int, height: int, counted: bool = False) -> None:
        """Give a value to the group that is open, or make it the whole."""
        self._entries += 1 if counted else size
        if self._entries > MOST_ENTRIES:
            self._refuse(
                span or _start(node),
                f"the file unfolds into more than {MOST_ENTRIES:,} entries",
                "a blueprint has a few hundred; look at what stands for other parts (`*name`)",
                "too-many-entries",
            )
        if not self._stack:
            self._root = node
            return
        group = self._stack[-1]
        key = group.key
        if key is not None or not group.mapping:
            named = key or span or _start(node)
            node = Node(
                node.value, node.line, node.column, named.line + 1, named.column + 1, node.file, node.quoted
            )
            group.items.append(Item(key, node, span, size, height))
        group.key, group.key_read = None, False

    def _mapping(self, group: Open) -> dict[str, Node]:
        if group.flow:
            self._mend(traps.flow_mapping([(item.key, item.value) for item in group.items if item.key]))
        elif mend := self._entered_too_far(group):
            self._mend([mend])
        own: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        for item in group.items:
            assert item.key is not None
            name = item.key.text
            if name == "<<" and item.key.plain:
                for source in self._merge_sources(item):
                    merged = {**source, **merged}
            elif name in own:
                first = own[name].key_line
                where = "in the same line" if first == item.key.line + 1 else f"in line {first}"
                self._report(
                    item.key,
                    f"`{name}` is given twice: first {where}, and again here",
                    "keep one of the two, or give one another name",
                    "duplicate-key",
                    (name,),
                )
            else:
                own[name] = item.node
        return {**{name: node for name, node in merged.items() if name not in own}, **own}

    def _entered_too_far(self, group: Open) -> Mend | None:
        """Return the mend of a name that begins a group of its own, in the column of another's entries.

        Nothing stands behind it, and the name below it stood above it already.
        """
        parent = self._stack[-1].key if self._stack else None
        names = [item.key.text for item in group.items if item.key]
        for number, (item, after) in enumerate(pairwise(group.items)):
            key = item.key
            if item.value is None and key and after.key and after.key.text in names[:number] and parent:
                return traps.too_far(key, parent, after.key.text)
        return None

    def _merge_sources(self, item: Item) -> list[dict[str, Node]]:
        nodes = item.node.value if isinstance(item.node.value, list) else [item.node]
        sources = [node.value for node in nodes if isinstance(node.value, dict)]
        if len(sources) < len(nodes) and item.key:
            self._report(
                item.key,
                "`<<` takes over the entries of another group, and here is none",
                "write `<<: *name`, where &name stands before the group",
                "merge",
            )
        return sources

    def _whole(self) -> Node:
        root = self._root
        if root is None or root.value is None:
            said = "the file is empty" if not any(self._lines) else "the file says nothing but comments"
            self.problems.append(
                Problem(
                    said,
                    "a blueprint begins with `blueprint: name`; `sopsim new NAME` starts one",
                    file=self._file,
                    code="empty",
                )
            )
            raise Unreadable
        if not isinstance(root.value, dict):
            what = "a list" if isinstance(root.value, list) else "a text"
            cure = "a blueprint is made of entries `name: value`, and begins with `blueprint: name`"
            if isinstance(root.value, str) and "=" in root.value and ":" not in root.value:
                cure = "write a colon and a space instead of `=`: `name: value`"
            self._refuse(
                _start(root), f"the file is {what}, not a group of named entries", cure, "not-a-mapping"
            )
        return root

    # -- words ------------------------------------------------------------------------------------

    def _word(self, word: str, span: Span) -> str | int | float | bool | None:
        """Return the value of a word without quotes, having looked for traps."""
        path = self._path()
        value = resolve(word)
        if path == ("version",) and isinstance(value, (int, float)) and not isinstance(value, bool):
            if str(value) != word:
                self._trap(
                    span,
                    Trap(
                        f"the version {word} stands without quotes, and is read as the number {value}",
                        f'write "{word}" in quotes',
                        "unquoted-version",
                        word,
                    ),
                )
            return word
        if trap := value_trap(word):
            self._trap(span, trap)
            return trap.meant
        if isinstance(value, str) and not self._in_flow():
            own_line = not self._lines[span.line][: span.column].strip(" -")
            self._mend(traps.block_text(span, own_line, self._lines))
        return value

    def _printable(self, text: str, span: Span) -> str:
        r"""Return a quoted text without the half signs that `"\ud800"` makes, which no file can hold."""
        clean = text.encode("utf-8", errors="replace").decode("utf-8")
        if clean != text:
            self._report(
                span, "the text holds half of a sign (`\\u` with D8 to DF)", "delete it", "backslash"
            )
        return clean

    def _in_flow(self) -> bool:
        return bool(self._stack) and self._stack[-1].flow

    def _refuse_depth(self, span: Span) -> None:
        message = f"more than {DEEPEST} groups stand within one another"
        self._stack = self._stack[:3]  # the path says where it began; all of it would fill the screen
        self._refuse(
            span, message, "a blueprint needs ten; look for brackets that were never closed", "too-deep"
        )

    def _refuse_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, span: Span) -> None:
        if event.tag is not None:
            written = self._lines[span.line][span.column :].split(" ")[0]
            self._report(
                span,
                f"`{written}` is a YAML tag, and a blueprint has none",
                "delete it; a text that begins with ! stands in quotes",
                "tag",
            )

    # -- telling ----------------------------------------------------------------------------------

    def _node(
        self,
        value: dict[str, Node] | list[Node] | str | float | bool | None,
        span: Span,
        quoted: bool = False,
    ) -> Node:
        return Node(value, span.line + 1, span.column + 1, file=self._file, quoted=quoted)

    def _path(self) -> Path:
        """Return the path of the value that is being read."""
        steps: list[str | int] = []
        for group in self._stack:
            if not group.mapping:
                steps.append(len(group.items))
            elif group.key is not None:
                steps.append(group.key.text)
        return tuple(steps)

    def _mend(self, mends: Sequence[Mend]) -> None:
        """Keep mends; what cannot be mended is reported and left as YAML has it."""
        for mend in mends:
            if mend.edits is None:
                at = Span(mend.line, mend.column, mend.line, mend.column)
                self._report(at, mend.message, mend.help, mend.code)
            else:
                self.mends.append(replace(mend, path=dotted(self._path())))

    def _trap(self, span: Span, trap: Trap) -> None:
        self._report(span, trap.message, trap.help, trap.code)

    def _report(self, span: Span, message: str, cure: str, code: str, below: Path = ()) -> None:
        line, column = span.line + 1, span.column + 1
        path = dotted((*self._path(), *below))
        self.problems.append(
            Problem(message, cure, path, self._file, line, column, snippet(self._shown, line, column), code)
        )

    def _refuse(self, span: Span, message: str, cure: str, code: str) -> None:
        self._report(span, message, cure, code)
        raise Unreadable


def _start(node: Node) -> Span:
    line, column = node.line - 1, node.column - 1
    return Span(line, column, line, column)


def _span(event: Event, text: str = "", plain: bool = False) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line, start.column, end.line, end.column, text, plain)
