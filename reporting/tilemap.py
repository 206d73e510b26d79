"""The map of regions as tiles: one square for each, darker where there is more."""

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from regions.models import RegionKind
from reporting.labels import short_region_names

STEPS = 5
"""Steps of colour above zero."""

Number = int | Decimal


class Placed(Protocol):
    """A region as the map needs it: a record, or what is kept of one."""

    code: str
    name: str
    kind: str
    tile_col: int
    tile_row: int


@dataclass(frozen=True)
class Tile:
    region: Placed
    name: str
    value: Number | None
    """None where the region is not in the selection."""
    step: int
    is_left_out: bool = False
    """There is something, but too little to be shown."""

    @property
    def is_city(self) -> bool:
        return self.region.kind == RegionKind.CITY


@dataclass(frozen=True)
class LegendStep:
    step: int
    least: int
    most: int


@dataclass(frozen=True)
class TileMap:
    tiles: list[Tile]
    legend: list[LegendStep]


def draw(
    regions: Iterable[Placed],
    values: Mapping[str, Number],
    shown: Iterable[str],
    left_out: Container[str] = (),
) -> TileMap:
    """Lay out the tiles.

    :param values: by the region's code; a region without one has zero.
    :param shown: the codes of the regions that were asked for.
    :param left_out: the codes of those whose values are not to be seen.
    """
    regions, shown = list(regions), set(shown)
    width = width_of_step(max(values.values(), default=0))
    names = short_region_names(regions)
    tiles = []
    for region in regions:
        value = values.get(region.code, 0) if region.code in shown else None
        step = step_of(value or 0, width)
        tiles.append(Tile(region, names[region.code], value, step, region.code in left_out))
    legend = [LegendStep(n, (n - 1) * width + 1, n * width) for n in range(1, STEPS + 1)]
    return TileMap(tiles, legend if any(values.values()) else [])


def width_of_step(largest: Number) -> int:
    """The smallest round width with which the steps reach as far as the largest value."""
    least = max(1, math.ceil(largest / STEPS))
    magnitude = 10 ** (len(str(least)) - 1)
    for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        width = factor * magnitude
        if width >= least and width == int(width):
            return int(width)
    return 10 * magnitude


def step_of(value: Number, width: int) -> int:
    """0 for nothing, else 1 to STEPS."""
    return min(STEPS, math.ceil(value / width)) if value > 0 else 0
