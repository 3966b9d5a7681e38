"""Changes how large the text is, without a script too."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from antoan.entrypoints.web.shared.display import COOKIE, SIZES

_KEPT: Final = timedelta(days=365)


@require_POST
def set_text_size(request: HttpRequest) -> HttpResponse:
    """Keep the size in this browser and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    size = request.POST.get("size", "")
    if size in SIZES:
        # The page's own script reads it, so that a page kept for no network has the size too.
        response.set_cookie(
            COOKIE, size, max_age=_KEPT, samesite="Lax", secure=settings.IS_HTTPS, httponly=False
        )
    return response
