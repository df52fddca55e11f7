import pytest

from patientkontrakt.ui import phones


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("035123456", "035-12 34 56", "+4635123456"),
        ("0340-123456", "0340-12 34 56", "+46340123456"),
        ("0340-12345", "0340-123 45", "+4634012345"),
        ("08-12345678", "08-123 456 78", "+46812345678"),
        ("08-123 45 67", "08-123 45 67", "+4681234567"),
        ("+46 (0)70 174 06 05", "070-174 06 05", "+46701740605"),
        ("0046701740605", "070-174 06 05", "+46701740605"),
        ("010-1234567", "010-123 45 67", "+46101234567"),
        ("1177", "1177", "1177"),
        ("112", "112", "112"),
        ("+47 22 12 34 56", "+47 22 12 34 56", "+4722123456"),
    ],
)
def test_a_number_is_shown_in_groups_and_dialled_with_its_country(number, shown, dialled):
    assert phones.shown(number) == shown
    assert phones.dialled(number) == dialled
