"""A citizen's pages as an app: its description for phones, and the worker that keeps it for no network."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from antoan.entrypoints.web.shared.workers import worker


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the pages as an app that can be installed. It opens with the code: that is what a gate asks for."""
    start = reverse("my_code")
    return JsonResponse(
        {
            "id": start,
            "name": _("Mã của tôi – An Toàn"),
            "short_name": _("Mã của tôi"),
            "description": _("Mã QR, màu và hồ sơ của bạn, dùng được cả khi mất mạng."),
            "lang": get_language(),
            "start_url": start,
            "scope": "/me/",
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#f4f7f9",
            "theme_color": "#14507a",
            "icons": [
                {"src": static(f"shared/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
                for size in (192, 512)
            ],
            "shortcuts": [
                {"name": _("Trang chính"), "url": reverse("my_home")},
                {"name": _("Hồ sơ"), "url": reverse("my_records")},
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
def my_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker that keeps one's own pages for the time without a network.

    Another account is another worker: what it kept of somebody else goes when it takes over.
    """
    response = worker(
        "citizen/build/worker.js",
        pages=[reverse(name) for name in ("my_code", "my_home", "my_records")],
        files=["citizen/build/me.css", "citizen/build/me.js", "citizen/build/code.js"],
        holder=str(request.user.pk or ""),
    )
    response["Vary"] = "Cookie"
    return response
