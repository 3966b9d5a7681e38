"""What people write is understood, however they write it; and what is not sure is not recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.textline.reading import is_fine, read, read_choice
from antoan.domains.textline.values import Asked, Keyword


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("MA", Asked(Keyword.CODE)), ("mã", Asked(Keyword.CODE)), ("  Mã . ", Asked(Keyword.CODE)),
        ("MAU", Asked(Keyword.COLOUR)), ("màu", Asked(Keyword.COLOUR)), ("Màu 2", Asked(Keyword.COLOUR, "2")),
        ("mau2", Asked(Keyword.COLOUR, "2")), ("KB OK", Asked(Keyword.DECLARE, "OK")),
        ("kbok", Asked(Keyword.DECLARE, "ok")), ("Khai báo: sốt, ho", Asked(Keyword.DECLARE, "sốt, ho")),
        ("KHAIBAO ok", Asked(Keyword.DECLARE, "ok")), ("XN 123 456", Asked(Keyword.CONFIRM, "123 456")),
        ("xn123456", Asked(Keyword.CONFIRM, "123456")), ("xác nhận 123456", Asked(Keyword.CONFIRM, "123456")),
        ("sai 123456", Asked(Keyword.ANNUL, "123456")), ("SUA K7M2-9QX", Asked(Keyword.CORRECTION, "K7M2-9QX")),
        ("sửa k7m29qx", Asked(Keyword.CORRECTION, "k7m29qx")), ("DUNG", Asked(Keyword.STOP)),
        ("dừng", Asked(Keyword.STOP)), ("STOP!", Asked(Keyword.STOP)), ("đúng", Asked(Keyword.UNKNOWN)),
        ("ĐÚNG", Asked(Keyword.UNKNOWN)), ("đu\u0301ng", Asked(Keyword.UNKNOWN)), ("tiếp", Asked(Keyword.START)),
        ("trợ giúp", Asked(Keyword.HELP)), ("TG", Asked(Keyword.HELP)), ("EN", Asked(Keyword.ENGLISH)),
        ("đăng ký Nguyễn Văn An, 1950, Bến Thành", Asked(Keyword.REGISTER, "Nguyễn Văn An, 1950, Bến Thành")),
        ("DK\nNguyen Van An", Asked(Keyword.REGISTER, "Nguyen Van An")), ("", Asked(Keyword.UNKNOWN)),
        ("mai tôi đi chợ", Asked(Keyword.UNKNOWN)), ("macabre", Asked(Keyword.UNKNOWN)),
        ("\u200bMA\ufeff", Asked(Keyword.CODE)), ("KB + sốt + ho", Asked(Keyword.DECLARE, "sốt ho")), ("kb+ok", Asked(Keyword.DECLARE, "ok")),
    ],
)  # fmt: skip
def test_keywords_are_read_with_marks_or_without_in_any_case(text, asked):
    assert read(text) == asked


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("OK", True), ("ok.", True), ("Khỏe", True), ("khoẻ mạnh", True), ("không", True), ("bình thường", True),
        ("không có triệu chứng", True), ("sốt", False), ("SOT HO", False), ("đau họng từ hôm qua", False),
        ("không khỏe", None), ("ko ho", None), ("không sốt nhưng ho", None), ("", None), ("k", None),
    ],
)  # fmt: skip
def test_well_unwell_and_not_sure_are_told_apart(words, fine):
    assert is_fine(words) is fine


@pytest.mark.parametrize(
    ("rest", "people", "chosen"),
    [
        ("OK", 1, (0, "OK")), ("1 OK", 1, (0, "OK")), ("3 ngay sot", 1, (0, "3 ngay sot")), ("1", 1, (0, "")),
        ("OK", 3, (None, "OK")), ("2 OK", 3, (1, "OK")), ("3", 3, (2, "")), ("4 OK", 3, (None, "4 OK")),
        ("0 OK", 3, (None, "0 OK")), ("38 do", 3, (None, "38 do")), ("², OK", 3, (None, "², OK")),
    ],
)  # fmt: skip
def test_with_several_people_on_a_number_one_is_chosen_by_a_digit(rest, people, chosen):
    assert read_choice(rest, people) == chosen


@given(st.text(max_size=600), st.integers(1, 9))
def test_no_text_whatever_breaks_the_reading(text, people):
    asked = read(text)
    is_fine(asked.rest)
    place, words = read_choice(asked.rest, people)
    assert place is None or 0 <= place < people
    assert len(words) <= len(text) + 1


@given(st.sampled_from(["MA", "KB OK", "XN 123456", "DUNG"]), st.sampled_from(["", " ", ".", "\n", "!"]))
def test_case_and_ends_make_no_difference(text, end):
    assert read(text.lower() + end).keyword is read(end + text.upper()).keyword
