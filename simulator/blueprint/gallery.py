"""The gallery: blueprints to start from, each with the data files it names beside it."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.errors import UsageError
from simulator.names import did_you_mean
from simulator.places import check_file, write_file

_SUFFIX = ".yaml"

#: What an editor completes and checks by; the first line of every blueprint of the gallery names it.
SCHEMA = "sopsim.schema.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One blueprint of the gallery.

    Attributes:
        name: what follows `--from` (the file without its ending).
        title: its `blueprint:` line.
        purpose: its `purpose:` line, the question it answers.
        file: where it stands.
        data: the files it names, beside it.
    """

    name: str
    title: str
    purpose: str
    file: Path
    data: tuple[Path, ...]


def folder() -> Path:
    """Return the folder of the gallery: in an installed package inside it, in a checkout beside it."""
    package = Path(__file__).parent.parent
    installed = package / "gallery"
    return installed if installed.is_dir() else package.parent / "blueprints"


def entries() -> tuple[Entry, ...]:
    """Return every blueprint of the gallery, by name."""
    return tuple(_entry(file) for file in sorted(folder().glob(f"*{_SUFFIX}")))


def entry(name: str) -> Entry:
    """Return the entry called `name` (`bank_branch`, also `bank-branch.yaml`).

    Raises:
        UsageError: there is none; says which are like it.
    """
    wanted = name.removesuffix(_SUFFIX).replace("-", "_")
    known = {file.stem: file for file in sorted(folder().glob(f"*{_SUFFIX}"))}
    if wanted not in known:
        raise UsageError(f"the gallery has no `{name}`; {did_you_mean(name, known)}")
    return _entry(known[wanted])


def start(name: str, template: Entry) -> tuple[Path, ...]:
    """Copy an entry to the blueprint file `name` (`.yaml` is added), its data files beside it.

    Returns:
        The files written, the blueprint first. A data file that already stands there with the same
        content is left alone and not among them, nor is the schema for editors, which is always put there.

    Raises:
        UsageError: a file of that name is there already, or the folder cannot be written.
        RunError: writing failed, such as for a full disk.
    """
    target = Path(name) if name.endswith((_SUFFIX, ".yml")) else Path(name + _SUFFIX)
    copies = [(template.file, target)]
    for source in template.data:
        beside = target.parent / source.name
        if not (beside.is_file() and filecmp.cmp(source, beside, shallow=False)):
            copies.append((source, beside))
    for _, copy in copies:
        if copy.exists() or copy.is_symlink():
            raise UsageError(f"{copy} is there already and stays as it is; choose another name")
        check_file(copy)
    schema = template.file.parent / SCHEMA
    for source, copy in [*copies, (schema, target.parent / SCHEMA)]:
        write_file(copy, source.read_bytes())
    return tuple(copy for _, copy in copies)


def _entry(file: Path) -> Entry:
    from ruamel.yaml import YAML

    tree = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    data = tuple(file.parent / named for named in dict.fromkeys(_data_files(tree)))
    purpose = " ".join(str(tree.get("purpose", "")).split())
    return Entry(file.stem, str(tree.get("blueprint", file.stem)), purpose, file, data)


def _data_files(tree: Any) -> Iterator[str]:
    """Every file named by a `csv:` anywhere in a blueprint."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key == "csv" and isinstance(value, str):
                yield value
            else:
                yield from _data_files(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _data_files(value)
