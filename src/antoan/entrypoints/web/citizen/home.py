"""A citizen's first page after signing in: the colour, and a door to each thing they can do."""

from typing import Final, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from antoan.entrypoints.web.shared.acting import actor_of


class Door(NamedTuple):
    """One thing a citizen can do. `icon` is a symbol of the page's sprite."""

    address: str  # Name of the URL.
    icon: str
    name: Promise
    text: Promise


DOORS: Final = (
    Door("my_code", "#at-person", _("Mã của tôi"), _("Mã QR, màu hiện tại, vì sao và đến khi nào.")),
    Door(
        "my_corrections",
        "#at-correct",
        _("Sửa dữ liệu sai"),
        _("Thiếu mũi tiêm, sai kết quả, sai họ tên: báo ở đây và theo dõi."),
    ),
)


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors. An account that is nobody's (staff) is told so."""
    if actor_of(request).person_id is None:
        return render(request, "citizen/nobody.html")
    return render(request, "citizen/home.html", {"doors": DOORS})
