"""QR images are small, and cameras read them back under bad conditions."""

import numpy as np
import pytest
import zxingcpp

from antoan.domains.codes import images, place_token
from tests.factories.codes import PRIVATE, TODAY, a_head, a_signed_code

LONGEST = a_signed_code(a_head(full_name="Công Tằng Tôn Nữ Thị Phương Thảo Nguyên", helper_qid="1" * 18))
CODE = a_signed_code(a_head().masked())


def pixels_of(text: str, module_pixels: int) -> np.ndarray:
    dark = images.qr_modules(text)
    framed = np.pad(~dark, 4, constant_values=True)
    return np.kron(framed, np.ones((module_pixels, module_pixels))).astype(np.float64) * 255


def rotated(image: np.ndarray, degrees: float) -> np.ndarray:
    """Turn around the middle on a grey table, by nearest neighbour."""
    side = int(len(image) * 1.5)
    angle = np.radians(degrees)
    y, x = np.indices((side, side)) - side / 2
    source_x = np.rint(np.cos(angle) * x + np.sin(angle) * y + len(image) / 2).astype(int)
    source_y = np.rint(-np.sin(angle) * x + np.cos(angle) * y + len(image) / 2).astype(int)
    inside = (source_x >= 0) & (source_x < len(image)) & (source_y >= 0) & (source_y < len(image))
    result = np.full((side, side), 180.0)
    result[inside] = image[source_y[inside], source_x[inside]]
    return result


def blurred(image: np.ndarray, width: int) -> np.ndarray:
    kernel = np.ones(width) / width
    rows = np.apply_along_axis(np.convolve, 1, image, kernel, "same")
    return np.apply_along_axis(np.convolve, 0, rows, kernel, "same")


def read_back(image: np.ndarray) -> str:
    found = zxingcpp.read_barcodes(np.ascontiguousarray(image.clip(0, 255).astype(np.uint8)))
    return found[0].text if found else ""


@pytest.mark.parametrize("text", [CODE, LONGEST, "https://antoan.example/p/x", "Nguyễn Văn Ăn|đ"])
@pytest.mark.parametrize("module_pixels", [2, 3, 8])
def test_codes_are_read_back_at_every_size(text: str, module_pixels: int) -> None:
    assert read_back(pixels_of(text, module_pixels)) == text


@pytest.mark.parametrize("degrees", [7, 45, 90, 200])
def test_codes_are_read_back_when_turned(degrees: float) -> None:
    assert read_back(rotated(pixels_of(CODE, 6), degrees)) == CODE


@pytest.mark.parametrize("degrees", [0, 15])
def test_codes_are_read_back_when_turned_blurred_and_noisy(degrees: float) -> None:
    noise = np.random.default_rng(1).normal(0, 18, 2)
    image = blurred(rotated(pixels_of(CODE, 6), degrees), 4) * 0.7 + 30
    assert read_back(image + noise[0]) == CODE


def test_codes_are_read_back_with_a_stain() -> None:
    image = pixels_of(CODE, 6)
    image[150:180, 150:180] = 0
    assert read_back(image) == CODE


@pytest.mark.parametrize(("text", "version_max"), [(CODE, 9), (LONGEST, 10)])
def test_a_personal_code_stays_small(text: str, version_max: int) -> None:
    assert len(images.qr_modules(text)) <= 17 + 4 * version_max


def test_a_poster_stays_small() -> None:
    url = place_token.sign(
        place_id=2**40, serial="ABCDEFGHJK", issued_on=TODAY, base_url="https://antoan.tphcm.gov.vn",
        key_number=1, key=PRIVATE,
    )  # fmt: skip
    assert len(images.qr_modules(url)) <= 17 + 4 * 10


def test_the_png_holds_the_same_modules() -> None:
    png = images.qr_png(CODE, module_pixels=4)
    assert png.startswith(b"\x89PNG")
    width = int.from_bytes(png[16:20], "big")
    assert width == (len(images.qr_modules(CODE)) + 8) * 4


def test_the_svg_fits_its_container_and_holds_no_script() -> None:
    svg = images.qr_svg(CODE)
    side = len(images.qr_modules(CODE)) + 8
    assert svg.startswith("<svg ")
    assert f'viewBox="0 0 {side} {side}"' in svg
    assert svg.count("<") == svg.count(">")
    assert "script" not in svg
    assert CODE[:20] not in svg


@pytest.mark.parametrize("text", ["", "x" * 413, "ạ" * 200])
def test_a_text_no_camera_would_read_is_refused(text: str) -> None:
    with pytest.raises(images.TextTooLong):
        images.qr_svg(text)


@pytest.mark.parametrize("module_pixels", [0, 41])
def test_a_picture_beyond_bounds_is_refused(module_pixels: int) -> None:
    with pytest.raises(ValueError, match="pixels"):
        images.qr_png(CODE, module_pixels=module_pixels)
