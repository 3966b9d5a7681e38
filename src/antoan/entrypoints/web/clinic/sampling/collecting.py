"""The desk where samples are taken: a tube is scanned, then the code of each person; rapid tests are read here."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.laboratory import services
from antoan.domains.laboratory.permissions import COLLECT, RESULT
from antoan.domains.laboratory.queries import retests_of, tube_for, tubes_of
from antoan.domains.laboratory.values import MemberState, TubeState, TubeView
from antoan.domains.passes.queries import labels_of
from antoan.domains.units.queries import scope_of_unit
from antoan.entrypoints.web.clinic.sampling.forms import RapidForm, TubeForm
from antoan.entrypoints.web.clinic.sayings import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.words import OUTCOMES, TEST_KINDS
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden

MEMBERS = {
    MemberState.WAITING: gettext_lazy("chờ kết quả"),
    MemberState.ANSWERED: gettext_lazy("đã có kết quả"),
    MemberState.RETEST: gettext_lazy("cần lấy lại mẫu riêng"),
    MemberState.RETESTED: gettext_lazy("đã lấy lại mẫu riêng"),
}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest) -> HttpResponse:
    """Open a tube; show those that wait, and of whom a sample alone is to be taken."""
    actor = actor_of(request)
    _require_any(actor, COLLECT)
    chosen = {key: request.GET[key] for key in ("unit_id", "kind", "people_max") if key in request.GET}
    form = TubeForm(actor, request.POST if request.method == "POST" else None, initial=chosen)
    fault = ""
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "id"}
        try:
            return redirect("sample_tube", services.open_tube(actor=actor, **fields).id)
        except AntoanError as error:
            fault = saying(error)
    context = {
        "form": form,
        "fault": fault,
        "tubes": [tube_row(tube) for tube in tubes_of(actor, state=TubeState.OPEN)],
        "retests": retests_of(actor),
    }
    return render(request, "clinic/sampling/samples.html", context, status=_status(request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tube(request: HttpRequest, tube_id: int) -> HttpResponse:
    """Show a tube, and add whoever shows a code."""
    actor = actor_of(request)
    view = tube_for(actor, tube_id)
    may_collect = actor.may(COLLECT, scope_of_unit(view.unit_id))
    fault = ""
    if request.method == "POST":
        if not may_collect:
            raise Forbidden
        try:
            services.add_person(actor=actor, tube_id=tube_id, code=request.POST.get("code", ""))
            return redirect("sample_tube", tube_id)
        except AntoanError as error:
            fault = saying(error)
    context = tube_row(view) | {
        "members": [(member, MEMBERS[member.state]) for member in view.members],
        "outcome": OUTCOMES.get(view.outcome, ""),
        "may_add": may_collect and view.state is TubeState.OPEN and view.people < view.people_max,
        "may_answer": actor.may(RESULT, scope_of_unit(view.unit_id)) and view.state is TubeState.OPEN,
        "may_collect": may_collect,
        "fault": fault,
    }
    return render(request, "clinic/sampling/tube.html", context, status=_status(request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rapid(request: HttpRequest) -> HttpResponse:
    """Record rapid tests one after another."""
    actor = actor_of(request)
    _require_any(actor, COLLECT)
    form = RapidForm(actor, request.POST if request.method == "POST" else None)
    fault = ""
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        try:
            record = services.record_at_desk(
                actor=actor,
                unit_id=fields["unit_id"],
                code=fields["code"],
                outcome=fields["outcome"],
                reference=str(form.sent_id),
            )
            label = labels_of([record.person_id]).get(record.person_id, "")
            told = {"label": label, "outcome": OUTCOMES[fields["outcome"]]}
            messages.success(
                request, _("Đã ghi cho %(label)s: %(outcome)s. Màu của người này đã theo kết quả.") % told
            )
            return redirect("sample_rapid")
        except AntoanError as error:
            fault = saying(error)
    context = {"form": form, "fault": fault}
    return render(request, "clinic/sampling/rapid.html", context, status=_status(request))


def tube_row(view: TubeView) -> dict[str, Any]:
    """Return a tube in words."""
    is_open = view.state is TubeState.OPEN
    return {
        "tube": view,
        "kind": TEST_KINDS[view.kind],
        "is_late": is_open and clock.now() > view.expected_by,
    }


def _require_any(actor: Actor, permission: str) -> None:
    if not actor.grants_of(permission):
        raise Forbidden


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
