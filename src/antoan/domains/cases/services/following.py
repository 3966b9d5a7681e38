"""Keeps the registry in step with the records: a file for each confirmed infection, in the transaction of the record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from antoan.domains.cases.diseases import COVID, listed_on
from antoan.domains.cases.models import CaseFile
from antoan.domains.cases.rules import basis_of, due_after, state_of
from antoan.domains.cases.values import CaseState
from antoan.domains.people.queries.bulk import wards_of
from antoan.domains.records.queries.bulk import cases_of, infections_after
from antoan.domains.records.values import Case
from antoan.kit import clock

BATCH_ROWS: Final = 5_000


@transaction.atomic
def follow_person(person_id: int) -> None:
    """Open, change or void the files of a person's infections; a new one has its deadline from now on."""
    infections = cases_of([person_id])
    if not infections:
        return
    files = {row.infection_id: row for row in CaseFile.objects.filter(person=person_id)}
    ward_id = wards_of([person_id]).get(person_id)
    now = clock.now()
    for infection in infections:
        row = files.get(infection.record_id)
        if row is not None:
            _changed(row, infection)
        elif state_of(infection) is not CaseState.VOID:
            _new(infection, ward_id, noticed_at=now, has_deadline=True).save(force_insert=True)


def follow_home(person_id: int) -> None:
    """Have active cases follow their person to another ward; ended ones stay where they were."""
    active = CaseFile.objects.filter(person=person_id, state=CaseState.ACTIVE)
    if not active.exists():
        return
    ward_id = wards_of([person_id]).get(person_id)
    for row in active.exclude(ward=ward_id) if ward_id is not None else active.filter(ward__isnull=False):
        row.ward_id = ward_id
        row.save(update_fields=["ward", "updated_at"])


def take_over_infections() -> int:
    """Open files for infections that came in bulk, past the services; return how many. They have no deadline here."""
    taken, last_id = 0, 0
    while batch := infections_after(last_id, limit=BATCH_ROWS):
        taken += _take_over(batch, clock.now())
        last_id = batch[-1].record_id
    return taken


@transaction.atomic
def _take_over(batch: list[Case], now: datetime) -> int:
    known = set(
        CaseFile.objects.filter(infection_id__in=[one.record_id for one in batch]).values_list(
            "infection_id", flat=True
        )
    )
    missing = [one for one in batch if one.record_id not in known]
    rows = _files(missing, now)
    CaseFile.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _files(infections: Iterable[Case], now: datetime) -> list[CaseFile]:
    found = list(infections)
    wards = wards_of(one.person_id for one in found)
    return [_new(one, wards.get(one.person_id), noticed_at=now, has_deadline=False) for one in found]


def _new(infection: Case, ward_id: int | None, *, noticed_at: datetime, has_deadline: bool) -> CaseFile:
    listing = listed_on(infection.confirmed_on, COVID)
    return CaseFile(
        person_id=infection.person_id,
        infection_id=infection.record_id,
        ward_id=ward_id,
        disease=listing.disease,
        group=listing.group,
        basis=basis_of(infection),
        state=state_of(infection),
        confirmed_on=infection.confirmed_on,
        recovered_on=infection.recovered_on,
        noticed_at=noticed_at,
        due_at=due_after(noticed_at, listed_on(clock.local_date(noticed_at)).delay) if has_deadline else None,
    )


def _changed(row: CaseFile, infection: Case) -> None:
    wanted = (state_of(infection), infection.confirmed_on, infection.recovered_on)
    if wanted == (row.state, row.confirmed_on, row.recovered_on):
        return
    row.state, row.confirmed_on, row.recovered_on = wanted
    row.save()
