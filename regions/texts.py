"""Texts that managers write for volunteers: Markdown, of which the harmless part is shown.

Paragraphs, headings, lists, quotations, bold and italic, links, and the pictures that come with
Birge: ``![a bottle and the bin it belongs into](bins)``. Raw HTML stays visible as it was typed.
"""

from collections.abc import Sequence

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

PICTURES_FOLDER = "img/training"
PICTURE_WIDTH, PICTURE_HEIGHT = 640, 320
HIGHEST_HEADING = 2
"""The page has the h1."""


def pictures() -> list[str]:
    """The names by which texts show pictures."""
    folder = settings.BASE_DIR / "static" / PICTURES_FOLDER
    return sorted(path.stem for path in folder.glob("*.svg"))


def _picture(_renderer, tokens: Sequence[Token], index: int, _options, _env) -> str:
    token = tokens[index]
    name = str(token.attrs.get("src", ""))
    if name not in pictures():
        return format_html("<em>{}</em>", token.content)
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
        static(f"{PICTURES_FOLDER}/{name}.svg"),
        token.content,
        PICTURE_WIDTH,
        PICTURE_HEIGHT,
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.disable(["code", "fence", "backticks", "html_block", "html_inline", "reference", "hr"])
    parser.add_render_rule("image", _picture)
    return parser


PARSER = _parser()


def render_text(text: str) -> SafeString:
    """The text as HTML that is safe to show, whoever wrote it."""
    tokens = PARSER.parse(text)
    for token in _every(tokens):
        if token.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            token.tag = f"h{min(max(int(token.tag[1]), HIGHEST_HEADING), 3)}"
        elif token.type == "link_open":
            token.attrSet("rel", "noopener noreferrer")
    # The parser escapes what was typed and lets no script through in addresses.
    return SafeString(PARSER.renderer.render(tokens, PARSER.options, {}))


def unknown_pictures(text: str) -> list[str]:
    """The names of pictures in a text that Birge does not have."""
    known = pictures()
    named = [
        str(token.attrs.get("src", ""))
        for token in _every(PARSER.parse(text))
        if token.type == "image"
    ]
    return [name for name in named if name not in known]


def _every(tokens: Sequence[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *_every(token.children or []))]
