from decimal import Decimal

import pytest
from django.utils import translation

from regions.models import Region
from reporting.labels import short_region_names
from reporting.tilemap import STEPS, draw, step_of, width_of_step


def region(code: str, kind: str = "region", **names: str) -> Region:
    return Region(code=code, kind=kind, tile_col=0, tile_row=0, **names)


@pytest.mark.parametrize(
    ("largest", "width"),
    [(0, 1), (1, 1), (5, 1), (6, 2), (7, 2), (12_222, 2_500), (50, 10), (51, 15), (99_999, 20_000)],
)
def test_width_of_a_step_is_round_and_reaches_the_largest(largest, width):
    assert width_of_step(largest) == width
    assert width * STEPS >= largest


def test_step_is_zero_only_for_nothing():
    assert [step_of(value, 10) for value in (0, 1, 10, 11, 50, Decimal("0.25"))] == [
        0,
        1,
        1,
        2,
        5,
        1,
    ]


def test_map_shows_no_value_outside_the_selection():
    regions = [region("KZ-71", name_en="Astana City"), region("KZ-61", name_en="Turkistan Region")]
    drawn = draw(regions, {"KZ-71": 20}, shown=["KZ-71"])
    assert [(tile.region.code, tile.value) for tile in drawn.tiles] == [
        ("KZ-71", 20),
        ("KZ-61", None),
    ]


def test_map_of_nothing_has_no_legend():
    assert draw([region("KZ-71", name_en="Astana City")], {}, shown=["KZ-71"]).legend == []


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Almaty", "Almaty reg.", "Abai"]),
        ("ru", ["Алматы", "Алматинская", "Абай"]),
        ("kk", ["Алматы", "Алматы", "Абай"]),
    ],
)
def test_short_names_of_regions_tell_a_region_from_its_city(language, names):
    regions = [
        region(
            "KZ-75",
            "city",
            name_en="Almaty City",
            name_ru="город Алматы",
            name_kk="Алматы қаласы",
        ),
        region(
            "KZ-19",
            name_en="Almaty Region",
            name_ru="Алматинская область",
            name_kk="Алматы облысы",
        ),
        region("KZ-10", name_en="Abai Region", name_ru="область Абай", name_kk="Абай облысы"),
    ]
    with translation.override(language):
        short = short_region_names(regions)
    assert [short["KZ-75"], short["KZ-19"].split(" ")[0], short["KZ-10"]] == [
        names[0],
        names[1].split(" ")[0],
        names[2],
    ]
    assert short["KZ-19"] != short["KZ-75"]
