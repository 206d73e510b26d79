"""Tags and filters for every template; docs/look.md shows them in use."""

from functools import cache

from django import forms, template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts import offline
from accounts.header import header_of
from accounts.models import User
from accounts.permissions import Permission
from regions.texts import render_text
from regions.wording import WRITTEN_LANGUAGES

register = template.Library()


def _trimmed(rendered: str) -> SafeString:
    """What a block rendered, without the space around it; the template has escaped it."""
    return SafeString(rendered.strip())


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """One drawing of static/img/icons.svg. It says nothing aloud: the words beside it do."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def site_header(context: RequestContext) -> SafeString:
    """The header of the site, with menu and account."""
    return header_of(context)


@register.simple_block_tag
def page_header(
    content: str, title: str, subtitle: str = "", back_url: str = "", back_label: str = ""
) -> SafeString:
    """The heading of a page; the content of the block is its buttons."""
    return render_to_string(
        "_components/page_header.html",
        {
            "title": title,
            "subtitle": subtitle,
            "back_url": back_url,
            "back_label": back_label,
            "actions": _trimmed(content),
        },
    )


@register.simple_block_tag
def empty_state(content: str, title: str, text: str = "", level: int = 2) -> SafeString:
    """What stands in place of an empty list; the content of the block is the next step."""
    return render_to_string(
        "_components/empty_state.html",
        {"title": title, "text": text, "level": level, "action": _trimmed(content)},
    )


@register.filter
def initials(user: User) -> str:
    """Two letters for the round mark of a person: of the name, else of the address."""
    letters = [name[0] for name in (user.first_name, user.last_name) if name]
    return "".join(letters).upper() or user.email[:1].upper()


@register.filter
def has_bottom_bar(user: User | AnonymousUser) -> bool:
    """Whether the places stand at the thumb: for people who are volunteers and nothing else."""
    return offline.has_phone_frame(user)


@register.filter
def may(user: User | AnonymousUser, permission: str) -> bool:
    """Whether somebody has a permission, by its name in lower case: ``user|may:"see_reports"``.

    :raises ValueError: there is no such permission.
    """
    wanted = Permission(permission)
    return user.is_authenticated and user.can(wanted)


@register.filter
def short_number(value: int | None) -> str:
    """A number for a narrow place, such as a tile: 1240 is 1.2k; none is a dash."""
    if value is None:
        return "–"
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        # The bound is where rounding reaches the unit: 999,960 is 1.0M, not 1,000k.
        if value >= size - size // 2_000:
            places = 1 if value < 99.95 * size else 0
            return number_format(round(value / size, places), places) + letter
    return number_format(value, 0)


@register.filter
def written(text: str) -> SafeString:
    """A text of managers, in Markdown, as it is read."""
    return render_text(text)


@register.filter
def in_languages(form: forms.BaseForm, name: str) -> list[dict]:
    """The fields of a form that ask for the same in each language, to stand side by side."""
    names = dict(settings.LANGUAGES)
    return [
        {"code": code, "name": names[code], "field": form[f"{name}_{code}"]}
        for code in WRITTEN_LANGUAGES
    ]
