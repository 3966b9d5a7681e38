"""What tracing can show for an isolation order: that somebody met a case, and when last. For services: no actor is asked."""

from datetime import datetime
from typing import NamedTuple

from antoan.domains.tracing.models import TracedContact, TracingCase
from antoan.kit import spoken


class Exposure(NamedTuple):
    """The last time somebody met a case that is being traced."""

    case_number: str
    last_at: datetime


def last_exposure_of(person_id: int) -> Exposure | None:
    """Return the latest meeting with a case of an open tracing; who only met a contact (F2) has none."""
    met = TracedContact.objects.filter(person=person_id, level=1, case__closed_at__isnull=True)
    found = met.select_related("case").order_by("-last_at").first()
    return Exposure(found.case.number, found.last_at) if found else None


def is_tracing_open(number: str) -> bool:
    """Tell whether there is an open tracing case of this number, however it is typed."""
    return TracingCase.objects.filter(number=spoken.read(number), closed_at__isnull=True).exists()
