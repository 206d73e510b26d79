import pytest

from regions.models import District
from regions.tests.factories import DistrictFactory, RegionFactory
from schools.imports import CLASS_GROUPS, SCHOOLS
from schools.models import ClassGroup, School
from schools.tests.factories import ClassGroupFactory, SchoolFactory
from transfers.tests.importing import changes_of, faults_of, table, take_in

pytestmark = pytest.mark.django_db

HEADER = "code,name_en,name_ru,name_kk,region,district,settlement,languages"


@pytest.fixture(autouse=True)
def regions():
    RegionFactory(code="KZ-71", former_code="KZ-AST")
    RegionFactory(code="KZ-11", former_code="KZ-AKM")


def schools(*rows: str) -> str:
    return table(HEADER, *rows)


def test_schools_are_added_with_their_names_and_districts():
    outcome = take_in(
        SCHOOLS,
        schools(
            "S1,School 1,Школа №1,№1 «Әлем» мектебі,KZ-71,Есіл,urban,kk;ru",
            'S2,,"Школа, сельская",,KZ-11,,rural,kk',
            "S3,,,Қазақ мектебі,KZ-AKM,Целиноград,RURAL,kk;kk",
        ),
    )
    assert changes_of(outcome) == (3, 0, 0)
    assert outcome.counts.more == {"districts added": 2}
    first, second, third = School.objects.order_by("code")
    assert (first.name_kk, first.district.name_en, first.languages) == (
        "№1 «Әлем» мектебі",
        "Есіл",
        ["kk", "ru"],
    )
    assert (second.name_en, second.district, second.settlement) == (
        "Школа, сельская",
        None,
        "rural",
    )
    assert (third.name_en, third.region.code, third.languages) == ("Қазақ мектебі", "KZ-11", ["kk"])


def test_same_schools_again_change_nothing_and_a_changed_row_updates():
    content = schools("S1,School 1,,,KZ-71,Есіл,urban,kk;ru", "S2,School 2,,,KZ-71,Есіл,urban,kk")
    take_in(SCHOOLS, content)
    assert changes_of(take_in(SCHOOLS, content)) == (0, 0, 2)
    changed = content.replace("School 2,,,KZ-71,Есіл", "School 2,,,KZ-11,Целиноград")
    assert changes_of(take_in(SCHOOLS, changed)) == (0, 1, 1)
    school = School.objects.get(code="S2")
    assert (school.region.code, school.district.name_en) == ("KZ-11", "Целиноград")


def test_district_is_found_by_any_name_and_look_alike_letters():
    region = RegionFactory(code="KZ-11")
    district = DistrictFactory(
        region=region, name_en="Soltustik", name_ru="Северный", name_kk="Солтүстік", code="D-1"
    )
    take_in(
        SCHOOLS,
        schools(
            *(
                f"S{number},School,,,KZ-11,{name},urban,kk"
                for number, name in enumerate(
                    ["soltustik", "Северный", "Солтүстiк", " СОЛТҮСТІК ", "d-1"]
                )
            )
        ),
    )
    assert District.objects.count() == 1
    assert School.objects.filter(district=district).count() == 5


def test_new_district_in_several_spellings_is_one():
    take_in(
        SCHOOLS,
        schools("S1,School,,,KZ-11,Солтүстік,urban,kk", "S2,School,,,KZ-11,Солтүстiк,urban,kk"),
    )
    assert District.objects.get().name_en == "Солтүстік"


def test_district_of_the_same_name_in_another_region_gets_a_longer_code():
    take_in(
        SCHOOLS,
        schools("S1,School,,,KZ-11,Есіл,urban,kk", "S2,School,,,KZ-71,Есіл,urban,kk"),
    )
    codes = dict(District.objects.values_list("region__code", "code"))
    assert codes == {"KZ-11": "Есіл", "KZ-71": "KZ-71 Есіл"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",School,,,KZ-71,,urban,kk", "code: This cell is empty"),
        ("S 1,School,,,KZ-71,,urban,kk", "code: “S 1” is not a code"),
        ("ALL,School,,,KZ-71,,urban,kk", "code: “ALL” stands for a total"),
        (f"{'S' * 41},School,,,KZ-71,,urban,kk", "code: “" + "S" * 41 + "” has 41 characters"),
        ("S1,,,,KZ-71,,urban,kk", "name_en: The school has no name"),
        (f"S1,{'x' * 201},,,KZ-71,,urban,kk", "name_en: “" + "x" * 60 + "…” has 201 characters"),
        ("S1,School,,,KZ-99,,urban,kk", "region: “KZ-99” is no known region"),
        ("S1,School,,,,,urban,kk", "region: This cell is empty"),
        ("S1,School,,,KZ-71,,town,kk", "settlement: “town” is not known here"),
        ("S1,School,,,KZ-71,,urban,", "languages: This cell is empty"),
        ("S1,School,,,KZ-71,,urban,kk;xx", "languages: “xx” is not known here"),
        ('S1,"Scho\nol",,,KZ-71,,urban,kk', "name_en: A line break"),
    ],
)
def test_wrong_school_is_told_and_nothing_is_written(row, told):
    faults = faults_of(SCHOOLS, schools("S0,School,,,KZ-71,New,urban,kk", row))
    assert len(faults) == 1
    assert faults[0].startswith(f"line 3, {told}")
    assert not School.objects.exists()
    assert not District.objects.exists()


