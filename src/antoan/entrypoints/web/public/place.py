"""The page behind a code posted at a place: any phone's camera opens it. Genuine, retired and forged ones look different."""

from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from antoan.domains.places.errors import PlaceCodeRefused
from antoan.domains.places.queries import place_behind
from antoan.entrypoints.web.shared import kinds
from antoan.kit import clock


class Refusal(NamedTuple):
    """What a visitor reads when the code may not be used."""

    status: int
    title: Promise
    text: Promise
    is_fake: bool = False


_RETIRED: Final = Refusal(
    410,
    _("Mã địa điểm này đã được thay"),
    _("Nơi này từng dùng mã bạn vừa quét, nay đã có mã mới. Hãy tìm và quét tờ mã mới dán ở cửa."),
)
_CLOSED: Final = Refusal(
    410, _("Địa điểm này đã đóng"), _("Nơi này không còn đón khách theo hệ thống An Toàn.")
)
_FORGED: Final = Refusal(
    404,
    _("Mã địa điểm giả"),
    _(
        "Mã bạn vừa quét không phải do thành phố cấp. Đừng điền thông tin cá nhân vào trang nào mà mã này mở ra."
    ),
    is_fake=True,
)
_BY_REASON: Final = {"retired": _RETIRED, "closed": _CLOSED, "revoked": _RETIRED}


@require_safe
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Show the place whose code was scanned, or say why the code may not be trusted."""
    try:
        found = place_behind(request.build_absolute_uri(request.path), at=clock.now())
    except PlaceCodeRefused as refused:
        refusal = _BY_REASON.get(str(refused.context.get("reason")), _FORGED)
        return render(request, "public/place_refused.html", {"refusal": refusal}, status=refusal.status)
    return render(request, "public/place.html", {"place": found, "kind": kinds.word(found.kind)})
