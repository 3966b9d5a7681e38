"""The service worker with which a gate works without a network."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from antoan.entrypoints.web.shared.workers import worker


@require_safe
def gate_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker; it keeps the page, its scripts and the QR reader."""
    return worker(
        "gate/build/worker.js",
        pages=[reverse("gate"), reverse("gate_enrol"), reverse("gate_manifest")],
        files=[
            "gate/build/gate.css",
            "gate/build/gate.js",
            "gate/build/enrol.js",
            "shared/build/zxing_reader.wasm",
        ],
    )
