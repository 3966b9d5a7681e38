"""Who of a ward has no code yet: a list door by door, met or not, with a card to make."""

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.cards.permissions import REACH_OUT
from antoan.domains.cards.queries import outreach_of, wards_for_outreach
from antoan.domains.cards.services import note_reached
from antoan.domains.cards.values import Chosen, Reached
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.reasons import keep_reason
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit.errors import Forbidden
from antoan.kit.phones import national_phone

REACHED: Final[dict[Reached, Promise]] = {
    Reached.MET: gettext_lazy("Đã gặp"),
    Reached.ABSENT: gettext_lazy("Chưa gặp được"),
    Reached.UNWILLING: gettext_lazy("Không muốn làm"),
}
AGES: Final[dict[str, tuple[Promise, Chosen]]] = {
    "all": (gettext_lazy("Mọi tuổi"), Chosen()),
    "old": (gettext_lazy("Từ 60 tuổi"), Chosen(age_from=60)),
    "grown": (gettext_lazy("18 đến 59 tuổi"), Chosen(age_from=18, age_until=59)),
    "young": (gettext_lazy("Dưới 18 tuổi"), Chosen(age_until=17)),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def outreach(request: HttpRequest) -> HttpResponse:
    """Show a page of the list, or keep what came of going to somebody."""
    actor = actor_of(request)
    require_in_area(actor, REACH_OUT)
    if request.method == "POST":
        person_id = _number(request.POST.get("person", ""))
        reached = next((one for one in Reached if one == request.POST.get("reached")), None)
        if reached is not None and person_id is not None:
            note_reached(actor=actor, person_id=person_id, reached=reached)
        return redirect(f"{request.path}?{request.META.get('QUERY_STRING', '')}")
    wards = wards_for_outreach(actor)
    asked = _number(request.GET.get("ward", ""))
    ward = next((one for one in wards if one.id == asked), wards[0] if wards else None)
    if ward is None:
        raise Forbidden
    ages = request.GET.get("ages", "") if request.GET.get("ages", "") in AGES else "all"
    lines, following = outreach_of(
        actor, ward.id, chosen=AGES[ages][1], after=_number(request.GET.get("after", "")) or 0
    )
    keep_reason(request, [line.person_id for line in lines], _("Giúp người chưa có mã"))
    context: dict[str, Any] = {
        "wards": wards,
        "ward": ward,
        "ages": [(key, word, key == ages) for key, (word, _chosen) in AGES.items()],
        "rows": [
            {
                "line": line,
                "phones": [national_phone(number) for number in line.phones],
                "reached": REACHED[line.reached] if line.reached else "",
            }
            for line in lines
        ],
        "outcomes": REACHED.items(),
        "next": f"ward={ward.id}&ages={ages}&after={following}" if following else "",
    }
    return render(request, "office/people/outreach.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
