import pytest

from reporting.labels import alphabetical


@pytest.mark.parametrize(
    "names",
    [
        ["Ақмола облысы", "Ақтөбе облысы", "Астана қаласы", "Қарағанды облысы", "Түркістан"],
        ["Восточно-Казахстанская область", "город Астана", "Жамбылская область"],
        ["Өскемен", "Павлодар", "Ұлытау", "Шымкент", "Ырғыз", "Ілбішін", "Эмба"],
        ["Abai Region", "Akmola Region", "astana city", "Zhetysu Region"],
    ],
)
def test_names_stand_in_the_order_of_their_alphabet(names):
    names_reversed = names[::-1]
    assert sorted(names_reversed, key=alphabetical) == names
