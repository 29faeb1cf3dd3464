"""Faults in what was written: collected, carried to their place, told in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

Key = str | int
Path = tuple[Key, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an entry.

    Attributes:
        message: what is wrong, without a full stop at the end.
        help: what to write instead, or an empty string.
        code: a short stable name of the kind of fault.
        at: the place, as keys and list indices below the entry that was read.
        offset: how many characters into the text of that place the fault begins.
        on_key: whether the fault is the key itself and not what stands behind it.
    """

    message: str
    help: str = ""
    code: str = "wrong-value"
    at: Path = ()
    offset: int = 0
    on_key: bool = False


class Misread(ValueError):  # noqa: N818
    """An entry cannot be read; it carries every fault that was found in it."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


def wrong(message: str, help: str = "", code: str = "wrong-value", at: Path = ()) -> Misread:  # noqa: A002
    """Return the error of a single fault, ready to be raised."""
    return Misread(Fault(message, help, code, at))


class Collector:
    """Reads the parts of an entry one by one and keeps their faults until all are read."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, at: Key | Path, function: Callable[..., T], *args: Any, **kwargs: Any) -> T | None:
        """Return `function(*args)`, or None and keep its faults, with `at` put before their place."""
        start = at if isinstance(at, tuple) else (at,)
        try:
            return function(*args, **kwargs)
        except Misread as misread:
            self.faults.extend(replace(fault, at=start + fault.at) for fault in misread.faults)
            return None

    def read_key(self, key: str, function: Callable[..., T], *args: Any) -> T | None:
        """Return `function(key, *args)`, or None and keep its faults as faults of the key itself."""
        try:
            return function(key, *args)
        except Misread as misread:
            self.faults.extend(replace(fault, at=(key,), on_key=True) for fault in misread.faults)
            return None

    def add(
        self,
        message: str,
        help: str = "",  # noqa: A002
        code: str = "wrong-value",
        at: Key | Path = (),
        on_key: bool = False,
    ) -> None:
        """Keep a fault."""
        place = at if isinstance(at, tuple) else (at,)
        self.faults.append(Fault(message, help, code, place, on_key=on_key))

    def close(self) -> None:
        """Raise everything that was kept.

        Raises:
            Misread: with all faults, where there are any.
        """
        if self.faults:
            raise Misread(*self.faults)
