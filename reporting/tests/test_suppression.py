"""No figure of a few volunteers can be had from an open report, by any sum over its tables."""

from collections import defaultdict
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.publishing.suppression import is_left_out, small_cells, without_small_cells
from reporting.questions import ALL

LEAST = 3
REGION_OF = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C"}
GOALS_OF = {"BKD": ["4", "16"], "PLF": ["4", "12"], "ECO": ["13"]}

lessons = st.lists(
    st.tuples(
        st.sampled_from(sorted(GOALS_OF)),
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from([*REGION_OF, ""]),
        st.sampled_from(["2020-09", "2020-10", "2020-11"]),
        st.integers(1, 9),
    ).map(lambda one: (one[0], REGION_OF.get(one[2], one[1]), *one[2:])),
    min_size=1,
    max_size=40,
)
"""Project, region, district, month, volunteer."""


def tables_of(taught: list[tuple]) -> dict[str, list[dict]]:
    """The tables of a report on some lessons, counted by hand."""
    counted = defaultdict(lambda: [0, set()])
    for project, region, district, month, volunteer in taught:
        places = {("region", region), ("district", district), ("month", month), ("project", ALL)}
        places |= {("goal", goal) for goal in GOALS_OF[project]}
        places |= {(by, ALL) for by, _value in places}
        for by, value in places:
            for code in (project, ALL):
                cell = counted[by, code, value]
                cell[0] += 1
                cell[1].add(volunteer)
    tables = defaultdict(list)
    for (by, project, value), (number, people) in counted.items():
        figures = {"sessions": number, "volunteers": len(people)}
        tables[by].append({"project": project, "value": value, "figures": figures})
    return tables


class Attacker:
    """Knows what a report is made of, and every figure that is shown; solves for the rest.

    What is not known are the lessons: how many there were of each project in each place and
    month. Each cell of the report is a sum of some of them; where a report has no row, also none
    that is left out, there were none.
    """

    def __init__(self, tables: dict[str, list[dict]]) -> None:
        found = {(by, row["project"], row["value"]) for by, rows in tables.items() for row in rows}
        places = [*((region, district) for district, region in REGION_OF.items())]
        places += [(region, "") for region in "ABC"]
        self.kinds = [
            (project, region, district, month)
            for project in GOALS_OF
            for region, district in places
            for month in ("2020-09", "2020-10", "2020-11")
            if {("region", project, region), ("district", project, district)} <= found
            and ("month", project, month) in found
        ]
        self.rows: list[list[Fraction]] = []

    def sums(self, by: str, project: str, value: str) -> list[Fraction]:
        """Which lessons a cell counts."""
        return [
            Fraction(
                project in (ALL, code)
                and (
                    value == ALL
                    or value == {"region": region, "district": district, "month": month}.get(by)
                    or (by == "goal" and value in GOALS_OF[code])
                )
            )
            for code, region, district, month in self.kinds
        ]

    def learns(self, cell: tuple[str, str, str]) -> None:
        row = self._reduced(self.sums(*cell))
        if any(row):
            self.rows.append(row)

    def knows(self, cell: tuple[str, str, str]) -> bool:
        return not any(self._reduced(self.sums(*cell)))

    def _reduced(self, row: list[Fraction]) -> list[Fraction]:
        for known in self.rows:
            place = next(number for number, value in enumerate(known) if value)
            if row[place]:
                times = row[place] / known[place]
                row = [a - times * b for a, b in zip(row, known, strict=True)]
        return row


@settings(
    suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150, derandomize=True
)
@given(lessons)
def test_nobody_can_compute_a_small_cell_from_all_that_is_shown(taught):
    document = {"breakdowns": tables_of(taught), "district_regions": REGION_OF, "before": None}
    open_to_all = without_small_cells(document, LEAST)
    for rows in open_to_all["breakdowns"].values():
        values = {row["value"] for row in rows}
        assert values == {row["value"] for row in rows if row["project"] == ALL}
    attacker = Attacker(document["breakdowns"])
    for by, rows in open_to_all["breakdowns"].items():
        for row in rows:
            attacker.learns((by, row["project"], row["value"]))
    whole = sorted(tables_of(taught)["project"], key=lambda row: row["project"])
    total = next(row for row in whole if row["project"] == ALL)["figures"]
    if total["volunteers"] < LEAST:
        return  # such a report gets no open page
    for by, rows in document["breakdowns"].items():
        for row in rows:
            if row["figures"]["volunteers"] < LEAST:
                assert is_left_out(open_to_all, by, row["project"], row["value"])
                assert not attacker.knows((by, row["project"], row["value"])), (by, row)


