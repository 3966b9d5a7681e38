"""Orders isolation for somebody: choose why, look at what the rule asks, then give or propose it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.isolation.permissions import GIVE
from antoan.domains.isolation.reasons import health_reasons
from antoan.domains.isolation.services.ordering import give_order
from antoan.domains.isolation.services.planning import preview_order
from antoan.domains.isolation.values import Evidence, Ground, NewOrder, OrderState, Preview
from antoan.domains.people.queries import require_over_person
from antoan.domains.records.values import IsolationKind
from antoan.entrypoints.web.office.cases.doing import day_of, uuid_of
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.office.isolation import words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Ask what for and since when; show the plan; only then give it."""
    actor = actor_of(request)
    require_over_person(actor, GIVE, patient_id)
    sent, fault, status = request.POST, "", 200
    asked = sent if request.method == "POST" else request.GET
    new = _order_of(patient_id, asked)
    found: Preview | None = None
    try:
        if request.method == "POST" and new is not None and sent.get("do") == "give":
            given = give_order(actor=actor, new=new)
            proposed = given.state is OrderState.PROPOSED
            text = _("Đã đề nghị. Người thứ hai phải quyết định trong 24 giờ.")
            messages.success(request, text if proposed else _("Đã ra lệnh cách ly."))
            return redirect("desk_isolation_order", given.number)
    except AntoanError as error:
        fault, status = _said(error)
    try:
        if new is not None:
            found = preview_order(actor=actor, person_id=patient_id, kind=new.kind, anchor_on=new.anchor_on)
    except AntoanError as error:
        said, status = _said(error)
        fault = fault or said
    context = _context(actor, patient_id, asked, found) | {"fault": fault}
    return render(request, "office/isolation/person.html", context, status=status)


def _said(error: AntoanError) -> tuple[str, int]:
    if error.code not in words.SAYINGS:
        raise error
    return str(words.SAYINGS[error.code]), 422


def _order_of(patient_id: int, asked: Any) -> NewOrder | None:
    kind, evidence = asked.get("kind", ""), asked.get("evidence", "")
    if kind not in set(IsolationKind):
        return None
    return NewOrder(
        id=uuid_of(asked.get("id", "")),
        person_id=patient_id,
        kind=IsolationKind(kind),
        anchor_on=day_of(asked.get("anchor_on", "")),
        reason=asked.get("reason", ""),
        evidence=Evidence(evidence) if evidence in set(Evidence) else None,
        reference=asked.get("reference", ""),
    )


def _context(actor: Actor, patient_id: int, asked: Any, found: Preview | None) -> dict[str, Any]:
    kind = asked.get("kind", "")
    context: dict[str, Any] = {
        "person": shown_person(actor, patient_id),
        "patient_id": patient_id,
        "kinds": words.KINDS.items(),
        "kind": kind,
        "anchor_on": asked.get("anchor_on", ""),
        "today": clock.today(),
        "id": asked.get("id") or uuid4(),
        "found": found,
    }
    if found is None:
        return context
    plan = found.plan
    return context | {
        "plan": plan,
        "kind_word": words.KINDS[plan.kind],
        "ground": words.GROUNDS[found.ground],
        "is_manual": found.ground is Ground.MANUAL,
        "standing": words.STANDINGS[plan.standing],
        "where": words.PLACES[plan.where],
        "reasons": [
            (one.key, one.words.say(get_language())) for one in health_reasons() if one.kind is plan.kind
        ],
        "reason": asked.get("reason", ""),
        "evidences": words.EVIDENCE.items(),
        "evidence": asked.get("evidence", ""),
        "reference": asked.get("reference", ""),
    }
