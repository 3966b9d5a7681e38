"""The rules of a gate, and what proves a gate: the picture of the day, and codes that test whether staff look."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.gates.challenge import Challenge, challenge
from antoan.domains.gates.errors import RulesUnreadable
from antoan.domains.gates.gate_rules import GateRules, WhenFull
from antoan.domains.gates.queries.rules import rules_of_gate
from antoan.domains.gates.services.rules import set_gate_rules
from antoan.domains.gates.services.specimens import make_specimen
from antoan.domains.places.queries import gate_for, place_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.pictures import qr_picture
from antoan.kit import clock

FIELD_LETTERS_MAX: Final = 10
WHEN_FULL: Final[dict[WhenFull, Promise]] = {
    WhenFull.SILENT: gettext_lazy("Không nói gì"),
    WhenFull.WARN: gettext_lazy("Nhắc nhân viên"),
    WhenFull.REFUSE: gettext_lazy("Không cho vào thêm"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, gate_id: int) -> HttpResponse:
    """Show a gate's rules; keep new ones."""
    actor = actor_of(request)
    context: dict[str, Any] = {
        "gate": gate_for(actor, gate_id),
        "rules": rules_of_gate(actor, gate_id),
        "choices": [(one.value, word) for one, word in WHEN_FULL.items()],
    }
    if request.method == "POST":
        try:
            set_gate_rules(actor=actor, gate_id=gate_id, document=_document(request), at=clock.now())
        except RulesUnreadable:
            messages.error(
                request, _("Giờ phải viết dạng 07:00; giờ đóng khác giờ mở; số phút từ 0 đến 1440.")
            )
            return render(request, "unit/gate_rules.html", context, status=422)
        messages.success(request, _("Đã lưu. Thiết bị của cổng áp dụng ngay."))
        return redirect("unit_gate", gate_id)
    return render(request, "unit/gate_rules.html", context)


@login_required
@require_POST
@never_cache
def specimen(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show a code that tests the gates of a place. It is in this answer only."""
    actor = actor_of(request)
    place = place_for(actor, place_id)
    is_drill = request.POST.get("kind") == "drill"
    code = make_specimen(actor=actor, place_id=place_id, is_drill=is_drill, at=clock.now())
    picture = qr_picture(code, label=_("Mã thử cổng"))
    return render(request, "unit/specimen.html", {"place": place, "qr": picture, "is_drill": is_drill})


def picture_of_today(place_id: int) -> Challenge:
    """Return what every genuine gate of a place shows today."""
    return challenge(settings.FIELD_KEY_RING, place_id, clock.today())


def _document(request: HttpRequest) -> dict[str, Any]:
    """Return the rules as the form says them: no hours at all when both fields are empty."""
    first, last, minutes = (_field(request, name) for name in ("opens", "closes", "repeat"))
    return {
        "hours": [[first, last]] if first or last else [],
        "whenFull": _field(request, "when_full") or GateRules().when_full.value,
        "repeatMinutes": int(minutes)
        if minutes.isascii() and minutes.isdecimal()
        else (-1 if minutes else 0),
    }


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:FIELD_LETTERS_MAX]
