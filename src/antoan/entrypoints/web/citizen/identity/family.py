"""The family: whom one acts for, adding and ending, who acts for one, and who else uses this phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.identity import services
from antoan.domains.identity.errors import TieNotFound
from antoan.domains.identity.queries import family_of, registration_of
from antoan.domains.identity.values import CaseState, Tie
from antoan.domains.people.queries.persons import person_view
from antoan.entrypoints.web.citizen.identity import session
from antoan.entrypoints.web.citizen.identity.checking import look_again
from antoan.entrypoints.web.citizen.own_code import renew
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import RelativeForm
from antoan.entrypoints.web.shared.identity.page_data import person_form_data
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.entrypoints.web.shared.identity.words import CASES, INVITATIONS, KINSHIPS, kinship_word, last_day
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError
from antoan.kit.text import name_label


@login_required
@never_cache
@require_safe
def family(request: HttpRequest) -> HttpResponse:
    """Show the family. An account that is nobody's (staff) is told so."""
    actor = actor_of(request)
    if actor.person_id is None:
        return render(request, "citizen/nobody.html")
    found = family_of(actor)
    context = {
        "ties": [(tie, kinship_word(tie.kinship)) for tie in found.ties],
        "guardians": found.guardians,
        "waiting": [
            {
                "called": one.called,
                "kinship": KINSHIPS[one.kinship],
                "state": INVITATIONS[one.state],
                "number": spoken.show(one.number),
                "is_open": one.state == "waiting",
                "expires_at": one.expires_at,
            }
            for one in found.waiting
        ],
        "registration": _registration(actor, actor.person_id),
        "others": _others_on_this_phone(request, actor.person_id),
    }
    return render(request, "citizen/identity/family.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask whom one wants to act for, show it again, and add them."""
    actor = actor_of(request)
    if actor.person_id is None:
        return render(request, "citizen/nobody.html")
    form_id = sent_id(request)
    if request.method != "POST":
        ward = person_view(actor.person_id).ward_id
        return _form(request, RelativeForm(initial={"ward": ward}), form_id)
    form = RelativeForm(request.POST)
    if not form.is_valid():
        return _form(request, form, form_id, status=422)
    match request.POST.get("step"):
        case "send":
            return _add(request, actor, form, form_id)
        case "change":
            return _form(request, form, form_id)
    return look_again(request, form, form_id, is_self=False)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask first, then stop acting for somebody."""
    actor = actor_of(request)
    tie = _tie(family_of(actor).ties if actor.person_id else (), person_id)
    if request.method == "POST":
        services.end_tie(actor=actor, guardian_id=actor.person_id or 0, person_id=person_id)
        messages.success(request, _("Bạn không khai báo hộ %(name)s nữa.") % {"name": tie.full_name})
        return redirect("my_family")
    return render(request, "citizen/identity/end.html", {"tie": tie, "is_guardian": False})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_guardian(request: HttpRequest, guardian_id: int) -> HttpResponse:
    """Ask first, then stop that somebody acts for oneself."""
    actor = actor_of(request)
    tie = _tie(family_of(actor).guardians if actor.person_id else (), guardian_id)
    if request.method == "POST":
        services.end_tie(actor=actor, guardian_id=guardian_id, person_id=actor.person_id or 0)
        messages.success(request, _("%(name)s không khai báo hộ bạn nữa.") % {"name": tie.full_name})
        return redirect("my_family")
    return render(request, "citizen/identity/end.html", {"tie": tie, "is_guardian": True})


def _add(request: HttpRequest, actor: Actor, form: RelativeForm, form_id: UUID) -> HttpResponse:
    try:
        added = services.add_to_family(
            actor=actor,
            addition_id=form_id,
            person=form.new_person(),
            kinship=form.cleaned_data["kinship"],
        )
    except AntoanError as error:
        return _form(request, form, form_id, fault=saying(error), status=error.status)
    if added.person_id is None:
        messages.success(request, _("Đã hỏi ý kiến người đó. Khi họ đồng ý, bạn khai báo hộ được."))
    else:
        renew(SYSTEM, person_view(added.person_id), clock.now())
        messages.success(request, _("Đã thêm. Từ nay bạn khai báo hộ được."))
    return redirect("my_family")


def _form(
    request: HttpRequest, form: RelativeForm, form_id: UUID, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "form_id": form_id, "fault": fault, "data": person_form_data()}
    return render(request, "citizen/identity/relative.html", context, status=status)


def _tie(ties: tuple[Tie, ...], person_id: int) -> Tie:
    for tie in ties:
        if tie.person_id == person_id:
            return tie
    raise TieNotFound


def _registration(actor: Actor, person_id: int) -> dict[str, Any] | None:
    found = registration_of(actor, person_id)
    if found is None:
        return None
    return {
        "number": spoken.show(found.number),
        "state": CASES[found.state],
        "due": last_day(found.due_at),
        "is_checking": found.state is CaseState.CHECKING,
        "is_asked": found.state is CaseState.ASKED,
        "is_lapsed": found.state is CaseState.LAPSED,
        "is_late": found.is_late,
    }


def _others_on_this_phone(request: HttpRequest, person_id: int) -> list[dict[str, Any]]:
    """Return whom else this session has proven; their names are theirs to see."""
    others = [one for one in session.proven_in(request) if one != person_id]
    return [{"id": one, "label": name_label(person_view(one).full_name)} for one in others]
