"""Every letter of our texts is in the fonts we serve: none falls back to a font with other accents."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tools import check_messages

BUILD = Path(__file__).resolve().parents[2] / "src/antoan/entrypoints/web/shared/static/shared/build"


@pytest.mark.parametrize("weight", [400, 700])
def test_the_fonts_hold_every_letter_of_the_catalogue(weight):
    known = TTFont(BUILD / f"be-vietnam-pro-{weight}.woff2").getBestCmap().keys()
    said = {text.singular for text in check_messages.texts()} | {
        str(message.string) for message in check_messages.read_catalogue()
    }
    assert {letter for text in said for letter in text if letter.isprintable()} - set(
        map(chr, known)
    ) == set()


@pytest.mark.parametrize("weight", [400, 700])
def test_a_font_is_small_enough_for_a_weak_network(weight):
    assert (BUILD / f"be-vietnam-pro-{weight}.woff2").stat().st_size < 16_000
