"""The documents of a service, as texts and files."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.blueprint.schema.whole import Blueprint
from simulator.errors import UsageError
from simulator.experiment.check import check
from simulator.names import did_you_mean
from simulator.places import check_file, write_file
from simulator.report.sop.exceptions import exceptions_page
from simulator.report.sop.pages import Page
from simulator.report.sop.procedure import procedure_page
from simulator.report.sop.process import process_page
from simulator.report.sop.text import as_html, as_markdown

TEXTS = ("md", "html")
FORMATS = (*TEXTS, "docx")

#: What no file name holds on every system.
_NO_NAME = re.compile(r'[\s\\/:*?"<>|.\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a service: its process, an SOP for each step that has one, its exception plan.

    Attributes:
        pages: each of them, in this order.
    """

    pages: tuple[Page, ...]

    def text(self, format: str = "md") -> str:  # noqa: A002
        """All of them as one text: Markdown (`md`), or one page of `html` that needs nothing beside it.

        Raises:
            UsageError: there is no such format, or it is no text.
        """
        check_format(format, TEXTS)
        return as_markdown(self.pages) if format == "md" else as_html(self.pages)

    def files(self, format: str = "md") -> dict[str, bytes]:  # noqa: A002
        """Each as a file, by its name; the same blueprint gives the same bytes.

        Raises:
            UsageError: there is no such format.
        """
        check_format(format, FORMATS)
        return {f"{page.stem}.{format}": _content(page, format) for page in self.pages}

    def save(
        self,
        folder: str | os.PathLike[str],
        format: str = "md",  # noqa: A002
        *,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write each to a file in a folder, and return where they are.

        Raises:
            UsageError: a file of that name is there already and `overwrite` does not allow to replace it, or
                the folder cannot be written.
            RunError: writing failed, such as for a full disk.
        """
        return write_files(
            {Path(folder) / name: content for name, content in self.files(format).items()}, overwrite
        )


def sop(blueprint: Blueprint, *, step: str | None = None) -> Documents:
    """Return the documents of a service.

    Args:
        blueprint: as `load` returns it.
        step: only the SOP of this step.

    Raises:
        UsageError: there is no such step, or it has no SOP.
    """
    written = [name for name, of in blueprint.steps.items() if of.sop is not None]
    if step is not None and step not in written:
        if step in blueprint.steps:
            raise UsageError(f"the step `{step}` has no SOP; describe it in the blueprint: `sop: ...`")
        raise UsageError(f"there is no step `{step}`; {did_you_mean(step, tuple(blueprint.steps))}")
    procedures = tuple(
        procedure_page(blueprint, name, f"2-{number:02}-{_NO_NAME.sub('-', name).strip('-')}")
        for number, name in enumerate(written, start=1)
        if step in (None, name)
    )
    if step is not None:
        return Documents(procedures)
    overview = check(blueprint).overview
    return Documents((process_page(blueprint, overview), *procedures, exceptions_page(blueprint)))


def check_format(format: str, known: tuple[str, ...]) -> None:  # noqa: A002
    """See that a format is known.

    Raises:
        UsageError: it is not.
    """
    if format not in known:
        raise UsageError(f"there is no format `{format}` here; {did_you_mean(format, known)}")


def write_files(files: Mapping[Path, bytes], overwrite: bool) -> tuple[Path, ...]:
    """Write files, none where one of them must not be replaced, and return where they are.

    Raises:
        UsageError: a file is there already and may not be replaced, or cannot be written.
        RunError: writing failed, such as for a full disk.
    """
    for file in files:
        if not overwrite and (file.exists() or file.is_symlink()):
            raise UsageError(
                f"{file} is there already and stays as it is; name another place, or allow it to be replaced "
                "with --overwrite"
            )
        check_file(file)
    for file, content in files.items():
        write_file(file, content)
    return tuple(files)


def _content(page: Page, format: str) -> bytes:  # noqa: A002
    if format == "docx":
        from simulator.report.sop.word import as_docx

        return as_docx((page,))
    text = as_markdown((page,)) if format == "md" else as_html((page,))
    return text.encode()
