"""Figures for Prometheus, for this machine only."""

import ipaddress

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from antoan.entrypoints.web.public.message_metrics import MESSAGES


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with this process's metrics and the figures of messages; from any other machine there is nothing here."""
    if not _is_this_machine(request):
        raise Http404
    return HttpResponse(generate_latest() + generate_latest(MESSAGES), content_type=CONTENT_TYPE_LATEST)


def _is_this_machine(request: HttpRequest) -> bool:
    # Every proxy on the way adds the address it was asked from: each must be this machine.
    passed_on = request.headers.get("X-Forwarded-For", "")
    # Behind a Unix socket there is no address: the one who asks is on this machine.
    asked_from = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    return all(
        _is_loopback(address.strip()) for address in [*passed_on.split(","), asked_from] if address.strip()
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
