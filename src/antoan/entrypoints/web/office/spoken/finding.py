"""Shows whose short code was said: as much as a gate shows, to compare with a paper. How often is bounded."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.codes.errors import SpokenCodeMistyped, SpokenCodeUnknown, TooManyTries
from antoan.domains.codes.permissions import FIND_SPOKEN
from antoan.domains.codes.spoken import find_spoken
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries.glimpses import Glimpse, glimpse_by_qid
from antoan.domains.people.values import Gender
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit.errors import AntoanError, Forbidden

GENDERS: Final = {
    Gender.FEMALE: gettext_lazy("Nữ"),
    Gender.MALE: gettext_lazy("Nam"),
    Gender.UNKNOWN: gettext_lazy("không rõ"),
}
_UNKNOWN: Final = gettext_lazy("Mã này không của ai, hoặc đã thu hồi. Hãy xem giấy tờ.")
SAYINGS: Final = {
    SpokenCodeMistyped.code: gettext_lazy("Mã gõ sai: hãy xem lại từng ký tự."),
    SpokenCodeUnknown.code: _UNKNOWN,
    PersonNotFound.code: _UNKNOWN,
    TooManyTries.code: gettext_lazy(
        "Đã thử quá nhiều mã sai. Hãy đợi một giờ; trong lúc đó xem thẻ hoặc giấy tờ."
    ),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def spoken_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code; show whose it is."""
    actor = actor_of(request)
    if not actor.grants_of(FIND_SPOKEN):
        raise Forbidden
    found: Glimpse | None = None
    fault, status = "", 200
    typed = request.POST.get("code", "")
    if request.method == "POST":
        try:
            found = glimpse_by_qid(
                actor, find_spoken(actor=actor, typed=typed), purpose="short code said at a desk"
            )
        except AntoanError as error:
            if error.code not in SAYINGS:
                raise
            fault, status = str(SAYINGS[error.code]), 429 if isinstance(error, TooManyTries) else 422
    context = {
        "found": found,
        "gender": GENDERS[found.gender] if found else "",
        "fault": fault,
        "typed": typed,
    }
    return render(request, "office/spoken.html", context, status=status)
