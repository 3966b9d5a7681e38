"""Reads of a unit's groups and of its contact."""

from django.db.models import Count

from antoan.domains.workers.errors import CohortNotFound
from antoan.domains.workers.models import Cohort, UnitContact, Worker
from antoan.domains.workers.permissions import READ
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.values import CohortView, Contact
from antoan.foundation.accounts.actor import Actor


def cohorts_of(actor: Actor, unit_id: int) -> list[CohortView]:
    """Return the groups of a unit by name, each with how many are in it."""
    unit_with_list(actor, unit_id, READ)
    on_list = Worker.objects.filter(unit=unit_id, ended_at__isnull=True)
    counts = dict(on_list.values_list("cohort").annotate(counted=Count("pk")))
    rows = Cohort.objects.filter(unit=unit_id).order_by("name_folded")
    return [cohort_view(row, counts.get(row.pk, 0)) for row in rows]


def cohort_for(actor: Actor, unit_id: int, cohort_id: int) -> CohortView:
    """Return one group of a unit; CohortNotFound."""
    unit_with_list(actor, unit_id, READ)
    row = Cohort.objects.filter(pk=cohort_id, unit=unit_id).first()
    if row is None:
        raise CohortNotFound
    return cohort_view(row)


def contact_of(actor: Actor, unit_id: int) -> Contact | None:
    """Return whom a unit wants to be told."""
    unit_with_list(actor, unit_id, READ)
    return contact_to_tell(unit_id)


def contact_to_tell(unit_id: int) -> Contact | None:
    """Return the same for services that tell."""
    row = UnitContact.objects.filter(unit=unit_id).first()
    return None if row is None else Contact(row.name, row.number)


def cohort_view(row: Cohort, workers: int = 0) -> CohortView:
    """Return a row as others see it."""
    return CohortView(
        id=row.pk,
        unit_id=row.unit_id,
        name=row.name,
        shift_starts=row.shift_starts,
        shift_ends=row.shift_ends,
        stays_on_site=row.stays_on_site,
        test_every_days=row.test_every_days,
        workers=workers,
    )
