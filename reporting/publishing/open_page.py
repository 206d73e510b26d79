"""What the world sees of a published report: made from its snapshot, and from nothing else."""

import hashlib
import json
import tempfile
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.translation import get_language

from reporting import tilemap
from reporting.columns import STUDENTS_REACHED, Column
from reporting.exports.files import Format, write_book
from reporting.figures import Kind
from reporting.labels import names_for
from reporting.models import Publication, Snapshot
from reporting.months import fill_gaps, first_day
from reporting.publishing.open_words import without_small_figures
from reporting.publishing.reading import Reading, read_frozen
from reporting.publishing.snapshot import Document, book_of, extras_of, in_language
from reporting.publishing.standing import standing_of
from reporting.publishing.suppression import without_small_cells
from reporting.reports import Breakdown, Report

KEPT_SECONDS = 24 * 60 * 60
"""Files are made once a day at most, however often they are asked for."""

CHART_HEIGHT = 120
BAR, GAP = 28, 10


@dataclass(frozen=True)
class Bar:
    """A month of the chart: two parts upon each other, in units of the drawing."""

    name: str
    short: str
    x: int
    online: Decimal
    offline: Decimal
    online_height: int
    offline_height: int
    is_left_out: bool = False

    @property
    def offline_y(self) -> int:
        return CHART_HEIGHT - self.online_height - self.offline_height

    @property
    def online_y(self) -> int:
        return CHART_HEIGHT - self.online_height

    @property
    def total(self) -> int:
        return int(self.online + self.offline)

    @property
    def label_y(self) -> int:
        return self.offline_y - 4

    @property
    def middle(self) -> int:
        return self.x + BAR // 2


@dataclass(frozen=True)
class OpenReport:
    """A published report as the open page shows it, in the active language."""

    document: Document
    reading: Reading
    map_column: Column
    tiles: tilemap.TileMap
    bars: list[Bar]
    definitions: list[tuple[str, str, str]]

    @property
    def left_out(self) -> dict[str, list[dict]]:
        """The rows of each breakdown that are not shown."""
        return self.document["left_out"]

    @property
    def has_hidden_months(self) -> bool:
        return any(bar.is_left_out for bar in self.bars)

    @property
    def chart_width(self) -> int:
        return len(self.bars) * (BAR + GAP)


def open_document(snapshot: Snapshot) -> Document:
    """The document without small cells, neither in its tables nor in its words."""
    least = settings.OPEN_REPORT_LEAST_VOLUNTEERS
    document = without_small_cells(json.loads(snapshot.document), least)
    return without_small_figures(document, snapshot.publication)


def read_open(snapshot: Snapshot) -> OpenReport:
    document = open_document(snapshot)
    book = book_of(document)
    extras = extras_of(document, snapshot.sha256)
    regions = book[Breakdown.REGION]
    values = {code: STUDENTS_REACHED.value(regions.row(value=code)) for code in regions.values()}
    asked = [region["code"] for region in document["scope"]["regions"]]
    places = extras.names.places
    return OpenReport(
        document,
        read_frozen(document, snapshot.sha256),
        STUDENTS_REACHED,
        tilemap.draw(
            places,
            values,
            asked or [place.code for place in places],
            extras.left_out.values(Breakdown.REGION),
        ),
        bars_of(book[Breakdown.MONTH], extras.left_out.values(Breakdown.MONTH)),
        definitions_of(document),
    )


def definitions_of(document: Document) -> list[tuple[str, str, str]]:
    """What figures counted when it was published: names, kind, definition; once where several
    share it.
    """
    same: dict[tuple[str, str], list[str]] = {}
    for figure in document["figures"]:
        key = (str(Kind(figure["kind"]).label), in_language(figure["definition"]))
        same.setdefault(key, []).append(in_language(figure["label"]))
    return [(" · ".join(labels), kind, text) for (kind, text), labels in same.items()]


def bars_of(report: Report, left_out: Collection[str] = ()) -> list[Bar]:
    """Students by month, online and in person; months that were left out say so."""
    months = fill_gaps(report, left_out)
    rows = {month: report.row(value=month) for month in months}
    pairs = {
        month: (
            (row.figures["students_online"], row.figures["students_offline"]) if row else (0, 0)
        )
        for month, row in rows.items()
    }
    largest = max((sum(pair) for pair in pairs.values()), default=0) or 1
    name = names_for(Breakdown.MONTH, months)
    return [
        Bar(
            name(month),
            date_format(first_day(month), "M"),
            number * (BAR + GAP),
            online,
            offline,
            round(CHART_HEIGHT * online / largest),
            round(CHART_HEIGHT * offline / largest),
            month in left_out,
        )
        for number, (month, (online, offline)) in enumerate(pairs.items())
    ]


def sha256_of_file(report: Publication) -> str:
    """Of the JSON file that the open page offers."""
    return hashlib.sha256(file_of(report, Format.JSON)).hexdigest()


def file_of(report: Publication, format_: Format, *, address: str = "") -> bytes:
    """The report as a file, in the active language; kept for a while once it was made.

    :param address: of the open page; the PDF leads there.
    """
    snapshot, standing = report.snapshot, standing_of(report)
    page = hashlib.sha256(f"{address} {standing}".encode()).hexdigest()
    key = f"open-report:{snapshot.sha256}:{page}:{format_}:{get_language()}"
    key += f":{settings.OPEN_REPORT_LEAST_VOLUNTEERS}"
    content = cache.get(key)
    if content is None:
        document = open_document(snapshot)
        content = document_as(
            document, snapshot.sha256, format_, address=address, standing=standing
        )
        cache.set(key, content, KEPT_SECONDS)
    return content


def document_as(
    document: Document, sha256: str, format_: Format, *, address: str = "", standing: str = ""
) -> bytes:
    """A published document as a file, in the active language.

    :param standing: what has become of it since (``standing_of``).
    """
    if format_ == Format.JSON:
        document = document | ({"standing": standing} if standing else {})
        return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{format_}"
        extras = replace(extras_of(document, sha256, address=address), standing=standing)
        write_book(book_of(document), format_, path, extras=extras)
        return path.read_bytes()
