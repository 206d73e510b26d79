import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from transfers.spreadsheets import as_written, harmless, harmless_sql

TEXTS = st.text(st.sampled_from("'=+-@＝\t\r\nаә1 ;,\""), max_size=6)


@given(TEXTS)
def test_text_made_harmless_comes_back_as_it_was(text):
    assert as_written(harmless(text)) == text


@given(TEXTS)
def test_harmless_text_never_begins_like_a_formula(text):
    assert not harmless(text).startswith(tuple("=+-@＝＋－＠\t\r\n"))


@pytest.mark.django_db
@given(st.lists(TEXTS, min_size=1, max_size=30))
def test_harmless_in_sql_is_the_same(texts):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {harmless_sql('t')} FROM unnest(%s::text[]) t", [texts])
        assert [row[0] for row in cursor.fetchall()] == [harmless(text) for text in texts]
