"""A citizen asks to be erased: reads what goes and what stays, proves it once more, and confirms a second time."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.privacy.law import cooling_off_days, deadline_for, kept_after_erasure
from antoan.domains.privacy.registry import holds_of, parts
from antoan.domains.privacy.services.asking import ask
from antoan.domains.privacy.values import NewRequest, RequestKind
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.rights.ids import sent_id
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.entrypoints.web.shared.signin.again import proven_anew
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_safe
@never_cache
def explain(request: HttpRequest) -> HttpResponse:
    """Say what goes, what stays and why, and when; the first of two confirmations."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    language = get_language()
    context = {
        "parts": [part.title.say(language) for part in parts()],
        "kept": [one.en if language == "en" else one.vi for one in kept_after_erasure()],
        "holds": [words.hold_text(held.key) for held in holds_of(person_id, clock.today())],
        "cooling_days": cooling_off_days(),
        "working_days": deadline_for(RequestKind.DELETE).working_days,
        "query": query_of(request, person_id),
    }
    return render(request, "citizen/rights/erase.html", context)


@login_required
@never_cache
@proven_anew
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask a second time who has just proved who they are; then keep the request."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    fault = ""
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            fault = _("Hãy đánh dấu vào ô xác nhận, hoặc quay lại nếu bạn đổi ý.")
        else:
            new = NewRequest(sent_id(request, "request"), person_id, RequestKind.DELETE)
            try:
                return redirect("my_request", ask(actor=actor_of(request), request=new).number)
            except AntoanError as error:
                if error.status in {403, 404}:
                    raise
                if number := error.context.get("number"):
                    return redirect("my_request", number)
                fault = saying(error)
    context = {
        "fault": fault,
        "person_id": person_id,
        "request_id": request.POST.get("request") or uuid4(),
        "cooling_days": cooling_off_days(),
        "query": query_of(request, person_id),
    }
    return render(request, "citizen/rights/erase_confirm.html", context, status=422 if fault else 200)
