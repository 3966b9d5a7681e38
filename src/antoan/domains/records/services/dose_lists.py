"""Records the doses of a list, a batch at a time, by COPY; takes them back. The same checks as one dose by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.records.dose_lists import judge_list
from antoan.domains.records.events import DosesRecorded
from antoan.domains.records.models import Vaccination
from antoan.domains.records.permissions import WRITE
from antoan.domains.records.queries.listed import people_with, put_back, strike_out, vouch_for
from antoan.domains.records.queries.lists import known_beside, next_dose_ids
from antoan.domains.records.services.keeping import check_origin, readable_reason
from antoan.domains.records.services.vaccination import check_dose
from antoan.domains.records.values import DoseOf, Judged, Origin, RecordedDose, RecordState
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.db.copying import copy_rows
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.text import squeeze

_COLUMNS: Final = {
    "id": "int8", "created_at": "timestamptz", "updated_at": "timestamptz", "person_id": "int8", "source": "varchar",
    "source_reference": "varchar", "state": "varchar", "recorded_by": "int8", "verified_at": "timestamptz",
    "annulled_because": "varchar", "doubts": "varchar", "product": "varchar", "dose_number": "int2", "given_on": "date",
    "lot": "varchar", "given_at": "varchar",
}  # fmt: skip


@transaction.atomic
def record_doses(*, actor: Actor, source: str, doses: Sequence[DoseOf]) -> list[RecordedDose | None]:
    """Record doses in their order; what raises a doubt is quarantined. None for somebody who is not there any more.

    For services that have checked the right over the list. A dose that stands already stays; one that only waited
    for its authority is vouched for.
    """
    require(actor, WRITE, Scope())
    check_origin(Origin(source))
    for one in doses:
        check_dose(one.dose)
    now = clock.now()
    people = locked_identities(sorted({one.person_id for one in doses}))
    known = known_beside(doses, people, source=source)
    judged = judge_list(doses, known, source=source, today=clock.local_date(now))
    fresh = [place for place, one in enumerate(judged) if one is not None and one.known is None]
    ids = dict(zip(fresh, next_dose_ids(len(fresh)), strict=True))
    rows = _rows(actor, source, doses, judged, ids, now)
    copy_rows(Vaccination._meta.db_table, list(_COLUMNS), rows, list(_COLUMNS.values()))
    stood = vouch_for(_vouched(doses, judged), source=source, recorded_by=actor.account_id, at=now)
    kept = [
        None if one is None else _kept(dose, one, ids.get(place), stood)
        for place, (dose, one) in enumerate(zip(doses, judged, strict=True))
    ]
    _tell(
        dose.person_id
        for dose, one in zip(doses, kept, strict=True)
        if one is not None and (one.is_new or one.former is not None)
    )
    return kept


@transaction.atomic
def take_back_doses(*, actor: Actor, taken: Mapping[int, Mapping[str, Any] | None], because: str) -> int:
    """Strike out doses that a list brought by mistake, by number; one that stood before stands as it did.

    They stay readable and count no longer. For services that have checked the right over the list.
    """
    require(actor, WRITE, Scope())
    reason, now = readable_reason(because), clock.now()
    people = people_with(taken)
    locked_identities(people)
    brought = [record_id for record_id, former in taken.items() if former is None]
    changed = strike_out(brought, because=reason, at=now)
    vouched = {record_id: former for record_id, former in taken.items() if former is not None}
    changed += put_back(vouched, at=now)
    _tell(people)
    return changed


def _rows(
    actor: Actor,
    source: str,
    doses: Sequence[DoseOf],
    judged: Sequence[Judged | None],
    ids: Mapping[int, int],
    now: datetime,
) -> Iterator[tuple[Any, ...]]:
    for place, record_id in ids.items():
        one, dose, found = doses[place], doses[place].dose, judged[place]
        assert found is not None
        verified_at = now if found.state is RecordState.VERIFIED else None
        yield (
            record_id, now, now, one.person_id, source, one.reference, found.state.value, actor.account_id, verified_at,
            "", " ".join(found.doubts), found.product, dose.dose_number, dose.given_on, squeeze(dose.lot),
            squeeze(dose.given_at),
        )  # fmt: skip


def _vouched(doses: Sequence[DoseOf], judged: Sequence[Judged | None]) -> dict[int, str]:
    """Return the records that waited for this source, with what it calls each."""
    return {
        one.known.record_id: dose.reference
        for dose, one in zip(doses, judged, strict=True)
        if one is not None and one.known is not None and one.vouches
    }


def _kept(
    one: DoseOf,
    judged: Judged,
    record_id: int | None,
    stood: Mapping[int, tuple[int, str, Mapping[str, Any]]],
) -> RecordedDose:
    if record_id is not None:
        return RecordedDose(record_id, judged.state, one.dose.dose_number, squeeze(one.dose.lot), is_new=True)
    assert judged.known is not None
    if not judged.vouches:
        return RecordedDose(judged.known.record_id, RecordState(judged.known.state), 0, "")
    number, lot, former = stood[judged.known.record_id]
    return RecordedDose(judged.known.record_id, RecordState.VERIFIED, number, lot, former=former)


def _tell(person_ids: Iterable[int]) -> None:
    people = tuple(sorted(set(person_ids)))
    if people:
        announce(DosesRecorded(people))