def test_school_twice_in_a_file_names_the_other_line():
    row = "S1,School,,,KZ-71,,urban,kk"
    assert faults_of(SCHOOLS, schools(row, row)) == [
        "line 3, code: “S1” stands in line 2 already. Keep one of the two rows."
    ]


def test_code_that_only_looks_like_another_is_a_fault():
    SchoolFactory(code="AB-1")
    faults = faults_of(SCHOOLS, schools("АВ-1,School,,,KZ-71,,urban,kk"))
    assert "“АВ-1” looks like “AB-1”" in faults[0]
    faults = faults_of(
        SCHOOLS, schools("C-1,School,,,KZ-71,,urban,kk", "С-1,School,,,KZ-71,,urban,kk")
    )
    assert len(faults) == 2


def test_text_that_looks_like_a_formula_is_text():
    take_in(SCHOOLS, schools("S1,=1+1,'=2,'x,KZ-71,,urban,kk"))
    school = School.objects.get()
    assert (school.name_en, school.name_ru, school.name_kk) == ("=1+1", "=2", "'x")


GROUPS = "school,school_year,grade,letter,language,enrolled"


def test_class_groups_are_added_changed_and_left_alone():
    SchoolFactory(code="S1")
    content = table(GROUPS, "S1,2020/21,7,А,kk,28", "S1,2020/21,7,Ә,,", "S1,1999/00,12,1,ru,0")
    assert changes_of(take_in(CLASS_GROUPS, content)) == (3, 0, 0)
    assert changes_of(take_in(CLASS_GROUPS, content)) == (0, 0, 3)
    assert changes_of(take_in(CLASS_GROUPS, content.replace("28", "29"))) == (0, 1, 2)
    found = ClassGroup.objects.order_by("school_year", "letter").values_list(
        "school_year", "grade", "letter", "language", "enrolled"
    )
    assert set(found) == {
        (2020, 7, "А", "kk", 29),
        (2020, 7, "Ә", "", None),
        (1999, 12, "1", "ru", 0),
    }


def test_class_group_in_look_alike_letters_is_the_one_that_is_there():
    group = ClassGroupFactory(school_year=2020, grade=7, letter="А", language="kk", enrolled=20)
    content = table(GROUPS, f"{group.school.code},2020/21,7,a,kk,21")
    assert changes_of(take_in(CLASS_GROUPS, content)) == (0, 1, 0)
    group.refresh_from_db()
    assert (group.letter, group.enrolled) == ("А", 21)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("S9,2020/21,7,А,kk,28", "school: “S9” is no known school code"),
        ("S1,2020/22,7,А,kk,28", "school_year: “2020/22” is not a school year"),
        ("S1,2020,7,А,kk,28", "school_year: “2020” is not a school year"),
        ("S1,1900/01,7,А,kk,28", "school_year: “1900/01” is not a school year"),
        ("S1,2020/21,0,А,kk,28", "grade: “0” is not a whole number from 1 to 12"),
        ("S1,2020/21,7,,kk,28", "letter: This cell is empty"),
        ("S1,2020/21,7,А,xx,28", "language: “xx” is not known here"),
        ("S1,2020/21,7,А,kk,101", "enrolled: “101” is not a whole number from 0 to 100"),
        ("S1,2020/21,8,A,kk,28", "letter: “8A” stands in line 2 already"),
    ],
)
def test_wrong_class_group_is_told_and_nothing_is_written(row, told):
    SchoolFactory(code="S1")
    faults = faults_of(CLASS_GROUPS, table(GROUPS, "S1,2020/21,8,А,kk,28", row))
    assert len(faults) == 1
    assert faults[0].startswith(f"line 3, {told}")
    assert not ClassGroup.objects.exists()
