"""Text tables: whatever wrote them, Vietnamese comes out whole, or the file is refused."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.foundation.imports.reading.csvs import decode, rows_of
from antoan.foundation.imports.reading.refusing import FileRefused, Why
from antoan.foundation.imports.reading.tables import Reading
from tests.factories.tables import AN, COLUMNS, HEADER, ROWS, a_csv, in_cp1258

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ AĂÂĐÊÔƠƯ"
names = st.text(alphabet=LETTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
cells = st.text(alphabet=LETTERS + "0123456789,;\t|\"'\n.-/", max_size=20)


@given(
    st.lists(names, min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_unicode_comes_out_whole(lines, encoding):
    text = "\n".join(["Họ và tên", *lines])
    if encoding.startswith("utf-16-"):
        text += "\n" + "x" * 4 * len(text)  # Without a mark it is told by its many NULs.
    assert decode(text.encode(encoding)).text == unicodedata.normalize("NFC", text)


@given(st.lists(names, min_size=1, max_size=5))
def test_windows_1258_comes_out_whole(lines):
    text = "\n".join([*lines, "Nguyễn Đặng"])
    try:
        encoded = in_cp1258(text)
    except UnicodeEncodeError:
        return
    decoded = decode(encoded)
    assert (decoded.text, decoded.encoding) == (unicodedata.normalize("NFC", text), "cp1258")


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        for _ in Reading(data, COLUMNS):
            pass
    except FileRefused:
        pass


@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_cells_come_out_whole_when_the_separator_is_named(rows, separator):
    text = f"sep={separator}\n" + a_csv(rows, delimiter=separator).decode()
    assert list(rows_of(text)) == rows


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_separator_and_encoding_is_found(separator, encoding):
    (an, _) = list(Reading(a_csv(encoding=encoding, delimiter=separator), COLUMNS))
    assert list(an.cells.values()) == AN


def test_windows_line_ends_and_old_mac_ones_are_the_same():
    for end in ("\n", "\r\n"):
        assert len(list(Reading(a_csv(lineterminator=end), COLUMNS))) == 2


def test_the_trick_that_keeps_zeros_is_undone():
    text = 'Họ và tên,Ngày sinh,Số CCCD\nAn,1990,"=""079090000001"""\nBé,1991,="079191000002"\n'
    assert [row.text("paper") for row in Reading(text.encode(), COLUMNS)] == ["079090000001", "079191000002"]


def test_a_formula_in_a_text_table_is_text():
    (row,) = Reading(a_csv([HEADER, ["=1+1", *AN[1:]]]), COLUMNS)
    assert row.text("name") == "=1+1"


def test_the_line_of_the_foreign_encoding_is_named():
    data = a_csv() + in_cp1258("Đỗ Thị Tư,1990,1,2\n")
    with pytest.raises(FileRefused) as refusal:
        decode(data)
    assert (refusal.value.why, refusal.value.detail) == (Why.MIXED_ENCODING, str(len(ROWS) + 2))
