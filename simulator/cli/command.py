"""A command of the program: nothing that is given twice silently loses its first value."""

from __future__ import annotations

from collections import Counter
from typing import Any

from typer.core import TyperCommand

from simulator.errors import UsageError


class Command(TyperCommand):
    """A command whose options may be given once, but for those that say that they may be repeated."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        single = [p for p in order if not getattr(p, "multiple", False) and not getattr(p, "is_flag", False)]
        for parameter, times in Counter(single).items():
            if times > 1:
                raise UsageError(f"`{parameter.opts[0]}` is given {_times(times)}; give it once")
        return super().parse_args(ctx, args)


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
