"""The page with which a citizen scans a place's code; by hand too, for who has no camera."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.codes.keys import SigningRing
from antoan.domains.places.errors import PlaceCodeRefused
from antoan.domains.places.poster_values import Finding
from antoan.domains.places.queries import address_of_serial, seen_on_poster
from antoan.entrypoints.web.citizen.posters.reporting import report_address
from antoan.entrypoints.web.shared import camera
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.ids import normalise_crockford

_TYPED_CHARS_MAX = 700


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest) -> HttpResponse:
    """Show the camera, or follow what was typed: the serial under a code, or its whole address."""
    if actor_of(request).person_id is None:
        return render(request, "citizen/nobody.html")
    typed = request.POST.get("typed", "").strip()[:_TYPED_CHARS_MAX]
    if request.method != "POST" or not typed:
        return _page(request)
    address = _address_of(typed)
    return redirect(address) if address else _page(request, typed=typed, is_refused=True, status=422)


def _address_of(typed: str) -> str:
    """Return the page behind what was typed; "" for what is no code of ours. A retired one says so itself."""
    now = clock.now()
    seen = seen_on_poster(typed, at=now)
    if seen.finding in (Finding.GENUINE, Finding.RETIRED):
        return urlsplit(typed).path
    try:
        return urlsplit(address_of_serial(normalise_crockford(typed), at=now)).path
    except PlaceCodeRefused:
        return ""


def _page(
    request: HttpRequest, *, typed: str = "", is_refused: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "config": _config(),
        "typed": typed,
        "is_refused": is_refused,
        "report": report_address(typed) if is_refused else reverse("my_posters"),
    }
    return render(request, "citizen/visiting/scan.html", context, status=status)


def _config() -> dict[str, Any]:
    return {
        # With the keys in the page a false poster is refused before anything is asked of any network.
        "keys": SigningRing.load(settings.DATA).published(),
        "reader": static("shared/build/zxing_reader.wasm"),
        "report": reverse("my_posters"),
        "texts": {key: str(text) for key, text in camera.FAULTS.items()} | _texts(),
    }


def _texts() -> dict[str, str]:
    return {
        "camera_none": _("Máy không có camera. Hãy gõ số in dưới mã vào ô bên dưới."),
        "opening": _("Mã thật. Đang mở trang của địa điểm…"),
        "offline": _("Mã thật, nhưng đang mất mạng. Hãy thử lại khi có mạng, hoặc đưa mã của bạn cho nhân viên cổng."),
        "foreign_title": _("Đừng dùng mã này"),
        "foreign": _("Mã này dẫn sang {host}, không phải trang của thành phố. Đừng mở, đừng điền gì vào đó."),
        "forged_title": _("Mã địa điểm giả"),
        "forged": _("Mã này giả mã của thành phố: chữ ký không đúng. Đừng dùng."),
        "revoked_title": _("Mã này không còn dùng được"),
        "revoked": _("Tờ mã này được in bằng khóa đã bị thu hồi. Hãy tìm tờ mã mới và báo cho nơi này."),
        "other_title": _("Không phải mã địa điểm"),
        "other": _("Hãy quét tờ mã dán ở cửa. Đây là loại mã khác."),
        "former": _("Đây là mã của ứng dụng cũ ({app}), không còn dùng ở đây. Hãy tìm tờ mã An Toàn dán ở cửa, hoặc hỏi nhân viên."),
        "personal": _("Đây là mã cá nhân của một người. Hãy quét tờ mã dán ở cửa."),
    }  # fmt: skip
