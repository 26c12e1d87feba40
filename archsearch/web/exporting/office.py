"""Documents → a Word document: both versions side by side, with citation and rights."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from archsearch.web.describing import reference_text, titles, version_name
from archsearch.web.marking import without_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word

    from archsearch.web.exporting.taken import Taken


def to_docx(taken: Sequence[Taken]) -> bytes:
    """A page for each document: titles, date and reference, a table of its passages, citation."""
    from docx import Document  # noqa: PLC0415 - only whoever takes one waits for it to load

    word = Document()
    for place, each in enumerate(taken):
        _add(word, each, new_page=place > 0)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _add(word: Word, taken: Taken, *, new_page: bool) -> None:
    document = taken.view.document
    first, *others = titles(document)
    heading = word.add_heading(without_controls(first.text), level=1)
    heading.paragraph_format.page_break_before = new_page
    for title in others:
        word.add_paragraph(without_controls(title.text), style="Subtitle")
    facts = (document.date.written or document.date.edtf, reference_text(document))
    word.add_paragraph(without_controls(" · ".join(filter(None, facts))))
    if document.versions and taken.view.passages:
        _add_table(word, taken)
    for line in filter(None, (taken.note, taken.cited.rights)):
        word.add_paragraph(without_controls(line))


def _add_table(word: Word, taken: Taken) -> None:
    """A column for each version, a row for each passage."""
    versions, passages = taken.view.document.versions, taken.view.passages
    # All rows at once: each one added later is looked for among all before it.
    table = word.add_table(rows=1 + len(passages), cols=len(versions), style="Table Grid")
    head, *rows = table.rows
    for cell, version in zip(head.cells, versions, strict=True):
        cell.text = version_name(version)
    for row, passage in zip(rows, passages, strict=True):
        for cell, version in zip(row.cells, versions, strict=True):
            marked = passage.texts.get(version.key)
            cell.text = without_controls(marked.text.strip()) if marked else ""
