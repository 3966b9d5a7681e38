"""The pages of a gate device. They hold nobody's data: what a device knows, it keeps in its own browser."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from antoan.domains.places.values import VEHICLES
from antoan.entrypoints.web.gate import texts
from antoan.entrypoints.web.shared.gate_words import BECAUSE, VISITOR_KINDS


@require_safe
@ensure_csrf_cookie
def gate(request: HttpRequest) -> HttpResponse:
    """Show the scanning page; the same for every gate."""
    context = {
        "config": _config(),
        "vehicle_kinds": " ".join(sorted(VEHICLES)),
        "visitor_kinds": [(kind.value, word) for kind, word in VISITOR_KINDS.items()],
        "because_words": [(because.value, word) for because, word in BECAUSE.items()],
    }
    return render(request, "gate/gate.html", context)


@require_safe
@ensure_csrf_cookie
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the page on which a device becomes a gate's. The secret is behind the # and never comes here."""
    return render(request, "gate/enrol.html", {"config": _config()})


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the gate as an app that can be installed."""
    start = reverse("gate")
    return JsonResponse(
        {
            "id": start,
            "name": _("Cổng quét mã – An Toàn"),
            "short_name": _("Cổng quét"),
            "lang": get_language(),
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "orientation": "any",
            "background_color": "#0c3350",
            "theme_color": "#0c3350",
            "icons": [
                {"src": static("shared/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("shared/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            ],
        },
        content_type="application/manifest+json",
    )


def _config() -> dict[str, Any]:
    return {
        "texts": {key: str(text) for key, text in texts.TEXTS.items()},
        "lines": {key: [str(line) for line in some] for key, some in texts.LINES.items()},
        "addresses": {
            "reader": static("shared/build/zxing_reader.wasm"),
            "worker": reverse("gate_worker"),
            "scope": reverse("gate"),
            "enrol": reverse("gate_enrol"),
        },
    }
