"""Pages as a Word document (DOCX)."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report.blocks import Paragraph, Table
from simulator.report.sop.lanes import lanes_table
from simulator.report.sop.pages import Drawing, Heading, Page

if TYPE_CHECKING:
    from docx.document import Document

#: A moment that says nothing, the earliest that a ZIP archive knows: the same input gives the same bytes.
_NEVER = dt.datetime(1980, 1, 1)

#: With which font Word shows Chinese, Japanese and Korean.
_EAST_ASIAN = "Microsoft YaHei"


def as_docx(pages: Sequence[Page]) -> bytes:
    """Return the pages as one DOCX file, each beginning on a sheet of its own."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _EAST_ASIAN)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = pages[0].title, "", ""
    properties.created = properties.modified = _NEVER
    for number, page in enumerate(pages):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        document.add_heading(page.title, level=1)
        for part in page.parts:
            match part:
                case Heading(text):
                    document.add_heading(text, level=2)
                case Paragraph(text):
                    document.add_paragraph(text)
                case Drawing():
                    _add_table(document, lanes_table(part))
                case Table():
                    _add_table(document, part)
    stream = io.BytesIO()
    document.save(stream)
    return _undated(stream.getvalue())


def _add_table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(column.head).bold = True
    for row in table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(table.note)


def _undated(content: bytes) -> bytes:
    """Return an archive whose entries do not say when they were written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            undated = zipfile.ZipInfo(entry.filename, _NEVER.timetuple()[:6])
            undated.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(undated, old.read(entry))
    return stream.getvalue()
