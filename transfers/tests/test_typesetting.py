"""Whatever people write, the document is made: what no font shows is replaced, the rest stays."""

import io
import re

import pypdf
import pytest
import typst

from transfers.letters import without_controls
from transfers.typesetting import FONTS, REPLACEMENT, set_pdf

LAYOUT = """#set document(title: "Words")
#let d = json(bytes(sys.inputs.d))
#set text(font: d.fonts)
#d.words"""


@pytest.fixture
def written(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    layout = tmp_path / "words.typ"
    layout.write_text(LAYOUT)

    def write(words: str) -> str:
        pdf = set_pdf(layout, "d", {"fonts": FONTS, "words": words})
        text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
        return re.sub(r"\s+", " ", text).strip()

    return write


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Aya 😀 中国", f"Aya {REPLACEMENT} {REPLACEMENT * 2}"),
        ("\U0001f44d\U0001f3fd\ufe0f!", f"{REPLACEMENT}!"),
        ("Cafe\u0301", "Café"),
        ("a\vb\fc\x1bd\ufffe\ud800e", "a b cde"),
        ("Әлия ₸ → ✓ ქართ Հայ Việt", "Әлия ₸ → ✓ ქართ Հայ Việt"),
    ],
)
def test_what_no_font_shows_is_replaced_and_all_else_stays(written, words, shown):
    assert written(words) == shown


@pytest.mark.parametrize("words", ["سلام", "שלום", "שָׁלוֹם", "हिन्दी"])
def test_scripts_of_other_fonts_are_kept(written, words):
    assert REPLACEMENT not in written(words)


def test_letters_that_only_fail_side_by_side_do_not_stop_a_document(written):
    every = "".join(map(chr, range(0x20, 0x3000, 7)))
    assert "б" in written(every + " абвгд")


def test_fault_of_a_layout_is_told(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    layout = tmp_path / "words.typ"
    layout.write_text("#nowhere")
    with pytest.raises(typst.TypstError, match="unknown variable"):
        set_pdf(layout, "d", {"words": "中"})


def test_line_breaks_of_all_kinds_become_one_and_controls_go():
    assert (
        without_controls("a\r\nb\vc\fd\re\tf\x00\x1b\x7f\ufffe\ud800g😀") == "a\nb\nc\nd\ne\tfg😀"
    )
