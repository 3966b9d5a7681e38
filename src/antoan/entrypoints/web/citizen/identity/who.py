"""Who of those on a number somebody is: chosen by initials and year, proven by what only that one knows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.identity import services
from antoan.domains.identity.errors import CheckGone
from antoan.domains.identity.queries import on_phone, verified_phone
from antoan.domains.identity.services.accounts import account_of
from antoan.domains.identity.values import OnPhone, Question
from antoan.domains.people.errors import PersonNotFound
from antoan.entrypoints.web.citizen.identity import session
from antoan.entrypoints.web.shared.identity.sayings import proof_tries, saying
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Let whoever proved a number say who they are."""
    now, check_id = clock.now(), session.check_of(request)
    try:
        phone = verified_phone(check_id, now)
    except CheckGone:
        return redirect("phone")
    fault, status, chosen = "", 200, _number(request.POST.get("person", ""))
    if request.method == "POST":
        try:
            if chosen is None:
                raise PersonNotFound
            account = services.prove_person(
                check_id=check_id,
                person_id=chosen,
                answer=request.POST.get("answer", ""),
                address=client_address(request),
            )
        except AntoanError as error:
            fault, status = saying(error), 422 if error.status == 404 else error.status
        else:
            session.sign_in(request, account, now)
            return redirect(session.next_path(request))
    people = on_phone(phone, now)
    context: dict[str, Any] = {
        "people": [_shown(one, chosen, alone=len(people) == 1) for one in people],
        "number": national_phone(phone.number),
        "tries": proof_tries(),
        "fault": fault,
    }
    return render(request, "citizen/identity/who.html", context, status=status)


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Become another person whom this very session has proven; anybody else is not there."""
    person_id = _number(request.POST.get("person", ""))
    if person_id is None or person_id not in session.proven_in(request):
        raise PersonNotFound
    account = account_of(person_id)
    session.sign_in(request, account, clock.now(), is_anew=False)
    messages.success(request, _("Bây giờ là mã của %(name)s.") % {"name": account.name})
    return redirect("my_code")


def _shown(one: OnPhone, chosen: int | None, *, alone: bool) -> dict[str, Any]:
    return {
        "id": one.person_id,
        "initials": one.initials,
        "year": one.birth_year,
        "asks_day": one.question is Question.DAY_AND_MONTH,
        "asks_paper": one.question is Question.PAPER_TAIL,
        "asks_nothing": one.question is Question.NOTHING,
        "is_open": alone or one.person_id == chosen,
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
