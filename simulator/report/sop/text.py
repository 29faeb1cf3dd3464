"""Pages as Markdown and as HTML, by the templates beside this file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from simulator.report.blocks import Paragraph
from simulator.report.sop.lanes import lanes_svg, lanes_table
from simulator.report.sop.pages import Drawing, Heading, Page

if TYPE_CHECKING:
    from jinja2 import Environment

#: Signs that mean something in Markdown; an underscore only at the edge of a word, a dash or number first.
_SIGNS = re.compile(r"[\\`*<>\[\]|#]|(?<!\w)_|_(?!\w)|^(?=[-+]\s)")


def as_markdown(pages: Sequence[Page]) -> str:
    """Return the pages as one Markdown text."""
    return _environment(False).get_template("pages.md.j2").render(pages=pages)


def as_html(pages: Sequence[Page]) -> str:
    """Return the pages as one HTML page that needs nothing beside it."""
    return _environment(True).get_template("pages.html.j2").render(pages=pages, title=pages[0].title)


@cache
def _environment(html: bool) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    found = Environment(
        loader=PackageLoader("simulator.report.sop"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name, kind in {"heading": Heading, "paragraph": Paragraph, "drawing": Drawing}.items():
        found.tests[name] = lambda part, kind=kind: isinstance(part, kind)
    found.filters["plain"] = _plain
    found.filters["cell"] = lambda text: _plain(" ".join(text.split()))
    found.filters["lanes_table"] = lanes_table
    found.filters["lanes_svg"] = lambda drawing: Markup(lanes_svg(drawing))  # its texts are escaped there
    return found


def _plain(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