def rows_of(volunteers: dict) -> list[dict]:
    return [
        {
            "project": project,
            "value": value,
            "figures": {"volunteers": number, "sessions": number},
        }
        for (project, value), number in volunteers.items()
    ]


def with_totals(project: str, values: dict) -> list[dict]:
    total = sum(values.values())
    cells = {**values, ALL: total}
    return rows_of({(code, value): n for value, n in cells.items() for code in (project, ALL)})


def test_hidden_district_is_not_what_its_region_has_beside_the_others():
    regions = with_totals("PLF", {"KZ-35": 22, "KZ-71": 30})
    districts = with_totals("PLF", {"Karaganda": 2, "Temirtau": 8, "Abay": 12, "Esil": 30})
    where = {"Karaganda": "KZ-35", "Temirtau": "KZ-35", "Abay": "KZ-35", "Esil": "KZ-71"}
    hidden = small_cells({"region": regions, "district": districts}, where, LEAST)
    assert ("district", "PLF", "Karaganda") in hidden
    # Not Esil, which is in another region.
    assert ("district", "PLF", "Temirtau") in hidden
    assert ("district", "PLF", "Esil") not in hidden


def test_goal_of_one_project_goes_with_the_project():
    projects = rows_of({("BKD", ALL): 41, ("PLF", ALL): 2, (ALL, ALL): 43})
    goals = rows_of(
        {("BKD", "16"): 41, (ALL, "16"): 41, ("PLF", "12"): 2, (ALL, "12"): 2}
        | {("BKD", ALL): 41, ("PLF", ALL): 2, (ALL, ALL): 43}
    )
    hidden = small_cells({"project": projects, "goal": goals}, {}, LEAST)
    assert {("goal", ALL, "16"), ("goal", ALL, "12"), ("project", "BKD", ALL)} <= hidden


def test_rows_that_are_few_together_are_not_left_out_by_themselves():
    months = with_totals("BKD", {"2020-09": 1, "2020-10": 1, "2020-11": 9, "2020-12": 30})
    hidden = small_cells({"month": months}, {}, LEAST)
    assert ("month", "BKD", "2020-11") in hidden
    assert ("month", "BKD", "2020-12") not in hidden


def test_report_without_small_rows_stays_whole():
    rows = with_totals("BKD", {"KZ-71": 5, "KZ-11": 6})
    document = {"breakdowns": {"region": rows}, "district_regions": {}}
    assert without_small_cells(document, LEAST)["breakdowns"] == document["breakdowns"]
    assert without_small_cells(document, LEAST)["left_out"] == {}


def test_targets_and_the_period_before_do_not_repeat_what_is_left_out():
    document = {
        "breakdowns": {"project": rows_of({("BKD", ALL): 9, ("PLF", ALL): 1, (ALL, ALL): 10})},
        "before": {"figures": {"sessions": 2, "volunteers": 1}},
        "names": {"en": {"values": {"project": {"BKD": "BeKind", "PLF": "Plastic Free"}}}},
        "targets": {"en": [{"label": "Sessions"}, {"label": "Sessions · Plastic Free"}]},
    }
    shown = without_small_cells(document, LEAST)
    assert shown["targets"] == {"en": [{"label": "Sessions"}]}
    assert shown["before"] is None


def test_districts_of_a_report_that_does_not_say_where_they_are_are_not_shown():
    rows = with_totals("BKD", {"Esil": 50, "Abay": 60})
    shown = without_small_cells({"breakdowns": {"district": rows}}, LEAST)
    assert [row["value"] for row in shown["breakdowns"]["district"]] == [ALL]
