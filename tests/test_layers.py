"""The one-way order of the floors, held against every import there is, also those inside functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

PACKAGE = Path(__file__).parent.parent / "simulator"

#: From the ground up; the modules of one row are one floor.
FLOORS = (
    ("constants", "errors", "names", "places", "timeline"),
    ("randomness",),
    ("blueprint",),
    ("model",),
    ("engine",),
    ("analysis",),
    ("experiment",),
    ("report",),
    ("cli",),
    ("__init__", "__main__", "theory"),
)
HEIGHT = {name: height for height, row in enumerate(FLOORS) for name in row}

#: Libraries that only one part of the house may know.
ONLY_IN = {
    "simpy": ("engine/",),
    "networkx": ("model/",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "matplotlib": ("report/",),
    "jinja2": ("report/sop/text.py",),
    "docx": ("report/sop/word.py",),
    "sqlite3": ("experiment/sweeps/store.py",),
    "distributed": ("experiment/sweeps/dask_cluster.py",),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def floor_of(path: Path) -> str:
    """The first name below `simulator/`: `cli` for cli/run.py, `errors` for errors.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every (line, absolute module) that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides its floor"
            assert node.module is not None
            yield node.lineno, node.module
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def upward_imports(path: Path) -> list[str]:
    """Imports of a floor above the file's own."""
    own = floor_of(path)
    found = []
    for line, module in imports_of(path):
        parts = module.split(".")
        if parts[0] != "simulator" or len(parts) < 2 or parts[1] == own:
            continue
        if parts[1] == "__version__":  # a plain string that needs no other module
            continue
        if HEIGHT[parts[1]] > HEIGHT[own]:
            found.append(f"{path.relative_to(PACKAGE)}:{line} imports {module}")
    return found


def test_every_module_has_a_floor() -> None:
    floors = {floor_of(path) for path in modules()}
    assert floors <= set(HEIGHT), f"no floor given for {sorted(floors - set(HEIGHT))}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_floor_imports_one_above_it(path: Path) -> None:
    assert upward_imports(path) == []


def test_the_walk_sees_imports_inside_functions_and_under_type_checking(tmp_path: Path) -> None:
    source = "if TYPE_CHECKING:\n    from simulator.cli import main\ndef f():\n    import simulator.report\n"
    path = tmp_path / "sample.py"
    path.write_text(source, encoding="utf-8")
    assert [module for _, module in imports_of(path)] == [
        "simulator.cli",
        "simulator.cli.main",
        "simulator.report",
    ]


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Also those that a type checker alone sees: what can only be read together belongs together."""
    files = [path for path in modules() if path.stem != "__init__"]  # a face is imported by its own parts
    names = {
        ".".join(("simulator", *file.relative_to(PACKAGE).with_suffix("").parts)): file for file in files
    }
    graph = networkx.DiGraph()
    for name, path in names.items():
        graph.add_edges_from((name, module) for _, module in imports_of(path) if module in names)
    graph.remove_edges_from(networkx.selfloop_edges(graph))
    circles = [sorted(circle) for circle in networkx.strongly_connected_components(graph) if len(circle) > 1]
    assert circles == []


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_is_known_in_its_place_only(library: str) -> None:
    strangers = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in modules()
        for line, module in imports_of(path)
        if module.split(".")[0] == library
        and not path.relative_to(PACKAGE).as_posix().startswith(ONLY_IN[library])
    ]
    assert strangers == []


def test_simpy_is_imported_in_exactly_one_file() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for _, module in imports_of(path)
        if module.split(".")[0] == "simpy"
    }
    assert len(users) == 1


def test_no_source_of_chance_but_our_own() -> None:
    """`random` and `numpy.random` have state of their own; every draw here is addressed."""
    found = []
    for path in modules():
        for line, module in imports_of(path):
            if module.split(".")[0] == "random" or module.startswith("numpy.random"):
                found.append(f"{path.relative_to(PACKAGE)}:{line}")
        found += [
            f"{path.relative_to(PACKAGE)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("np.random", "numpy.random")
        ]
    assert found == []


def test_nothing_is_evaluated() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.func.id}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec", "compile", "__import__")
    ]
    assert found == []
