"""The map of the regions: what each tile says and where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from regions.models import Region
from reporting import tilemap
from reporting.columns import Column
from reporting.reports import Report
from reporting.selection import Selection


@dataclass
class TileLink:
    """A tile; without a value it is outside of what is shown."""

    tile: tilemap.Tile
    value: int | None
    spoken: str
    url: str
    is_chosen: bool


@dataclass
class Map:
    column: Column
    tiles: list[TileLink]
    legend: list[tilemap.LegendStep]


def map_of(report: Report, column: Column, selection: Selection) -> Map:
    """:param report: by region."""
    values = {code: column.value(report.row(value=code)) for code in report.values()}
    shown = [region.code for region in selection.shown_regions]
    drawn = tilemap.draw(Region.objects.all(), values, shown)
    return Map(column, list(_links(drawn, column, selection)), drawn.legend)


def _links(drawn: tilemap.TileMap, column: Column, selection: Selection) -> Iterable[TileLink]:
    allowed = {region.pk: region for region in selection.scope.regions}
    for tile in drawn.tiles:
        region: Region = tile.region
        chosen = selection.regions == (region,)
        url = ""
        if region.pk in allowed:
            # Districts and schools are of a region; another one has others.
            url = replace(
                selection, regions=() if chosen else (region,), districts=(), schools=()
            ).query()
        spoken = column.shown(tile.value) if tile.value is not None else _("not in this selection")
        yield TileLink(tile, tile.value and int(tile.value), spoken, url, chosen)
