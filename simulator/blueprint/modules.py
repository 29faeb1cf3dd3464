"""Modules put in their places: the tree with the steps of a module wherever one is used.

The copies keep the places of the module in the file, so that their faults are told there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from simulator.blueprint.changes import check_rivals, with_value
from simulator.blueprint.misread import Fault, Misread
from simulator.blueprint.path_steps import Step, parse
from simulator.blueprint.paths import matching
from simulator.blueprint.renaming import Renaming
from simulator.blueprint.schema.ways import LEAVE
from simulator.blueprint.tree import Node, Path, Tree, child, dotted, find

#: Between the name of the step that uses a module and the name of the module's step.
BETWEEN = " / "

#: More steps than this are a slip of the keyboard, or modules that double each other.
MOST_STEPS = 5_000


@dataclass(frozen=True, slots=True)
class Expanded:
    """A tree without uses of modules.

    Attributes:
        tree: the tree; as it was where there are faults. A use that could not be understood is still there,
            and told elsewhere.
        copies: the names of the steps that came from modules.
        uses: the names of the steps that used them.
        faults: what is wrong with uses, at their places in the tree as it was.
    """

    tree: Tree
    copies: frozenset[str] = frozenset()
    uses: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def expand(tree: Tree) -> Expanded:
    """Return the tree with the steps of modules where they are used."""
    steps = child(tree.root, "steps")
    if steps is None or not isinstance(steps.value, dict) or child(tree.root, "modules") is None:
        return Expanded(tree)
    circles = tuple(_circles(tree))
    if circles:
        return Expanded(tree, faults=circles)
    work = _Expansion(tree)
    for name, node in steps.value.items():
        work.put(name, node)
    if work.faults:
        return Expanded(tree, faults=tuple(dict.fromkeys(work.faults)))
    outside = Renaming(goto=work.starts)
    kept = {name: outside.step(node) for name, node in work.steps.items()}
    root = {**_entries(tree.root), "steps": replace(steps, value=kept)}
    for word, entry in (("customers", "starts_at"), ("deadlines", "to")):
        if word in root:
            root[word] = outside.entry_of_each(root[word], entry)
    whole = replace(tree, root=replace(tree.root, value=root))
    return Expanded(whole, frozenset(work.copies), tuple(work.starts))


@dataclass
class _Expansion:
    """The steps so far; `starts` are the uses, each with the step at which its module begins."""

    tree: Tree
    steps: dict[str, Node] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    starts: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def put(self, name: str, node: Node) -> None:
        """Put a step of the blueprint in its place, or the steps of the module it uses."""
        module = _used(self.tree, node)
        if module is None:
            self.steps[name] = node
            return
        self.starts[name] = self._start(name, module)
        self._copy(name, node, module, ("steps", name), ())

    def _start(self, use: str, module: str) -> str:
        """Return the step at which the module begins where `use` uses it, however deep it lies."""
        node = _entries(find(self.tree, ("modules", module)))["starts_at"]
        first = str(node.value).strip()
        inner = _used(self.tree, _steps_of(self.tree, module)[first])
        name = use + BETWEEN + first
        return name if inner is None else self._start(name, inner)

    def _copy(self, name: str, use: Node, module: str, place: Path, inside_of: tuple[str, ...]) -> None:
        """Put the steps of a module where `use` stands, whose `next` is what `leave` means in them."""
        if module in inside_of:
            self._tell(
                f"`{module}` would contain itself", "use another module here", "module-in-itself", place
            )
            return
        tree = self._changed(use, module, place)
        inside = _steps_of(tree, module)
        own = {step: name + BETWEEN + step for step in inside}
        used = {step: _used(tree, node) for step, node in inside.items()}
        goto = {
            step: full if (of := used[step]) is None else self._start(full, of) for step, full in own.items()
        }
        names = {step: full for step, full in own.items() if used[step] is None}
        renaming = Renaming(goto, names, {LEAVE: _entries(use)["next"]})
        for step, node in inside.items():
            of = used[step]
            if of is None:
                self._add(own[step], renaming.step(node), place)
            else:
                below = ("modules", module, "steps", step)
                self._copy(own[step], renaming.step(node), of, below, (*inside_of, module))
            if len(self.steps) > MOST_STEPS:
                self._tell(
                    f"modules in modules make more than {MOST_STEPS} steps", "use fewer", "too-large", place
                )
                return
        if renaming.refused:
            self._tell(
                f"`{place[-1]}` {renaming.refused}",
                "put a step behind it that leads on so: `next: decide`",
                "cannot-leave-so",
                (*place, "next"),
            )

    def _tell(self, message: str, help: str, code: str, place: Path) -> None:  # noqa: A002
        self.faults.append(Fault(message, help, code, place))

    def _add(self, name: str, node: Node, place: Path) -> None:
        if name in self.steps or name in _entries(child(self.tree.root, "steps")):
            self.faults.append(
                Fault(
                    f"a step of this module is called `{name}` here, and there is another of that name",
                    "give the other step another name",
                    "duplicate-name",
                    place,
                    on_key=True,
                )
            )
        self.steps[name] = node
        self.copies.add(name)

    def _changed(self, use: Node, module: str, place: Path) -> Tree:
        """Return the tree with what the use sets put into its module."""
        tree = self.tree
        whole = (Step("modules"), Step(module, literal=True), Step("steps"))
        prefix = dotted(("modules", module, "steps"), tree.root) + "."
        for text, given in _entries(child(use, "set")).items():
            try:
                for path in matching(tree.root, (*whole, *parse(text)), new=True):
                    check_rivals(tree, path, given)
                    tree = with_value(tree, path, given)
            except Misread as misread:
                self.faults += [
                    replace(fault, help=fault.help.replace(prefix, ""), at=(*place, "set", text), on_key=True)
                    for fault in misread.faults
                ]
        return tree


def _used(tree: Tree, node: Node) -> str | None:
    """Return the module that a step uses; None where it uses none, or one that cannot be understood."""
    use = child(node, "use")
    name = use.value.strip() if use is not None and isinstance(use.value, str) else ""
    if child(node, "next") is None:
        return None
    module = find(tree, ("modules", name)) if name else None
    start = child(module, "starts_at") if module is not None else None
    if start is None or not isinstance(start.value, str):
        return None
    return name if start.value.strip() in _steps_of(tree, name) else None


def _steps_of(tree: Tree, module: str) -> dict[str, Node]:
    return _entries(find(tree, ("modules", module, "steps")))


def _entries(node: Node | None) -> dict[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _circles(tree: Tree) -> Iterator[Fault]:
    """Yield a fault for each use by which a module comes to contain itself."""
    onward = {
        module: {step: _used(tree, node) for step, node in _steps_of(tree, module).items()}
        for module in _entries(child(tree.root, "modules"))
    }
    for module, steps in onward.items():
        for step, used in steps.items():
            chain = _way_back(used, module, onward)
            if chain:
                told = " uses ".join(f"`{name}`" for name in [module, *chain])
                yield Fault(
                    f"a module cannot contain itself: {told}",
                    "let one of them have steps of its own in this place",
                    "module-in-itself",
                    ("modules", module, "steps", step, "use"),
                )


def _way_back(start: str | None, wanted: str, onward: Mapping[str, Mapping[str, str | None]]) -> list[str]:
    """Return the modules from one that is used to the one wanted, or nothing."""
    ahead = [[start]] if start is not None else []
    seen = set()
    while ahead:
        chain = ahead.pop(0)
        last = chain[-1]
        if last == wanted:
            return [name for name in chain if name is not None]
        if last is None or last in seen:
            continue
        seen.add(last)
        ahead += [[*chain, used] for used in onward.get(last, {}).values() if used is not None]
    return []
