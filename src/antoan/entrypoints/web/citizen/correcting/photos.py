"""Shows a citizen the photos they sent."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from antoan.domains.corrections.queries import evidence_content
from antoan.domains.corrections.queries.access import require_own_ticket
from antoan.domains.corrections.queries.evidence import waiting_content
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.photos import photo_response


@login_required
@require_safe
def waiting(request: HttpRequest, ticket_id: UUID, file_id: UUID) -> HttpResponse:
    """Show a photo of a request that is not sent yet, to the account that sent the photo."""
    return photo_response(waiting_content(actor_of(request), ticket_id, file_id))


@login_required
@require_safe
def evidence(request: HttpRequest, number: str, file_id: UUID) -> HttpResponse:
    """Show a photo of a request."""
    actor = actor_of(request)
    require_own_ticket(actor, number)
    return photo_response(evidence_content(actor, number, file_id))
