"""Schools and class groups from CSV files."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.choices import Language
from regions.folding import FOLD_SQL
from schools.choices import Settlement
from schools.models import MAX_ENROLLED
from schools.school_years import parse_school_year
from transfers.imports.columns import (
    Column,
    WrongCell,
    choice,
    code,
    several,
    text,
    whole_number,
)
from transfers.imports.faults import shown
from transfers.imports.kinds import Counts, ImportKind
from transfers.imports.references import match_codes, match_regions, note_repeated
from transfers.imports.runs import Import

NO_SCHOOL = gettext_lazy("“%(value)s” is no known school code. Correct it, or import that school.")


def school_year(cell: str) -> int:
    try:
        year = parse_school_year(cell)
    except ValueError:
        year = 0
    if not 1990 <= year <= 2100:
        raise WrongCell(
            _("“%(value)s” is not a school year. Write it as 2020/21.") % {"value": shown(cell)}
        )
    return year


def check_schools(run: Import) -> None:
    match_regions(run)
    note_repeated(run, "code", "nullif(code, '')", "code")
    _note_look_alikes(run)
    run.note(
        "name_en",
        _("The school has no name. Fill in at least one of the three."),
        """
        SELECT line, NULL, NULL FROM staged s
        WHERE name_en = '' AND name_ru = '' AND name_kk = '' AND NOT EXISTS (
            SELECT FROM fault f
            WHERE f.line = s.line AND f.name IN ('name_en', 'name_ru', 'name_kk')
        )
        """,
    )


def _note_look_alikes(run: Import) -> None:
    """A code that only looks like another school's would make the same school twice."""
    folded = FOLD_SQL.format("code")
    run.note(
        "code",
        _(
            "“%(value)s” looks like “%(other)s”, but letters are from another alphabet or in "
            "another case. Write the code of one school in one way."
        ),
        f"""
        SELECT n.line, n.code, min(o.code)
        FROM (SELECT line, code, {folded} AS folded FROM staged) n
        JOIN (
            SELECT code, {folded} AS folded FROM staged
            UNION SELECT code, {folded} FROM schools_school
        ) o ON o.folded = n.folded AND o.code <> n.code
        WHERE NOT EXISTS (SELECT FROM schools_school s WHERE s.code = n.code)
        GROUP BY n.line, n.code
        """,
    )


def count_schools(run: Import) -> Counts:
    run.table(
        "planned",
        f"""
        WITH district AS (
            SELECT d.region_id, {FOLD_SQL.format("v.name")} AS folded, min(d.id) AS id
            FROM regions_district d
            CROSS JOIN LATERAL (VALUES (name_en), (name_ru), (name_kk), (code)) v (name)
            WHERE v.name <> '' GROUP BY 1, 2
        ), wanted AS (
            SELECT s.line, s.code, r.id AS region_id,
                coalesce(nullif(name_en, ''), nullif(name_ru, ''), name_kk) AS name_en,
                name_ru, name_kk, settlement,
                string_to_array(languages, ';')::varchar[] AS languages,
                s.district, {FOLD_SQL.format("s.district")} AS folded
            FROM staged s JOIN region_of r ON r.cell = s.region
        )
        SELECT w.*, d.id AS district_id, k.id, (
            (k.name_en, k.name_ru, k.name_kk, k.settlement, k.languages, k.region_id,
                k.district_id)
            IS DISTINCT FROM
            (w.name_en, w.name_ru, w.name_kk, w.settlement, w.languages, w.region_id, d.id)
            OR (w.district <> '' AND d.id IS NULL)
        ) AS is_changed
        FROM wanted w
        LEFT JOIN district d ON d.region_id = w.region_id AND d.folded = w.folded
        LEFT JOIN schools_school k ON k.code = w.code
        """,
    )
    counts = _counts(run)
    counts.more[_("districts added")] = run.number(
        """
        SELECT count(DISTINCT (region_id, folded)) FROM planned
        WHERE district <> '' AND district_id IS NULL
        """
    )
    return counts


def _counts(run: Import) -> Counts:
    run.cursor.execute(
        """
        SELECT count(*) FILTER (WHERE id IS NULL),
            count(*) FILTER (WHERE id IS NOT NULL AND is_changed),
            count(*) FILTER (WHERE NOT is_changed)
        FROM planned
        """
    )
    new, changed, unchanged = run.cursor.fetchone()
    return Counts(new=new, changed=changed, unchanged=unchanged)


