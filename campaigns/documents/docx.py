"""The plan as a DOCX, with real headings and tables, to go on writing in a word processor."""

from io import BytesIO

import docx as word
from django.utils.translation import gettext as _
from docx.document import Document as Docx
from docx.shared import Mm, Pt

from campaigns.documents.content import Chapter, Document, is_wide
from campaigns.sections.reading import Listing


def write_docx(document: Document) -> bytes:
    docx = word.Document()
    docx.core_properties.title = document.title
    docx.core_properties.author = document.organisation
    _set_page(docx)
    docx.add_heading(document.title, level=0)
    docx.add_paragraph(document.organisation)
    for fact in document.facts:
        _pair(docx, fact.label, fact.value)
    if document.summary:
        docx.add_paragraph(document.summary)
    for chapter in document.chapters:
        _write_chapter(docx, chapter, document.empty_words)
    written = BytesIO()
    docx.save(written)
    return written.getvalue()


def _set_page(docx: Docx) -> None:
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    docx.styles["Normal"].font.size = Pt(10.5)


def _write_chapter(docx: Docx, chapter: Chapter, empty_words: str) -> None:
    docx.add_heading(chapter.title, level=1)
    if chapter.is_empty:
        docx.add_paragraph(empty_words)
    for text in chapter.texts:
        docx.add_heading(text.label, level=2)
        docx.add_paragraph(text.value)
    for card in chapter.cards:
        _card(docx, card)
    for listing in chapter.listings:
        docx.add_heading(listing.title, level=2)
        write = _blocks if is_wide(listing) else _table
        write(docx, listing)


def _card(docx: Docx, card: dict) -> None:
    persona = card["persona"]
    docx.add_heading(f"{persona.name} ({_('invented')})", level=2)
    if persona.audience:
        docx.add_paragraph(str(persona.audience))
    for line in card["lines"]:
        _pair(docx, line["label"], line["text"])


def _blocks(docx: Docx, listing: Listing) -> None:
    """Each row as its lines, with space below it."""
    for row in listing.labelled:
        for head, value in row:
            if value:
                _pair(docx, head, value)
        docx.add_paragraph()


def _pair(docx: Docx, label: str, value: str) -> None:
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(value)


def _table(docx: Docx, listing: Listing) -> None:
    table = docx.add_table(rows=1, cols=len(listing.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, listing.heads, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(head).bold = True
    for row in listing.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
