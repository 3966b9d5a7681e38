"""Texts we send: complete, short, and counted as the network counts them."""

import pytest

from antoan.domains.messaging.alphabet import Alphabet, alphabet_of, parts
from antoan.domains.messaging.errors import TemplateIncomplete, TemplateUnknown
from antoan.domains.messaging.templates import Template, template, templates, write
from antoan.domains.messaging.values import Language

ALL = pytest.mark.parametrize("one", templates().values(), ids=lambda one: one.key)


@ALL
def test_both_languages_say_the_same_values(one: Template):
    english = Template("", one.en, "")
    assert one.fields == english.fields


@ALL
def test_every_text_fits_two_parts_at_most(one: Template):
    values = dict.fromkeys(one.fields, "0" * 12)
    for language in Language:
        assert parts(write(one.key, values, language, with_marks=False)) <= 2


def test_marks_are_dropped_unless_the_city_pays_for_them():
    values = {"number": "AB12-CD3"}
    plain = write("corrections.refused", values, Language.VIETNAMESE, with_marks=False)
    marked = write("corrections.refused", values, Language.VIETNAMESE, with_marks=True)
    assert plain == "An Toan: yeu cau so AB12-CD3 khong duoc dong y. Mo yeu cau de doc ly do."
    assert "không được đồng ý" in marked
    assert (parts(plain), parts(marked)) == (1, 2)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
        ("ạ" * 70, 1), ("ạ" * 71, 2), ("ạ" * 134, 2), ("ạ" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_parts_are_counted_as_the_network_counts_them(text, count):
    assert parts(text) == count


def test_one_letter_outside_the_alphabet_turns_the_whole_text():
    assert alphabet_of("Xin chao") is Alphabet.GSM7
    assert alphabet_of("Xin chào") is Alphabet.GSM7  # à is in it, as Italian has it.
    assert alphabet_of("Xin chạo") is Alphabet.UCS2


def test_a_missing_value_and_a_missing_template_are_named():
    with pytest.raises(TemplateIncomplete, match="number"):
        write("corrections.refused", {}, Language.ENGLISH, with_marks=False)
    with pytest.raises(TemplateUnknown, match=r"nothing\.here"):
        template("nothing.here")