def write_schools(run: Import) -> None:
    _write_districts(run)
    run.execute(
        """
        INSERT INTO schools_school
            (code, name_en, name_ru, name_kk, region_id, district_id, settlement, languages)
        SELECT code, name_en, name_ru, name_kk, region_id, district_id, settlement, languages
        FROM planned WHERE id IS NULL ORDER BY line
        """
    )
    run.execute(
        """
        UPDATE schools_school k SET
            name_en = p.name_en, name_ru = p.name_ru, name_kk = p.name_kk,
            region_id = p.region_id, district_id = p.district_id,
            settlement = p.settlement, languages = p.languages
        FROM planned p WHERE p.id = k.id AND p.is_changed
        """
    )


def _write_districts(run: Import) -> None:
    """Add districts not known yet; another region's one of that name makes the code longer."""
    run.execute(
        """
        INSERT INTO regions_district (region_id, name_en, name_ru, name_kk, code)
        SELECT region_id, district, '', '', CASE
            WHEN row_number() OVER (PARTITION BY district ORDER BY line) > 1
                OR EXISTS (SELECT FROM regions_district k WHERE k.code = d.district)
            THEN (SELECT r.code FROM regions_region r WHERE r.id = region_id) || ' ' || district
            ELSE district END
        FROM (
            SELECT DISTINCT ON (region_id, folded) * FROM planned
            WHERE district <> '' AND district_id IS NULL
            ORDER BY region_id, folded, line
        ) d
        """
    )
    run.execute(
        f"""
        UPDATE planned p SET district_id = k.id FROM regions_district k
        WHERE p.district <> '' AND p.district_id IS NULL AND k.region_id = p.region_id
            AND {FOLD_SQL.format("k.name_en")} = p.folded
        """
    )


def check_class_groups(run: Import) -> None:
    match_codes(run, "school_of", "school", "schools_school", str(NO_SCHOOL))
    run.table(
        "wanted",
        f"""
        SELECT s.line, o.id AS school_id, s.school_year, s.grade, s.letter,
            {FOLD_SQL.format("s.letter")} AS folded, s.language, s.enrolled
        FROM staged s JOIN school_of o ON o.cell = s.school
        WHERE o.id IS NOT NULL AND s.school_year IS NOT NULL AND s.grade IS NOT NULL
            AND s.letter <> ''
        """,
    )
    note_repeated(
        run, "letter", "school_id, school_year, grade, folded", "grade || letter", "wanted"
    )


def count_class_groups(run: Import) -> Counts:
    run.table(
        "planned",
        f"""
        SELECT w.*, k.id,
            (k.language, k.enrolled) IS DISTINCT FROM (w.language, w.enrolled) AS is_changed
        FROM wanted w LEFT JOIN schools_classgroup k ON k.school_id = w.school_id
            AND k.school_year = w.school_year AND k.grade = w.grade
            AND {FOLD_SQL.format("k.letter")} = w.folded
        """,
    )
    return _counts(run)


def write_class_groups(run: Import) -> None:
    run.execute(
        """
        INSERT INTO schools_classgroup (school_id, school_year, grade, letter, language, enrolled)
        SELECT school_id, school_year, grade, letter, language, enrolled
        FROM planned WHERE id IS NULL ORDER BY line
        """
    )
    run.execute(
        """
        UPDATE schools_classgroup k SET language = p.language, enrolled = p.enrolled
        FROM planned p WHERE p.id = k.id AND p.is_changed
        """
    )


SCHOOLS = ImportKind(
    name="schools",
    label=gettext_lazy("Schools"),
    unit=gettext_lazy("schools"),
    columns=(
        Column("code", code(40, not_these=["ALL"])),
        Column("name_en", text(200), is_required=False),
        Column("name_ru", text(200), is_required=False),
        Column("name_kk", text(200), is_required=False),
        Column("region", text(200)),
        Column("district", text(200), is_required=False),
        Column("settlement", choice(Settlement.values)),
        Column("languages", several(choice(Language.values)), is_list=True),
    ),
    tables=("schools_school", "regions_district"),
    check=check_schools,
    count=count_schools,
    write=write_schools,
)

CLASS_GROUPS = ImportKind(
    name="class_groups",
    label=gettext_lazy("Class groups"),
    unit=gettext_lazy("class groups"),
    columns=(
        Column("school", text(40)),
        Column("school_year", school_year, "integer"),
        Column("grade", whole_number(1, 12), "integer"),
        Column("letter", text(10)),
        Column("language", choice(Language.values), is_required=False),
        Column("enrolled", whole_number(0, MAX_ENROLLED), "integer", is_required=False),
    ),
    tables=("schools_school", "schools_classgroup"),
    check=check_class_groups,
    count=count_class_groups,
    write=write_class_groups,
)
