"""Posters in words: their check picture, what is wrong with one, how far a report has come."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.places.check_picture import CheckPicture, Drawing
from antoan.domains.places.errors import PlaceCodeMissing, PlaceNotFound
from antoan.domains.places.poster_values import Finding, ReportState
from antoan.domains.places.queries import posted_code
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock

_SHAPES: Final = {
    "fish": gettext_lazy("con cá"),
    "star": gettext_lazy("ngôi sao"),
    "leaf": gettext_lazy("chiếc lá"),
    "house": gettext_lazy("ngôi nhà"),
    "key": gettext_lazy("chìa khóa"),
    "moon": gettext_lazy("mặt trăng"),
    "sun": gettext_lazy("mặt trời"),
    "boat": gettext_lazy("chiếc thuyền"),
    "bell": gettext_lazy("cái chuông"),
    "umbrella": gettext_lazy("cái ô"),
    "tree": gettext_lazy("cái cây"),
    "heart": gettext_lazy("trái tim"),
    "drop": gettext_lazy("giọt nước"),
    "flower": gettext_lazy("bông hoa"),
    "cup": gettext_lazy("cái tách"),
    "mountain": gettext_lazy("ngọn núi"),
}
_COLOURS: Final = {
    "blue": gettext_lazy("xanh dương"),
    "orange": gettext_lazy("cam"),
    "purple": gettext_lazy("tím"),
    "grey": gettext_lazy("xám"),
}
FINDINGS: Final = {
    Finding.FOREIGN: gettext_lazy("Dẫn sang trang của người khác"),
    Finding.FORGED: gettext_lazy("Giả mã của thành phố"),
    Finding.RETIRED: gettext_lazy("Mã cũ, đã được thay"),
    Finding.GENUINE: gettext_lazy("Mã thật, có thể dán sai chỗ"),
    Finding.UNREAD: gettext_lazy("Chưa quét, chỉ được kể lại"),
}
STATES: Final = {
    ReportState.OPEN: gettext_lazy("Mới"),
    ReportState.TAKEN: gettext_lazy("Đang đi kiểm tra"),
    ReportState.REMOVED: gettext_lazy("Đã gỡ"),
    ReportState.HARMLESS: gettext_lazy("Mã thật, dán đúng chỗ"),
    ReportState.NOT_FOUND: gettext_lazy("Không tìm thấy tờ mã đó"),
}


def picture_words(picture: CheckPicture) -> str:
    """Return a check picture as people say it: "ngôi nhà xám, chiếc thuyền tím, con cá xanh dương"."""
    return ", ".join(_drawing_words(drawing) for drawing in picture.drawings)


def picture_svg(picture: CheckPicture) -> SafeString:
    """Return a check picture to put into a page, with its words for screen readers."""
    drawn = picture.svg.replace('role="img"', f'role="img" aria-label="{escape(picture_words(picture))}"')
    return mark_safe(drawn)  # noqa: S308 - our own drawing; the label is escaped.


def posted_at(place_id: int | None) -> dict[str, Any]:
    """Return the way to a place's page ("door") and the check picture of the poster that hangs there; "" for none."""
    try:
        code = posted_code(SYSTEM, place_id or 0, at=clock.now())
    except (PlaceNotFound, PlaceCodeMissing):
        return {"door": "", "picture": ""}
    return {"door": urlsplit(code.url).path, "picture": picture_svg(code.check_picture)}


def _drawing_words(drawing: Drawing) -> str:
    return _("%(shape)s %(colour)s") % {"shape": _SHAPES[drawing.shape], "colour": _COLOURS[drawing.colour]}
