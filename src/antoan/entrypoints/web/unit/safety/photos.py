"""Shows a unit the photos it sent."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from antoan.domains.assessment.queries.photos import own_photo
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.photos import photo_response


@login_required
@require_safe
def photo(request: HttpRequest, assessment_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Show one photo."""
    return photo_response(own_photo(actor_of(request), assessment_id, evidence_id))
