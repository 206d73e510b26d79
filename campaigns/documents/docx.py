"""The plan as a DOCX, with real headings and tables, to go on writing in a word processor."""

from io import BytesIO

import docx as word
from django.utils.translation import gettext as _
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table

from campaigns.documents.content import Chapter, Document, is_wide, name_and_rest, widths_of
from campaigns.sections.reading import Listing

FONT = "Arial"
"""On every machine, or drawn by one of the same widths; it has the Kazakh letters."""
INK = RGBColor(0x10, 0x26, 0x3B)
MARGIN, TEXT_WIDTH = Mm(20), Mm(170)
SIZES = {"Normal": 10.5, "Title": 24, "Heading 1": 17, "Heading 2": 12.5, "Heading 3": 11}


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
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for name, size in SIZES.items():
        _set_font(docx.styles[name], size)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _set_font(style, size: float) -> None:
    """The theme's fonts stand before a named one, so they are taken out."""
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), INK
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), FONT)


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
        if listing.title:
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
    """Each row under what it is called by."""
    for row in listing.rows:
        name, rest = name_and_rest(listing, row)
        docx.add_heading(name, level=3)
        for text in rest:
            _pair(docx, text.label, text.value)


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
        for at, (cell, value) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = value
            if at in listing.numbers:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _set_widths(table, widths_of(listing))
    # No row is cut by the end of a page, and the first one stands on every page again.
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.trPr.append(OxmlElement("w:tblHeader"))


def _set_widths(table: Table, widths: list[float]) -> None:
    """Word goes by the columns, LibreOffice by the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(TEXT_WIDTH * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width
