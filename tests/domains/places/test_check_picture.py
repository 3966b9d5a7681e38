"""The check picture of a poster: three drawings that follow from its serial, for ever."""

from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.places.check_picture import COLOURS, Drawing, check_picture
from antoan.domains.places.check_shapes import SHAPES
from antoan.kit.ids import CROCKFORD, random_crockford

serials = st.text(CROCKFORD, min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("serial", "drawings"),
    [
        ("ABCDEFGHJK", [("umbrella", "purple"), ("umbrella", "blue"), ("moon", "orange")]),
        ("0123456789", [("house", "grey"), ("boat", "purple"), ("fish", "blue")]),
        ("ZZZZZZZZZZ", [("flower", "grey"), ("mountain", "purple"), ("bell", "orange")]),
    ],
)
def test_posters_that_hang_already_keep_their_drawings(serial, drawings):
    assert check_picture(serial).drawings == tuple(Drawing(*drawing) for drawing in drawings)


@given(serials)
def test_each_picture_is_well_formed_and_shows_three_known_drawings(serial):
    picture = check_picture(serial)
    drawn = [node.get("d") for node in ElementTree.fromstring(picture.svg) if node.tag.endswith("path")]
    assert drawn == [SHAPES[drawing.shape] for drawing in picture.drawings]
    assert len(drawn) == 3
    assert {drawing.colour for drawing in picture.drawings} <= set(COLOURS)
    assert check_picture(serial) == picture


def test_no_drawing_is_rarer_or_commoner_than_chance():
    drawn = Counter(drawing for _ in range(4_000) for drawing in check_picture(random_crockford(10)).drawings)
    assert len(drawn) == len(SHAPES) * len(COLOURS) == 64
    expected = 12_000 / 64
    assert all(expected / 2 < count < expected * 2 for count in drawn.values())


def test_copied_posters_are_told_apart_by_their_pictures():
    pictures = Counter(check_picture(random_crockford(10)).drawings for _ in range(2_000))
    assert pictures.most_common(1)[0][1] <= 2
