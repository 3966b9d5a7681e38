"""Every printed code can be read back from its page, turned and out of focus (features row 95, lesson L15)."""

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import ImageFilter

from antoan.domains.places.check_picture import check_picture
from antoan.domains.printing.errors import PaperUnfit, TooManyPosters
from antoan.domains.printing.rules import POSTERS_MAX
from antoan.domains.printing.services import print_posters
from antoan.domains.printing.values import Paper, Poster
from antoan.kit import clock

URL = "https://antoan.example.vn/p/" + "A1b2C3d4" * 14
POSTER = Poster(
    title="Quét mã khi vào", title_en="Scan when you enter", place="Tạp hóa Cô Ba", detail="12 Lê Lợi · Cổng chính",
    qr=URL, picture=check_picture("7K2P9QXM4T").svg, picture_words="ba hình", serial="7K2P9QXM4T", serial_label="Số",
    steps_heading="Cách quét", steps=("Mở máy ảnh.", "Đưa mã vào khung."), steps_heading_en="How to scan",
    steps_en=("Open the camera.", "Point it at the code."), footer="An Toàn",
)  # fmt: skip
POINTS_PER_MM = 72 / 25.4


def pages(pdf: bytes, dpi: int = 100):
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def width_mm(code: zxingcpp.Barcode, dpi: int) -> float:
    corners = code.position
    return abs(corners.top_right.x - corners.top_left.x) / dpi * 25.4


@pytest.mark.parametrize(
    ("paper", "size_mm", "least_mm"), [(Paper.A4, (210, 297), 150), (Paper.A3, (297, 420), 210)]
)
def test_the_code_is_as_large_as_the_city_asked(paper, size_mm, least_mm):
    pdf = print_posters([POSTER], paper=paper, at=clock.now())
    [page] = pypdfium2.PdfDocument(pdf)
    assert tuple(round(side / POINTS_PER_MM) for side in page.get_size()) == size_mm
    [code] = zxingcpp.read_barcodes(pages(pdf)[0])
    assert code.text == URL
    assert width_mm(code, 100) >= least_mm - 1  # A pixel is a quarter of a millimetre.


@pytest.mark.parametrize(("turned", "blur"), [(0, 3), (7, 2), (90, 2), (180, 3), (23, 1), (-12, 2)])
def test_the_code_is_read_turned_and_out_of_focus(turned, blur):
    [page] = pages(print_posters([POSTER], paper=Paper.A4, at=clock.now()))
    seen = page.rotate(turned, expand=True, fillcolor="grey").filter(ImageFilter.GaussianBlur(blur))
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [URL]


def test_many_posters_are_one_page_each_in_order():
    posters = [replace(POSTER, place=f"Chi nhánh {number}", qr=f"{URL}{number}") for number in range(12)]
    pdf = print_posters(posters, paper=Paper.A4, at=clock.now())
    assert [zxingcpp.read_barcodes(page)[0].text for page in pages(pdf, 72)] == [one.qr for one in posters]


def test_a_long_name_stays_on_one_page():
    pdf = print_posters(
        [replace(POSTER, place="Công ty " * 18, detail="x" * 200)], paper=Paper.A4, at=clock.now()
    )
    assert len(pypdfium2.PdfDocument(pdf)) == 1


@pytest.mark.parametrize("count", [0, POSTERS_MAX + 1])
def test_none_and_too_many_are_refused(count):
    with pytest.raises(TooManyPosters):
        print_posters([POSTER] * count, paper=Paper.A4, at=clock.now())


def test_what_no_page_holds_is_refused():
    with pytest.raises(PaperUnfit):
        print_posters([replace(POSTER, qr="x" * 500)], paper=Paper.A4, at=clock.now())
