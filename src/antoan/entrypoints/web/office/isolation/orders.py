"""The list of orders by state, and one of them: decide, end, print."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.codes.permissions import FIND_SPOKEN
from antoan.domains.isolation.permissions import APPROVE, GIVE, MANAGE_SITE
from antoan.domains.isolation.queries.orders import order_for, order_list
from antoan.domains.isolation.reasons import health_reason
from antoan.domains.isolation.services.ordering import decide_order, end_order
from antoan.domains.isolation.values import Ground, OrderState, OrderView
from antoan.domains.people.queries import may_over_person
from antoan.entrypoints.web.office.cases.doing import attempt
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.office.isolation import words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken


@login_required
@never_cache
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Show the orders of a state; those that wait for a second person first."""
    actor = actor_of(request)
    text = request.GET.get("state", "")
    state = OrderState(text) if text in set(OrderState) else OrderState.GIVEN
    today = clock.today()
    found = order_list(actor, state, today)
    waiting = found if state is OrderState.PROPOSED else order_list(actor, OrderState.PROPOSED, today)
    context = {
        "rows": [row_of(one) for one in found],
        "waiting": len(waiting),
        "state": state,
        "states": words.STATES.items(),
        "may_find": bool(actor.grants_of(FIND_SPOKEN)) and bool(actor.grants_of(GIVE)),
        "reads_sites": bool(actor.grants_of(MANAGE_SITE)),
    }
    return render(request, "office/isolation/orders.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, order_number: str) -> HttpResponse:
    """Show an order, decide about it or end it."""
    actor = actor_of(request)
    view = order_for(actor, order_number)
    if request.method == "POST":
        match request.POST.get("do", ""):
            case "grant" | "refuse" as do:
                done = attempt(
                    request,
                    words.SAYINGS,
                    lambda: decide_order(actor=actor, number=view.number, is_granted=do == "grant"),
                )
                if done is not None:
                    messages.success(request, words.STATES[done.state])
            case "end":
                because = request.POST.get("because", "")
                done = attempt(
                    request,
                    words.SAYINGS,
                    lambda: end_order(actor=actor, number=view.number, because=because),
                )
                if done is not None:
                    messages.success(request, _("Đã kết thúc. Người này được báo bằng tin nhắn."))
        return redirect("desk_isolation_order", view.number)
    return render(request, "office/isolation/order.html", _context(actor, view))


def row_of(one: OrderView) -> dict[str, Any]:
    """Return an order as a list shows it."""
    reason = health_reason(one.reason)
    return {
        "order": one,
        "shown": spoken.show(one.number),
        "kind": words.KINDS[one.kind],
        "state": words.STATES[one.state],
        "ground": words.GROUNDS[one.ground],
        "where": words.PLACES[one.where],
        "reason": reason.words.say(get_language()) if reason else "",
    }


def _context(actor: Actor, view: OrderView) -> dict[str, Any]:
    def may(permission: str) -> bool:
        return may_over_person(actor, permission, view.person_id)

    is_over = view.ends_on < clock.today() or view.state is OrderState.ENDED
    return row_of(view) | {
        "person": shown_person(actor, view.person_id),
        "standing": words.STANDINGS[view.standing],
        "evidence": words.EVIDENCE.get(view.evidence),  # type: ignore[call-overload]
        "is_manual": view.ground is Ground.MANUAL,
        "may_decide": view.state is OrderState.PROPOSED and may(APPROVE),
        "is_own": actor.account_id is not None and actor.account_id == view.opened_by,
        "may_end": view.state in {OrderState.GIVEN, OrderState.PROPOSED} and may(GIVE) and not is_over,
        "is_proposed": view.state is OrderState.PROPOSED,
        "has_paper": view.state in {OrderState.GIVEN, OrderState.ENDED},
        "has_release": view.state in {OrderState.GIVEN, OrderState.ENDED} and is_over,
    }
