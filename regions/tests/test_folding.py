import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from regions.folding import FOLD_SQL, fold

LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІіABCEHKMOPTXYiАВСЕНКМОРТХУабвгё Zz09-"


def test_latin_look_alikes_in_a_kazakh_name_make_no_difference():
    assert fold("Солтүстiк  Қазaқстан") == fold("Солтүстік Қазақстан")


def test_different_names_stay_different():
    assert fold("Абай") != fold("Абая")


@given(text=st.text(alphabet=LETTERS, max_size=30))
def test_database_folds_as_python_does(text):
    clean = " ".join(text.split())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FOLD_SQL.format('%s')}", [clean])
        assert cursor.fetchone()[0] == fold(clean)


pytestmark = pytest.mark.django_db
