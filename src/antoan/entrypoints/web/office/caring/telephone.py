"""The daily form, filled in by the ward for somebody on the telephone."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.care import services
from antoan.domains.care.errors import EpisodeNotFound
from antoan.domains.care.permissions import WORK
from antoan.domains.care.queries import episode_for
from antoan.domains.care.values import NewReading
from antoan.domains.declarations.errors import AnswersWrong
from antoan.domains.declarations.queries.readings import home_form
from antoan.entrypoints.web.citizen.declaring.fields import faults_in, fields_of, given_in
from antoan.entrypoints.web.office.caring.sayings import saying
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Show the form, or keep what was said. Without a script every question is shown at once."""
    actor = actor_of(request)
    if not actor.grants_of(WORK):
        raise EpisodeNotFound
    person_id = episode_for(actor, episode_id, clock.now()).episode.person_id
    given: dict[str, Any] = {}
    faults: Any = {}
    fault, status = "", 200
    if request.method == "POST":
        given = {name: answer for name, answer in given_in(request.POST).items() if answer}
        try:
            said = services.report_by_telephone(
                actor=actor, episode_id=episode_id, reading=NewReading(_id(request), given)
            )
            if said.is_risky:
                messages.warning(request, _("Có dấu hiệu cần báo ngay: đã mở báo động. Hãy nhận và xử lý."))
            else:
                messages.success(request, _("Đã ghi. Chưa có dấu hiệu phải báo ngay."))
            return redirect("desk_care_one", episode_id)
        except AnswersWrong as error:
            faults, status = error.context["faults"], error.status
        except AntoanError as error:
            fault, status = saying(error), error.status
    fields = fields_of(home_form(clock.now()), given, today=clock.today(), faults=faults, is_fresh=not given)
    context = {
        "episode_id": episode_id,
        "person": shown_person(actor, person_id),
        "fields": fields,
        "faults": faults_in(fields),
        "fault": fault,
        "declaration_id": _id(request),
    }
    return render(request, "office/care/reading.html", context, status=status)


def _id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("declaration", ""))
    except ValueError:
        return uuid4()
