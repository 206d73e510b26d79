"""The plan as a DOCX, with real headings and tables, to go on writing in a word processor."""

from io import BytesIO

import docx as word
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from campaigns.documents.content import (
    Chapter,
    Document,
    is_wide,
    name_and_rest,
    parts_of,
    widths_of,
)
from campaigns.sections.reading import Listing, Text
from transfers.letters import without_controls

FONT = "Arial"
"""On every machine, or drawn by one of the same widths; it has the Kazakh letters."""
INK = RGBColor(0x10, 0x26, 0x3B)
LINE, HEAD_FILL = "D9D4C8", "F5F3EC"
MARGIN, ACROSS_MARGIN = Mm(20), Mm(18)
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
TABLE_SIZE = Pt(9)
SIZES = {"Normal": 10.5, "Title": 24, "Heading 1": 17, "Heading 2": 12.5, "Heading 3": 11}


def write_docx(document: Document) -> bytes:
    docx = word.Document()
    docx.core_properties.title = without_controls(document.title)
    docx.core_properties.author = without_controls(document.organisation)
    docx.core_properties.language = translation.get_language() or "en"
    _set_page(docx)
    docx.add_heading(without_controls(document.title), level=0)
    docx.add_paragraph(without_controls(document.organisation))
    for fact in document.facts:
        _pair(docx, fact.label, fact.value)
    if document.summary:
        docx.add_paragraph(without_controls(document.summary))
    for chapter in document.chapters:
        _turn_page(docx, chapter.is_across)
        _write_chapter(docx, chapter, document.empty_words)
    written = BytesIO()
    docx.save(written)
    return written.getvalue()


def _set_page(docx: Docx) -> None:
    section = docx.sections[0]
    _lay(section, is_across=False)
    for name, size in SIZES.items():
        _set_font(docx.styles[name], size)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)


def _lay(section: Section, *, is_across: bool) -> None:
    """An A4 page, upright or on its side."""
    sides = (LONG_SIDE, SHORT_SIDE) if is_across else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if is_across else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = ACROSS_MARGIN if is_across else MARGIN
    section.top_margin = section.bottom_margin = ACROSS_MARGIN if is_across else MARGIN


def _turn_page(docx: Docx, is_across: bool) -> None:
    """A new page on which the text runs the other way; none where it runs so already."""
    is_now = docx.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if is_across != is_now:
        _lay(docx.add_section(WD_SECTION.NEW_PAGE), is_across=is_across)


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
        docx.add_paragraph(without_controls(text.value))
    for card in chapter.cards:
        _card(docx, card)
    for listing in chapter.listings:
        if listing.title:
            docx.add_heading(listing.title, level=2)
        if is_wide(listing, chapter):
            _blocks(docx, listing)
        else:
            _table(docx, listing, widths_of(listing, chapter))


def _card(docx: Docx, card: dict) -> None:
    persona = card["persona"]
    name = without_controls(persona.name)
    docx.add_heading(f"{name} ({_('invented')})", level=2)
    if persona.audience:
        audience = docx.add_paragraph(without_controls(str(persona.audience)))
        audience.paragraph_format.keep_with_next = True
    _pairs(docx, [Text(line["label"], line["text"]) for line in card["lines"]])


def _blocks(docx: Docx, listing: Listing) -> None:
    """Each row under what it is called by."""
    for row in listing.rows:
        name, rest = name_and_rest(listing, row)
        docx.add_heading(without_controls(name), level=3)
        _pairs(docx, rest)


def _pairs(docx: Docx, texts: list[Text]) -> None:
    """Lines that stay on one page."""
    for text in texts:
        paragraph = _pair(docx, text.label, text.value)
        paragraph.paragraph_format.keep_with_next = text is not texts[-1]


def _pair(docx: Docx, label: str, value: str) -> Paragraph:
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(without_controls(f"{label}: ")).bold = True
    paragraph.add_run(without_controls(value))
    return paragraph


def _table(docx: Docx, listing: Listing, widths: list[float]) -> None:
    table = docx.add_table(rows=1, cols=len(listing.heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, listing.heads, strict=True):
        _fill(cell, [[head]], is_strong=True)
        _shade(cell)
    for row in listing.rows:
        for at, (cell, value) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _fill(cell, parts_of(value), is_strong=at in listing.strong)
            if at in listing.numbers:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _set_widths(docx, table, widths)
    _set_borders(table)
    # No row is cut by the end of a page, and the first one stands on every page again.
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.trPr.append(OxmlElement("w:tblHeader"))
    docx.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cell: _Cell, parts: list[list[str]], *, is_strong: bool) -> None:
    """A paragraph for each part, whose first line may be strong."""
    for number, lines in enumerate(parts):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        for at, line in enumerate(lines):
            run = paragraph.add_run(without_controls(line))
            run.font.size = TABLE_SIZE
            run.bold = is_strong and at == 0
            if at < len(lines) - 1:
                run.add_break()


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _set_borders(table: Table) -> None:
    """Thin lines between rows only, and room around the text."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        is_drawn = side in {"top", "bottom", "insideH"}
        line.set(qn("w:val"), "single" if is_drawn else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), LINE)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 50), ("left", 80), ("bottom", 30), ("right", 80)):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), str(twips))
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    # The schema has an order for these; what stands there already shows it.
    properties.find(qn("w:tblLayout")).addprevious(borders)
    properties.find(qn("w:tblLook")).addprevious(margins)


def _set_widths(docx: Docx, table: Table, widths: list[float]) -> None:
    """Word goes by the columns, LibreOffice by the cells."""
    section = docx.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = int(room * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width
