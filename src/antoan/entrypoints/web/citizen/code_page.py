"""The code page: the code, the colour, why, until when, and on which records it stands."""

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.codes import short
from antoan.domains.codes.handing_out import hand_out_keys
from antoan.domains.passes.queries import Explanation
from antoan.domains.people.queries import identity_of, qid_of
from antoan.domains.people.values import PersonView
from antoan.entrypoints.web.citizen import verdicts
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed, scope_of_own
from antoan.entrypoints.web.citizen.masking import shown_birth, shown_number
from antoan.entrypoints.web.citizen.own_code import own_code, renew
from antoan.entrypoints.web.shared import colours
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.pictures import qr_picture
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, signing

_PURPOSE: Final = "own page"


@login_required
@require_safe
@never_cache
def my_code(request: HttpRequest) -> HttpResponse:
    """Show a code and a colour. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    actor, now = actor_of(request), clock.now()
    person = identity_of(actor, person_id, purpose=_PURPOSE)
    found = verdicts.explained(actor, person_id, now)
    context = framed(request, person_id) | _identity(actor, person, now) | verdicts.in_words(found)
    return render(
        request,
        "citizen/my_code.html",
        context | {"data": _page_data(found, person_id), "person_query": _person_query(context)},
    )


@login_required
@require_POST
def new_code(request: HttpRequest) -> HttpResponse:
    """Give a code to whoever has none in force."""
    person_id = looked_at(request)
    if person_id is None:
        return redirect("my_code")
    actor = actor_of(request)
    renew(actor, identity_of(actor, person_id, purpose=_PURPOSE), clock.now())
    return redirect(reverse("my_code") + query_of(request, person_id))


@login_required
@require_POST
@never_cache
def phone_keys(request: HttpRequest) -> HttpResponse:
    """Hand the phone the keys of its person's dynamic codes, for some days without a network."""
    person_id = looked_at(request)
    if person_id is None:
        return JsonResponse({"keys": []})
    actor = actor_of(request)
    given = hand_out_keys(
        actor=actor, qid=qid_of(actor, person_id), scope=scope_of_own(actor), now=clock.now()
    )
    return JsonResponse(
        {
            "reference": signing.encode_base64url(given.reference),
            "first_day": given.first_day,
            "keys": [signing.encode_base64url(key) for key in given.keys],
        }
    )


def _person_query(context: dict[str, Any]) -> str:
    """Return what names the person in a query that has begun already."""
    return f"&person={context['person'].id}" if context["member"] else ""


def _identity(actor: Actor, person: PersonView, now: datetime) -> dict[str, Any]:
    code = own_code(actor, person, now)
    return {
        "person": person,
        "number": shown_number(person.identity_number),
        "birth": shown_birth(person.birth.on, is_day_known=person.birth.is_day_known),
        "code": code,
        "short_code": short.show(code.short_code) if code and code.short_code else "",
        "qr": qr_picture(code.text, label=_("Mã QR cá nhân, đưa cho nhân viên cổng quét")) if code else "",
    }


def _page_data(found: Explanation | None, person_id: int) -> dict[str, Any]:
    return {
        "policy": None,
        "words": {colour: str(word) for colour, word in colours.WORDS.items()},
        "texts": {
            "until": _("Màu này đến {at}."),
            "no_end": verdicts.no_end(),
            "mask": _("Che bớt"),
            "unmask": _("Hiện đầy đủ"),
            "dynamic": _("Dùng mã động 30 giây"),
            "static": _("Dùng mã thường"),
            "next_in": _("Đổi mã sau {seconds} giây"),
            "dynamic_label": _("Mã động, đổi mỗi 30 giây, đưa cho nhân viên cổng quét"),
            "no_keys": _("Máy này chưa có khóa của mã động. Hãy mở trang khi có mạng, hoặc dùng mã thường."),
        },
        "dynamic": _dynamic(found, person_id),
        **(verdicts.as_data(found) if found else {}),
    }


def _dynamic(found: Explanation | None, person_id: int) -> dict[str, Any] | None:
    """Say whether the policy asks for dynamic codes: everywhere they are shown first, else some places want them."""
    asked = found.verdict.document.dynamic_at if found else frozenset()
    if not asked:
        return None
    return {
        "is_first": "*" in asked,
        "keys": reverse("my_code_keys"),
        "time": "/scan/v1/health",  # Of the scan process: the clock by which gates judge.
        "person": person_id,
    }
