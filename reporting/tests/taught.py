"""A small programme of 2020 for tests of the report's pages and files."""

from dataclasses import dataclass

from regions.models import Region
from regions.tests.factories import DistrictFactory, RegionFactory
from reporting.services import drain_all
from reporting.tests.factories import make_contribution
from reporting.tests.programme import at
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from sessions.tests.factories import make_taught
from volunteers.models import Project
from volunteers.tests.factories import ProjectFactory, VolunteerFactory

FORMULA = '=HYPERLINK("http://evil.example","click")'
"""A name that a spreadsheet must not run."""


@dataclass
class Taught:
    astana: Region
    turkistan: Region
    bekind: Project
    plastic: Project


def make_programme() -> Taught:
    """Four sessions: one class twice and one school by each project in Astana, one in Turkistan."""
    astana = RegionFactory(
        code="KZ-71",
        name_en="Astana City",
        name_ru="город Астана",
        name_kk="Астана қаласы",
        kind="city",
        tile_col=3,
        tile_row=1,
    )
    turkistan = RegionFactory(
        code="KZ-61",
        name_en="Turkistan Region",
        name_ru="Туркестанская область",
        name_kk="Түркістан облысы",
        tile_col=2,
        tile_row=3,
    )
    bekind = ProjectFactory(code="BKD", name_en="BeKind")
    plastic = ProjectFactory(code="PLF", name_en="Plastic Free")
    for number, project in ((3, bekind), (10, bekind), (12, plastic)):
        make_contribution(project, number)
    school = SchoolFactory(code="AST-1", name_en=FORMULA, region=astana)
    district = DistrictFactory(region=turkistan, name_en="Sauran", code="Sauran")
    rural = SchoolFactory(
        code="TUR-1", name_en="School of Sauran", region=turkistan, district=district
    )
    group = ClassGroupFactory(school=school, school_year=2019)
    volunteer = VolunteerFactory(region=astana)
    for day, students in (("2020-03-02 10:00", 20), ("2020-04-06 10:00", 24)):
        make_taught(
            school=school,
            project=bekind,
            starts_at=at(day),
            minutes=45,
            status="verified",
            groups=[(group, {"students_online": students, "parents_online": 2, "teachers": 1})],
            volunteers=[volunteer],
        )
    make_taught(
        school=school,
        project=plastic,
        starts_at=at("2020-04-07 10:00"),
        mode="offline",
        minutes=40,
        groups=[(None, {"students_offline": 1000})],
        volunteers=[volunteer],
    )
    make_taught(
        school=rural,
        project=bekind,
        starts_at=at("2020-10-05 09:00"),
        minutes=45,
        status="verified",
        groups=[(ClassGroupFactory(school=rural, school_year=2020), {"students_online": 16})],
        volunteers=[VolunteerFactory(region=turkistan)],
    )
    drain_all()
    return Taught(astana, turkistan, bekind, plastic)
