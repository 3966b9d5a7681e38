"""A citizen appeals against their colour and reads the answer of a person."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.corrections.errors import TicketUnreadable
from antoan.domains.corrections.owners import deadlines
from antoan.domains.corrections.queries import appeal_for
from antoan.domains.corrections.queries.access import require_own_appeal
from antoan.domains.corrections.services import open_appeal
from antoan.domains.corrections.values import AppealState, AppealView, NewAppeal
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import verdict_of
from antoan.domains.policy.documents import Words
from antoan.domains.policy.verdict import Verdict
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the colour one appeals against, and take the words."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    actor = actor_of(request)
    form = WordsForm(request.POST or None, label=_("Vì sao bạn cho là màu này sai?"))
    fault = ""
    if request.method == "POST" and form.is_valid():
        appeal = NewAppeal(_uuid(request.POST.get("appeal", "")), person_id, form.cleaned_data["words"])
        try:
            return redirect("my_appeal", open_appeal(actor=actor, appeal=appeal).number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault = saying(error)
    verdict = _verdict(actor, person_id)
    context = {
        "form": form,
        "fault": fault,
        "appeal_id": request.POST.get("appeal") or uuid4(),
        "person_id": person_id,
        "colour": verdict.colour.value if verdict else "unknown",
        "reason": in_our_language(verdict.holder_reason) if verdict else "",
        "can_appeal": verdict is not None and verdict.colour.value not in {"green", "unknown"},
        "hours": deadlines().appeal_hours,
        "office": words.appeals_office(),
        "query": query_of(request, person_id),
    }
    status = 422 if fault or (request.method == "POST" and form.errors) else 200
    return render(request, "citizen/correcting/new_appeal.html", context, status=status)


@login_required
@require_safe
@never_cache
def appeal(request: HttpRequest, appeal_number: str) -> HttpResponse:
    """Show one appeal with its answer."""
    actor = actor_of(request)
    require_own_appeal(actor, appeal_number)
    view = appeal_for(actor, appeal_number)
    context = {
        "appeal": view,
        "shown": spoken.show(view.number),
        "reason": reason_of(view),
        "state": words.APPEALS[view.state],
        "is_open": view.state is AppealState.OPEN,
        "office": words.appeals_office(),
        "correction": spoken.show(view.correction_number) if view.correction_number else "",
    }
    return render(request, "citizen/correcting/appeal.html", context)


def reason_of(view: AppealView) -> str:
    """Return the reason of the verdict an appeal is against, as the person read it."""
    reason: dict[str, str] = view.verdict["holder_reason"]
    return in_our_language(Words(reason["vi"], reason["en"]))


def _verdict(actor: Actor, person_id: int) -> Verdict | None:
    try:
        return verdict_of(actor, person_id, clock.now())
    except (PassNotFound, NoPolicyInForce):
        return None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise TicketUnreadable from None
