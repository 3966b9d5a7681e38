"""Cards on sheets: ten to a page in the order of the list, marks to cut, backs that meet their fronts, large print."""

from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

from antoan.domains.printing.services import print_cards
from antoan.domains.printing.values import Card, CardLayout, Line
from antoan.kit import clock
from tests.factories.codes import a_head, a_signed_code

DOTS = 200
MM = DOTS / 25.4


def a_card(number: int = 0, **changes: object) -> Card:
    head = replace(a_head(), qid=f"{162979388586171100 + number}").masked()
    card = Card(
        title="Thẻ An Toàn", name=f"Nguyễn Thị Ánh Đào {number}", qr=a_signed_code(head),
        lines=(Line("Số giấy tờ", "******004567"), Line("Năm sinh", "1990")), short_code="7K2P-9QXM-C",
        short_label="Mã ngắn", notes=("Mất thẻ: gọi 1022.",), footer="Dùng đến hết ngày 26/11/2027",
    )  # fmt: skip
    return replace(card, **changes)


def pages_of(pdf: bytes) -> list[tuple[str, Image.Image]]:
    return [
        (
            " ".join(page.get_textpage().get_text_range().split()),
            page.render(scale=DOTS / 72).to_pil().convert("L"),
        )
        for page in pypdfium2.PdfDocument(pdf)
    ]


def worn(picture: Image.Image, *, degrees: float, blur: float, contrast: float) -> Image.Image:
    """Return a page as a cheap camera sees it: askew, not sharp, grey on grey."""
    turned = picture.rotate(degrees, expand=True, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    return ImageEnhance.Contrast(turned).enhance(contrast)


@pytest.fixture(scope="module")
def cards():
    return [a_card(number) for number in range(13)]


@pytest.fixture(scope="module")
def sheets(cards):
    return pages_of(print_cards(cards, at=clock.now(), layout=CardLayout.SHEET, margin="Phường Sài Gòn"))


def test_thirteen_cards_are_two_sheets_with_their_backs(sheets):
    assert [page.count("Nguyễn Thị Ánh Đào") for page, _ in sheets] == [10, 0, 3, 0]
    assert [page.count("7K2P-9QXM-C") for page, _ in sheets] == [0, 10, 0, 3]
    assert "Phường Sài Gòn · 2/2" in sheets[2][0]


@pytest.mark.parametrize(
    ("degrees", "blur", "contrast"), [(0, 0, 1), (9, 1.2, 1), (-20, 0.8, 0.35), (178, 1.0, 0.25)]
)
def test_every_code_of_a_sheet_is_read_after_blur_rotation_and_low_contrast(
    sheets, cards, degrees, blur, contrast
):
    read = zxingcpp.read_barcodes(worn(sheets[0][1], degrees=degrees, blur=blur, contrast=contrast))
    assert sorted(code.text for code in read) == sorted(card.qr for card in cards[:10])


def test_cards_lie_in_the_order_of_the_list_row_by_row(sheets, cards):
    placed = {
        code.text: (round(code.position.top_left.y / MM), round(code.position.top_left.x / MM))
        for code in zxingcpp.read_barcodes(sheets[0][1])
    }
    assert [text for text, _ in sorted(placed.items(), key=lambda item: item[1])] == [
        card.qr for card in cards[:10]
    ]


def test_the_back_of_a_card_meets_its_front_when_the_sheet_is_turned_over_its_long_edge():
    [first, second] = [a_card(n, short_code=code) for n, code in enumerate(("AAAA-AAAA-A", "BBBB-BBBB-B"))]
    document = pypdfium2.PdfDocument(print_cards([first, second], at=clock.now(), layout=CardLayout.SHEET))
    text = document[1].get_textpage()
    left_edges = {}
    for code in (first.short_code, second.short_code):
        index, _count = text.search(code).get_next()
        left_edges[code] = text.get_charbox(index)[0]
    assert left_edges[first.short_code] > left_edges[second.short_code]


def test_marks_to_cut_stand_outside_every_card_at_its_edges(sheets):
    dark = np.asarray(sheets[2][1]) < 140
    x0, y0 = (210 - 2 * 85.6) / 2, (297 - 5 * 53.98) / 2
    for column in range(3):
        x = round((x0 + column * 85.6) * MM)
        assert dark[round((y0 - 3) * MM), x - 2 : x + 3].any()
        assert dark[round((297 - y0 + 3) * MM), x - 2 : x + 3].any()
    for row in range(6):
        y = round((y0 + row * 53.98) * MM)
        assert dark[y - 2 : y + 3, round((x0 - 3) * MM)].any()


def test_large_print_is_four_to_a_page_with_letters_of_at_least_eleven_points():
    cards = [a_card(number) for number in range(5)]
    pdf = print_cards(cards, at=clock.now(), layout=CardLayout.LARGE)
    pages = pages_of(pdf)
    assert [page.count("Nguyễn Thị Ánh Đào") for page, _ in pages] == [4, 1]
    read = zxingcpp.read_barcodes(worn(pages[0][1], degrees=5, blur=2.5, contrast=0.3))
    assert sorted(code.text for code in read) == sorted(card.qr for card in cards[:4])
    assert "7K2P-9QXM-C" in pages[0][0]


@pytest.mark.parametrize("layout", list(CardLayout))
@pytest.mark.parametrize("name", ["Ô", "Nguyễn Phúc " + "Công Tằng Tôn Nữ " * 8])
def test_shortest_and_longest_names_leave_the_code_readable(layout, name):
    card = a_card(name=name[:150].strip())
    [page, *_] = pages_of(print_cards([card], at=clock.now(), layout=layout))
    [read] = zxingcpp.read_barcodes(page[1])
    assert read.text == card.qr
    assert f"{date(2027, 11, 26):%d/%m/%Y}" in page[0]
