"""A citizen's own page: the code, the colour, why, until when, and on which records it stands."""

from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.codes import short
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import Explanation, explanation_of
from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.domains.policy.documents import Words
from antoan.entrypoints.web.citizen.lines import lines_of
from antoan.entrypoints.web.citizen.masking import shown_birth, shown_number
from antoan.entrypoints.web.citizen.own_code import identity_number, own_code, renew
from antoan.entrypoints.web.shared import colours
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.pictures import qr_picture
from antoan.entrypoints.web.shared.workers import worker
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

_PURPOSE: Final = "own page"


@login_required
@require_safe
def my_code(request: HttpRequest) -> HttpResponse:
    """Show one's own code and colour. An account that is nobody's (staff) is told so."""
    actor = actor_of(request)
    if actor.person_id is None:
        return render(request, "citizen/nobody.html")
    now = clock.now()
    person = identity_of(actor, actor.person_id, purpose=_PURPOSE)
    context = _identity(actor, person, now) | _colour(_explained(actor, person.id, now))
    return render(request, "citizen/my_code.html", context)


@login_required
@require_POST
def new_code(request: HttpRequest) -> HttpResponse:
    """Give a code to whoever has none in force."""
    actor = actor_of(request)
    if actor.person_id is not None:
        renew(actor, identity_of(actor, actor.person_id, purpose=_PURPOSE), clock.now())
    return redirect("my_code")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the page as an app that can be installed."""
    start = reverse("my_code")
    return JsonResponse(
        {
            "id": start,
            "name": _("Mã của tôi – An Toàn"),
            "short_name": _("Mã của tôi"),
            "lang": get_language(),
            "start_url": start,
            "scope": "/me/",
            "display": "standalone",
            "background_color": "#f4f7f9",
            "theme_color": "#14507a",
            "icons": [
                {"src": static(f"shared/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
                for size in (192, 512)
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def my_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker that keeps one's own page for the time without a network."""
    return worker("citizen/build/worker.js", pages=[reverse("my_code")], files=["citizen/build/code.js"])


def _identity(actor: Actor, person: PersonView, now: datetime) -> dict[str, Any]:
    code = own_code(actor, person, now)
    return {
        "person": person,
        "number": shown_number(identity_number(person)),
        "birth": shown_birth(person.birth.on, is_day_known=person.birth.is_day_known),
        "code": code,
        "short_code": short.show(code.short_code) if code and code.short_code else "",
        "qr": qr_picture(code.text, label=_("Mã QR cá nhân, đưa cho nhân viên cổng quét")) if code else "",
    }


def _explained(actor: Actor, person_id: int, now: datetime) -> Explanation | None:
    try:
        return explanation_of(actor, person_id, now)
    except (PassNotFound, NoPolicyInForce):
        return None  # No colour is said then, rather than a wrong one.


def _colour(explained: Explanation | None) -> dict[str, Any]:
    if explained is None:
        reason = _("Hệ thống chưa tính được màu. Đây không phải lỗi của bạn; hãy thử lại sau.")
        return {"colour": "unknown", "word": colours.word("unknown"), "reason": reason, "data": _page_data()}
    verdict = explained.verdict
    return {
        "colour": verdict.colour.value,
        "word": colours.word(verdict.colour.value),
        "reason": _in_our_language(verdict.holder_reason),
        "advice": _in_our_language(verdict.advice),
        "until": _until(verdict.until),
        "green_from": explained.green_from,
        "lines": lines_of(explained.facts),
        "policy": verdict.policy,
        "data": _page_data()
        | {
            "policy": verdict.document.source,
            "facts": {fact.name: _plain(fact.value) for fact in explained.facts},
            "verdict": verdict.as_json(),
        },
    }


def _page_data() -> dict[str, Any]:
    return {
        "policy": None,
        "words": {colour: str(word) for colour, word in colours.WORDS.items()},
        "texts": {
            "until": _("Màu này đến {at}."),
            "no_end": _no_end(),
            "mask": _("Che bớt"),
            "unmask": _("Hiện đầy đủ"),
        },
        "worker": reverse("my_worker"),
        "scope": "/me/",
    }


def _until(until: datetime | None) -> str:
    if until is None:
        return _no_end()
    return _("Màu này đến {at}.").format(at=date_format(clock.local(until), "H:i d/m/Y"))


def _no_end() -> str:
    return _("Màu này chỉ đổi khi dữ liệu hoặc quy định thay đổi.")


def _in_our_language(words: Words) -> str:
    return words.en if get_language() == "en" else words.vi


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
