"""The page on which care at home ends: what the rule says, then release, hospital, or a mistake taken back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.care import services
from antoan.domains.care.errors import EpisodeNotFound, WordsMissing
from antoan.domains.care.permissions import RELEASE
from antoan.domains.care.queries import episode_for
from antoan.entrypoints.web.office.caring.sayings import saying
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring import words
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Show when care may end and why; a button here is the second step, after the one that led here."""
    actor, fault, status = actor_of(request), "", 200
    if not actor.grants_of(RELEASE):
        raise EpisodeNotFound
    page = episode_for(actor, episode_id, clock.now())
    if request.method == "POST":
        try:
            messages.success(request, _ended(actor, episode_id, request))
            return redirect("desk_care_one", episode_id)
        except AntoanError as error:
            fault, status = saying(error), error.status
    if page.release is None:
        return redirect("desk_care_one", episode_id)
    context = {
        "fault": fault,
        "one": page.episode,
        "person": shown_person(actor, page.episode.person_id),
        "release": words.release_text(page.release),
        "may_release": page.release.may_end,
        "words": request.POST.get("words", ""),
    }
    return render(request, "office/care/end.html", context, status=status)


def _ended(actor: Actor, episode_id: int, request: HttpRequest) -> str:
    said = request.POST.get("words", "")
    match request.POST.get("do"):
        case "release":
            services.release(actor=actor, episode_id=episode_id)
            return _("Đã kết thúc cách ly. In giấy xác nhận ở dưới.")
        case "refer":
            services.refer(actor=actor, episode_id=episode_id, words=said)
            return _("Đã ghi chuyển bệnh viện. In giấy chuyển ở dưới.")
        case "mistaken":
            services.call_mistaken(actor=actor, episode_id=episode_id, words=said)
            return _("Đã hủy việc theo dõi mở nhầm.")
    raise WordsMissing
