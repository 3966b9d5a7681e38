"""An appeal against the colour, told by the person and typed by staff."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.corrections.owners import deadlines
from antoan.domains.corrections.queries.with_person import appeal_with_person
from antoan.domains.corrections.services.with_person import open_appeal_with_person
from antoan.domains.corrections.values import AppealState, NewAppeal
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import verdict_of
from antoan.domains.policy.verdict import Verdict
from antoan.entrypoints.web.citizen.correcting.appeals import reason_of
from antoan.entrypoints.web.office.assisting.presence import Helped, with_person
from antoan.entrypoints.web.shared import colours
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def new(request: HttpRequest, one: Helped) -> HttpResponse:
    """Show the colour of this moment, and take the person's words."""
    form = WordsForm(request.POST or None, label=_("Vì sao người này cho là màu sai? Ghi đúng lời họ nói."))
    fault, form_id = "", sent_id(request) if request.method == "POST" else uuid4()
    if request.method == "POST" and form.is_valid():
        appeal = NewAppeal(form_id, one.person_id, form.cleaned_data["words"])
        try:
            opened = open_appeal_with_person(actor=one.actor, appeal=appeal, assistance=one.assistance)
            return redirect("desk_with_appeal", one.person_id, opened.number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault = saying(error)
    verdict = _verdict(one)
    context = one.framed() | {
        "form": form,
        "fault": fault,
        "form_id": form_id,
        "colour": verdict.colour.value if verdict else "unknown",
        "why": in_our_language(verdict.holder_reason) if verdict else "",
        "can_appeal": verdict is not None and verdict.colour.value not in {"green", "unknown"},
        "hours": deadlines().appeal_hours,
        "office": words.appeals_office(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "office/with/appeal.html", context, status=status)


@require_safe
@with_person
def appeal(request: HttpRequest, one: Helped, appeal_number: str) -> HttpResponse:
    """Show one appeal: what to print and hand over, and its answer."""
    view = appeal_with_person(one.actor, one.person_id, appeal_number, assistance=one.assistance)
    colour = str(view.verdict["colour"])
    facts = [
        (_("Màu bị khiếu nại"), f"{colours.word(colour)}. {reason_of(view)}"),
        (_("Người dân nói"), view.words),
        (_("Nơi trả lời"), words.appeals_office()),
    ]
    if view.state is AppealState.OPEN:
        facts.append((_("Trả lời chậm nhất"), clock.local(view.due_at).strftime("%H:%M %d/%m/%Y")))
    else:
        facts.append((_("Câu trả lời"), view.answer))
    context = one.framed() | {
        "title": _("Khiếu nại màu"),
        "state": words.APPEALS[view.state],
        "shown": spoken.show(view.number),
        "facts": facts,
        "back": reverse("desk_with_corrections", args=[one.person_id]),
        "printed_at": clock.now(),
    }
    return render(request, "office/with/slip.html", context)


def _verdict(one: Helped) -> Verdict | None:
    try:
        return verdict_of(one.actor, one.person_id, clock.now())
    except (PassNotFound, NoPolicyInForce):
        return None
