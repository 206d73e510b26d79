"""The theme itself: both modes complete, every text readable, the goals in their own colours."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.models import User
from accounts.permissions import Role
from accounts.templatetags.birge import has_bottom_bar, initials, may, short_number
from accounts.tests.factories import make_user

TOKENS = Path(finders.find("css/tokens.css")).read_text(encoding="utf-8")
PARTS = Path(finders.find("css/parts.css")).read_text(encoding="utf-8")


def tokens_in(selector: str) -> dict[str, str]:
    """The custom properties of the block with this selector."""
    block = re.search(re.escape(selector) + r" \{(.*?)\}", TOKENS, re.DOTALL).group(1)
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block))


LIGHT = tokens_in(":root")
DARK = tokens_in(':root[data-bs-theme="dark"]')
DARK_WITHOUT_SCRIPT = tokens_in(":root:not([data-bs-theme])")


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


TEXT_ON_GROUND = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "card", "sunk")),
    *((word, "card") for word in ("sky", "good", "warn", "bad", "bkd-ink", "plf-ink")),
    *((word, "paper") for word in ("sky", "good", "warn", "bad")),
    ("on-sky", "sky"),
    ("on-bad", "bad"),
    ("sky", "sky-2"),
    ("good", "good-2"),
    ("warn", "warn-2"),
    ("bad", "bad-2"),
    ("bkd-ink", "bkd-2"),
    ("plf-ink", "plf-2"),
    ("ink-2", "line-2"),
    ("on-step-0", "step-0"),
    ("on-step-0", "step-1"),
    ("on-step-0", "step-2"),
    ("on-step-3", "step-3"),
    ("on-step-4", "step-4"),
    ("on-step-5", "step-5"),
]


def test_dark_without_script_is_the_same_dark():
    assert DARK == DARK_WITHOUT_SCRIPT
    assert set(DARK) <= set(LIGHT)
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours == {name for name, value in DARK.items() if value.startswith("#")}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable_on_its_ground(mode, text, ground):
    tokens = {"light": LIGHT, "dark": DARK}[mode]
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_edge_of_a_field_is_seen_on_its_ground(mode):
    assert contrast(mode["line-strong"], mode["card"]) >= 3


def test_numbers_of_the_goals_are_readable_on_their_official_colours():
    colours = dict(re.findall(r"\.goal-(\d+) \{ background: (#\w{6}); \}", PARTS))
    dark_text = re.search(r":is\((\.goal-2[^)]*)\) \{\s*color: (#\w{6});", PARTS)
    on_dark = set(re.findall(r"goal-(\d+)", dark_text.group(1)))
    assert len(colours) == 17
    for number, colour in colours.items():
        text = dark_text.group(2) if number in on_dark else "#ffffff"
        assert contrast(text, colour) >= 4.5, number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, "–"),
        (0, "0"),
        (999, "999"),
        (1240, "1.2k"),
        (99_960, "100k"),
        (512_300, "512k"),
        (999_999, "1.0M"),
        (2_500_000, "2.5M"),
    ],
)
def test_short_number_fits_a_tile(number, shown):
    assert short_number(number) == shown


def drawn(template: str, **context) -> str:
    return Template("{% load birge %}" + template).render(Context(context))


def test_page_header_keeps_buttons_and_escapes_words():
    header = drawn(
        '{% page_header title=name %}<a class="btn">{{ name }}</a>{% endpage_header %}',
        name="<b>School</b>",
    )
    assert "<h1>&lt;b&gt;School&lt;/b&gt;</h1>" in header
    assert '<a class="btn">&lt;b&gt;School&lt;/b&gt;</a>' in header


def test_pagination_keeps_the_filters():
    page = Paginator(range(120), 50).page(2)
    request = RequestFactory().get("/sessions/?status=planned&page=2")
    request.user = AnonymousUser()
    shown = render_to_string("_components/pagination.html", {"page": page}, request)
    assert "51–100 of 120" in shown
    assert 'href="?status=planned&amp;page=3"' in shown
    assert 'href="?status=planned&amp;page=1"' in shown


def test_drawings_that_templates_name_exist():
    sprite = Path(finders.find("img/icons.svg")).read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    templates = Path(finders.find("css/tokens.css")).parents[2] / "templates"
    named = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= known


def test_initials_come_from_the_name_else_from_the_address():
    assert initials(User(first_name="Айгерім", last_name="Сәдуақас")) == "АС"
    assert initials(User(email="dana@example.org")) == "D"


@pytest.mark.django_db
def test_bottom_bar_is_for_those_who_only_volunteer():
    assert has_bottom_bar(make_user(Role.VOLUNTEER))
    assert not has_bottom_bar(make_user(Role.COORDINATOR))
    assert not has_bottom_bar(AnonymousUser())


@pytest.mark.django_db
def test_template_asks_for_a_permission_by_name():
    manager = make_user(Role.MANAGER)
    assert may(manager, "see_reports")
    assert not may(manager, "see_own_hours")
    assert not may(AnonymousUser(), "see_start")
    with pytest.raises(ValueError, match="see_the_moon"):
        may(manager, "see_the_moon")


@pytest.mark.django_db
def test_page_for_offline_says_nothing_of_the_volunteer_who_reads_it(rf):
    page = Template("{% extends frame_for_offline %}")
    name = {"first_name": "Aigerim", "last_name": "Serik"}
    texts = {}
    for role in (Role.VOLUNTEER, Role.MANAGER):
        request = rf.get("/")
        request.user = make_user(role, **name)
        texts[role] = page.render(RequestContext(request))
    assert "Aigerim" in texts[Role.MANAGER]
    assert not re.search("Aigerim|>AS<|@|csrf", texts[Role.VOLUNTEER])
