"""A risk that somebody at home tells by another way than the daily form is an alarm too: a text message at night."""

from django.db import transaction

from antoan.domains.care.models import Episode
from antoan.domains.declarations.queries.care import what_needs_care
from antoan.domains.monitoring.kinds import kind_of_form
from antoan.domains.monitoring.services import open_task
from antoan.domains.monitoring.values import TaskKind


@transaction.atomic
def warn_of(*, declaration_id: str) -> None:
    """Open the alarm for a risky declaration of somebody at home, unless its form opens one by itself."""
    care = what_needs_care(declaration_id)
    if care is None or not care.is_risky or kind_of_form(care.form) is TaskKind.HOME_WARNING:
        return
    row = Episode.objects.filter(person=care.person_id, ended_at__isnull=True).first()
    if row is not None:
        open_task(
            kind=TaskKind.HOME_WARNING, person_id=care.person_id, ward_id=row.ward_id, about=declaration_id
        )
