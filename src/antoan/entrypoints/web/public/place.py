"""The page behind a code posted at a place: any phone's camera opens it. Genuine, retired and forged ones look different.

Who has signed in checks in and out there (citizen/visiting/door.py); everybody else is led to sign in and back.
"""

from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.places.errors import PlaceCodeRefused
from antoan.domains.places.queries import poster_behind
from antoan.domains.places.values import Poster
from antoan.domains.visits.permissions import CHECK_ONESELF
from antoan.entrypoints.web.citizen.posters.reporting import report_address
from antoan.entrypoints.web.citizen.visiting import door
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.errors import wants_problem
from antoan.entrypoints.web.shared.posters import picture_svg, picture_words
from antoan.entrypoints.web.shared.safety.words import published_levels
from antoan.foundation.accounts.scopes import Scope
from antoan.kit import clock
from antoan.kit.errors import Forbidden


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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Show the place whose code was scanned, or say why the code may not be trusted; take who goes in or out."""
    address = request.build_absolute_uri(request.path)
    try:
        poster = poster_behind(address, at=clock.now())
    except PlaceCodeRefused as refused:
        refusal = _BY_REASON.get(str(refused.context.get("reason")), _FORGED)
        context = {"refusal": refusal, "report": report_address(address)}
        return render(request, "public/place_refused.html", context, status=refusal.status)
    actor = actor_of(request)
    if actor.may(CHECK_ONESELF, Scope(person_id=actor.person_id)) and actor.person_id is not None:
        return door.pressed(request, poster) if request.method == "POST" else door.page(request, poster)
    if request.method == "POST":
        return _not_signed_in(request)
    return _for_strangers(request, poster)


def _not_signed_in(request: HttpRequest) -> HttpResponse:
    """Lead whose session ended to sign in and back here; a script is told by the status."""
    if request.user.is_authenticated or wants_problem(request):
        raise Forbidden
    return redirect(_sign_in(request))


def _sign_in(request: HttpRequest) -> str:
    return f"{reverse('phone')}?{urlencode({'next': request.path})}"


def _for_strangers(request: HttpRequest, poster: Poster) -> HttpResponse:
    context = {
        "place": poster.place,
        "serial": poster.serial,
        "kind": kinds.word(poster.place.kind),
        "picture": picture_svg(poster.check_picture),
        "picture_words": picture_words(poster.check_picture),
        "sign_in": _sign_in(request),
        "safety": published_levels(poster.place.id),
    }
    return render(request, "public/place.html", context)
