"""The words of a poster. It speaks both languages whoever prints it: visitors read it, not the printer."""

from typing import Final

from antoan.domains.places.values import VEHICLES, PlaceView, PostedCode
from antoan.domains.printing.values import Poster
from antoan.kit.clock import local

_STEPS: Final = (
    "Mở máy ảnh hoặc Zalo trên điện thoại, đưa mã vào khung.",
    "Bấm vào địa chỉ hiện ra. Ba hình trên trang phải giống ba hình ở đây.",
    "Chọn Vào. Khi về, quét lại và chọn Ra.",
    "Không có điện thoại: đưa thẻ, căn cước hoặc mã ngắn cho nhân viên.",
)
_STEPS_EN: Final = (
    "Open your phone's camera and point it at the code.",
    "Tap the address. Its three drawings must be the three on this sheet.",
    "Choose In. When you leave, scan again and choose Out.",
    "No phone: show your card, ID or short code to the staff.",
)


def poster_of_code(code: PostedCode, place: PlaceView, *, gate: str = "") -> Poster:
    """Return the poster of a place's code, perhaps for one of its gates."""
    is_vehicle = place.kind in VEHICLES
    detail = [place.plate if is_vehicle else place.address, gate]
    return Poster(
        title="Quét mã khi lên xe, lên tàu" if is_vehicle else "Quét mã khi vào",
        title_en="Scan when you get on" if is_vehicle else "Scan when you enter",
        place=place.name,
        detail=" · ".join(part for part in detail if part),
        qr=code.url,
        picture=code.check_picture.svg,
        picture_words="; ".join(f"{one.shape} {one.colour}" for one in code.check_picture.drawings),
        serial=code.serial,
        serial_label="Số tờ mã · Serial",
        steps_heading="Cách quét",
        steps=_STEPS,
        steps_heading_en="How to scan",
        steps_en=_STEPS_EN,
        footer=f"An Toàn · cấp ngày {local(code.issued_at):%d/%m/%Y} · thấy tờ mã lạ, gọi 1022",
    )
