"""The page behind the link of a message: somebody declared for you; is it true? Nobody has to sign in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.declarations import services
from antoan.domains.declarations.errors import DeclarationAnnulled, DeclarationNotFound
from antoan.domains.declarations.queries import declaration_by_code
from antoan.domains.declarations.values import DeclarationView, Standing
from antoan.domains.passes.queries import labels_of
from antoan.domains.places.queries import kind_and_name
from antoan.entrypoints.web.shared.declaring import CHANNELS, VERIFICATIONS, answered, form_of, form_title
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock
from antoan.kit.ids import normalise_crockford


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, confirmation_code: str) -> HttpResponse:
    """Show what was declared, or take the answer. A wrong code and one that ran out look alike."""
    code = normalise_crockford(confirmation_code)
    try:
        if request.method == "POST":
            is_true = request.POST.get("do") == "true"
            services.answer_by_code(code=code, is_true=is_true, address=client_address(request))
        view = declaration_by_code(code, clock.now())
    except DeclarationAnnulled:
        view = declaration_by_code(code, clock.now())
    except DeclarationNotFound:
        return render(request, "citizen/declaring/confirm_unknown.html", status=404)
    return render(request, "citizen/declaring/confirm.html", _context(view))


def _context(view: DeclarationView) -> dict[str, Any]:
    form = form_of(view)
    return {
        "said": view,
        "title": form_title(view),
        "label": labels_of([view.person_id]).get(view.person_id, ""),
        "channel": CHANNELS[view.channel],
        "verified_by": VERIFICATIONS[view.verified_by],
        "place_name": kind_and_name(view.place_id)[1] if view.place_id else "",
        "lines": answered(form, view.answers) if form else [],
        "is_open": view.standing is Standing.WAITS,
        "is_annulled": view.is_annulled,
    }
