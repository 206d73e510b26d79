"""Guard over templates: a name that one block sets is not there in another.

Django forgets at the end of a block what ``{% url … as name %}`` has set in it. A "Cancel" in the
next block then leads nowhere but to its own page, and nothing says so.
"""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
BLOCK = re.compile(r"{%\s*(?:block\s+(?P<name>\w+)|endblock(?:\s+\w+)?)\s*%}")
TAG = re.compile(r"{%.*?%}|{{.*?}}")
SET = re.compile(r"\bas\s+(\w+)\s*%}$")
QUOTED = re.compile(r'"[^"]*"')


def lost_names(text: str) -> set[str]:
    """Addresses that are set in a block and read in one that does not lie within it."""
    inside, known, lost = [0], {0: set()}, set()
    homes: dict[str, set[int]] = {}
    for tag in TAG.finditer(text):
        if block := BLOCK.fullmatch(tag[0]):
            if block["name"]:
                inside.append(tag.start() + 1)
                known[inside[-1]] = set()
            else:
                inside.pop()
            continue
        words = set(re.findall(r"(?<![\w.|])[a-z_]+\b(?!=)", QUOTED.sub("", tag[0])))
        named = SET.search(tag[0])
        visible = set().union(*(known[one] for one in inside))
        lost |= {name for name in words & set(homes) if name not in visible and not named}
        if named and tag[0].startswith("{% url"):
            known[inside[-1]].add(named[1])
            homes.setdefault(named[1], set()).add(inside[-1])
    return lost


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_template_reads_no_address_that_another_block_has_set(path):
    assert lost_names(path.read_text(encoding="utf-8")) == set()


def test_address_of_another_block_is_found():
    head = '{% block head %}{% url "start" as back %}<a href="{{ back }}">{% endblock head %}'
    assert lost_names(head) == set()
    assert lost_names(head + "{% block content %}{{ back }}{% endblock content %}") == {"back"}
    again = '{% block content %}{% url "start" as back %}{{ back }}{% endblock content %}'
    assert lost_names(head + again) == set()
