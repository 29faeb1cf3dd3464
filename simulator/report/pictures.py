"""Pictures as files: what they can be called, how they look, the same bytes each time."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import RunError, UsageError
from simulator.places import check_file, reason

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What can be written, by the ending of the file's name.
FORMATS = (".png", ".svg", ".pdf")

#: Fonts with Chinese letters, one for each system.
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)

#: Where the date stands that would differ from time to time.
_DATES = {".svg": "Date", ".pdf": "CreationDate"}


def check_picture(path: str | os.PathLike[str]) -> None:
    """Make sure that a picture can have this name.

    Raises:
        UsageError: the ending is none of `FORMATS`, or no file can be written there.
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise UsageError(
            f"a picture ends with {', '.join(FORMATS)}, not with `{target.suffix or target.name}`"
        )
    check_file(target)


def save_picture(
    path: str | os.PathLike[str], size: tuple[float, float], draw: Callable[[Figure], None]
) -> str:
    """Write a picture; the same drawing gives the same bytes.

    Args:
        path: of the file.
        size: width and height, in inches.
        draw: puts everything on it.

    Returns:
        What is wrong with it, in a sentence: letters for which there is no font here. Else nothing.

    Raises:
        UsageError: as of `check_picture`.
        RunError: the file cannot be written.
    """
    check_picture(path)
    target = Path(path)
    ending = target.suffix.lower()
    import matplotlib as mpl

    # That a font has another weight than was asked for is nobody's concern.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    # In an SVG letters stay letters: whoever looks at it has the fonts for them.
    with (
        mpl.rc_context(
            {
                "svg.hashsalt": "sopsim",
                "svg.fonttype": "none",
                "font.size": 9,
                "font.family": _families(),
            }
        ),
        warnings.catch_warnings(record=True) as noted,
    ):
        warnings.simplefilter("always")
        figure = _empty(size)
        draw(figure)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            figure.savefig(target, dpi=150, metadata={_DATES[ending]: None} if ending in _DATES else {})
        except OSError as error:
            raise RunError(f"the picture `{target}` cannot be written: {reason(error)}") from None
    if ending == ".svg" or not any("missing from font" in str(one.message) for one in noted):
        return ""
    return f"no font here has all letters of `{target.name}`; an .svg shows them where there is one"


def _empty(size: tuple[float, float]) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=size, layout="constrained")


def _families() -> list[str]:
    """Fonts for all letters, as far as they are here; the first one has the digits."""
    from matplotlib.font_manager import get_font_names

    there = set(get_font_names())
    return ["DejaVu Sans", *(family for family in _CHINESE if family in there)]
