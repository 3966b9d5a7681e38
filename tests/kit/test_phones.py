"""Telephone numbers, as people write them."""

import pytest

from antoan.kit.phones import PhoneUnreadable, normalise_phone


@pytest.mark.parametrize(
    "written",
    ["0912345678", " 0912 345 678 ", "0912.345.678", "(+84) 912-345-678", "84912345678", "+84912345678"],
)
def test_a_number_is_one_however_it_is_written(written):
    assert normalise_phone(written) == "+84912345678"


@pytest.mark.parametrize(
    "written", ["091ABCDEFG", "0912ABCDEF", "09KWZXM7", "5YX7E5H", "0912345678 máy 3", "", "12", "0" * 40]
)
def test_a_code_or_a_name_is_nobodys_number(written):
    with pytest.raises(PhoneUnreadable):
        normalise_phone(written)
