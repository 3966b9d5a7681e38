"""Delivery reports: Kannel's dlr-url. Its address holds a proof, so each report's door opens for one message only."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.messaging.doors import is_proof
from antoan.domains.messaging.errors import ReportNotFound
from antoan.domains.messaging.gateways.kannel import REPORTS
from antoan.domains.messaging.services import record_report


@require_safe
@never_cache
def report(request: HttpRequest, ref: UUID, proof: str) -> HttpResponse:
    """Keep one report. With a wrong proof there is nothing here.

    A message that was erased since is answered like any other: Kannel would try again for a day.
    """
    kind = REPORTS.get(_number(request.GET.get("kind", "")))
    if not is_proof(ref, proof) or kind is None:
        raise Http404
    with suppress(ReportNotFound):
        record_report(ref=ref, kind=kind, said=request.GET.get("said", "")[:200])
    return HttpResponse(content_type="text/plain")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
