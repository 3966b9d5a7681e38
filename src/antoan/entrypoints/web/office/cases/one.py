"""One case: where it comes from, its report, its outbreak, and its end with a proof."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.cases.diseases import listed_on
from antoan.domains.cases.permissions import MANAGE_OUTBREAK, REPORT
from antoan.domains.cases.queries.files import case_file, reports_of
from antoan.domains.cases.queries.outbreaks import outbreaks_to_join
from antoan.domains.cases.services.outbreaks import link_case
from antoan.domains.cases.values import CaseFileView, CaseState
from antoan.domains.isolation.permissions import GIVE
from antoan.domains.isolation.permissions import READ as READ_ORDERS
from antoan.domains.isolation.queries.orders import orders_of_person
from antoan.domains.people.queries import may_over_person
from antoan.domains.records.permissions import WRITE
from antoan.domains.records.services import record_recovery
from antoan.domains.records.values import RecoveryProof
from antoan.entrypoints.web.office.cases import words
from antoan.entrypoints.web.office.cases.doing import attempt, day_of, uuid_of
from antoan.entrypoints.web.office.cases.listing import row_of
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.office.isolation import words as isolation_words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show a case, or do what a button says."""
    actor = actor_of(request)
    view = case_file(actor, case_id)
    if request.method == "POST":
        match request.POST.get("do", ""):
            case "recover":
                _recover(request, actor, view)
            case "link":
                _link(request, actor, view)
        return redirect("desk_case", case_id)
    return render(request, "office/cases/one.html", _context(actor, view))


def _recover(request: HttpRequest, actor: Actor, view: CaseFileView) -> None:
    proof, day = request.POST.get("proof", ""), day_of(request.POST.get("recovered_on", ""))
    if proof not in set(RecoveryProof) or day is None:
        messages.error(request, _("Hãy chọn giấy tờ chứng minh và ngày khỏi."))
        return
    reference = request.POST.get("reference", "")
    done = attempt(
        request,
        words.SAYINGS,
        lambda: record_recovery(
            actor=actor,
            infection_id=view.infection_id,
            recovered_on=day,
            proof=RecoveryProof(proof),
            reference=reference,
        ),
    )
    if done is not None:
        messages.success(request, _("Đã ghi khỏi bệnh. Lệnh cách ly vì ca mắc này cũng kết thúc."))


def _link(request: HttpRequest, actor: Actor, view: CaseFileView) -> None:
    chosen = request.POST.get("outbreak", "")

    def link() -> bool:
        link_case(actor=actor, file_id=view.id, outbreak_id=uuid_of(chosen) if chosen else None)
        return True

    if attempt(request, words.SAYINGS, link):
        messages.success(request, _("Đã ghi ổ dịch của ca này."))


def _context(actor: Actor, view: CaseFileView) -> dict[str, Any]:
    today = clock.today()
    listing = listed_on(view.confirmed_on)

    def may(permission: str) -> bool:
        return may_over_person(actor, permission, view.person_id)

    may_see_orders, may_report = may(READ_ORDERS), may(REPORT)
    return row_of(view) | {
        "person": shown_person(actor, view.person_id),
        "basis": words.BASES[view.basis],
        "listing": listing,
        "disease": listing.name.say(get_language()),
        "delay": words.DELAYS[listing.delay],
        "may_report": may_report and view.state is not CaseState.VOID,
        "reports": reports_of(actor, view.id) if may_report else [],
        "may_recover": may(WRITE) and view.state is CaseState.ACTIVE,
        "proofs": words.PROOFS.items(),
        "today": today,
        "outbreaks": outbreaks_to_join(actor, today) if may(MANAGE_OUTBREAK) else [],
        "orders": [
            (order, isolation_words.STATES[order.state], isolation_words.KINDS[order.kind])
            for order in (orders_of_person(actor, view.person_id) if may_see_orders else [])
        ],
        "may_order": may(GIVE),
        "is_void": view.state is CaseState.VOID,
    }
