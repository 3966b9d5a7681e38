"""Groups of a unit: made, changed, removed; and the contact to whom messages go."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from antoan.domains.people.rules import folded_name
from antoan.domains.workers.errors import CohortInUse, CohortNotFound, CohortTaken, TooManyCohorts
from antoan.domains.workers.models import Cohort, UnitContact, Worker
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.groups import cohort_view
from antoan.domains.workers.rules.groups import COHORTS_PER_UNIT_MAX, checked_cohort, checked_contact
from antoan.domains.workers.values import CohortView, Contact, NewCohort
from antoan.foundation.accounts.actor import Actor


@transaction.atomic
def add_cohort(*, actor: Actor, unit_id: int, cohort: NewCohort) -> CohortView:
    """Add a group. CohortUnreadable, CohortTaken, TooManyCohorts."""
    unit_with_list(actor, unit_id, MANAGE)
    checked = checked_cohort(cohort)
    if Cohort.objects.filter(unit=unit_id).count() >= COHORTS_PER_UNIT_MAX:
        raise TooManyCohorts
    return _saved(Cohort(unit_id=unit_id), checked)


@transaction.atomic
def change_cohort(*, actor: Actor, unit_id: int, cohort_id: int, cohort: NewCohort) -> CohortView:
    """Change a group; its people stay in it. CohortNotFound, CohortUnreadable, CohortTaken."""
    unit_with_list(actor, unit_id, MANAGE)
    return _saved(_locked(unit_id, cohort_id), checked_cohort(cohort))


@transaction.atomic
def remove_cohort(*, actor: Actor, unit_id: int, cohort_id: int) -> None:
    """Remove a group nobody is in. CohortNotFound, CohortInUse."""
    unit_with_list(actor, unit_id, MANAGE)
    row = _locked(unit_id, cohort_id)
    if Worker.objects.filter(cohort=row, ended_at__isnull=True).exists():
        raise CohortInUse
    row.delete()


@transaction.atomic
def set_contact(*, actor: Actor, unit_id: int, name: str, number: str) -> Contact:
    """Say whom we tell about the list. ContactUnreadable."""
    unit_with_list(actor, unit_id, MANAGE)
    contact = checked_contact(name, number)
    UnitContact.objects.update_or_create(
        unit_id=unit_id, defaults={"name": contact.name, "number": contact.number}
    )
    return contact


def cohorts_named(unit_id: int, names: Iterable[str]) -> dict[str, Cohort]:
    """Return groups by folded name, those that are missing made; in the caller's transaction. TooManyCohorts."""
    wanted = {folded_name(name): name for name in names if name}
    known = {row.name_folded: row for row in Cohort.objects.filter(unit=unit_id, name_folded__in=wanted)}
    missing = [folded for folded in wanted if folded not in known]
    if missing and Cohort.objects.filter(unit=unit_id).count() + len(missing) > COHORTS_PER_UNIT_MAX:
        raise TooManyCohorts
    for folded in missing:
        known[folded], _ = Cohort.objects.get_or_create(
            unit_id=unit_id, name_folded=folded, defaults={"name": wanted[folded]}
        )
    return known


def _locked(unit_id: int, cohort_id: int) -> Cohort:
    row = Cohort.objects.select_for_update().filter(pk=cohort_id, unit=unit_id).first()
    if row is None:
        raise CohortNotFound
    return row


def _saved(row: Cohort, cohort: NewCohort) -> CohortView:
    row.name, row.name_folded = cohort.name, folded_name(cohort.name)
    row.shift_starts, row.shift_ends = cohort.shift_starts, cohort.shift_ends
    row.stays_on_site, row.test_every_days = cohort.stays_on_site, cohort.test_every_days
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise CohortTaken from None
    return cohort_view(row)
