"""Puts people on the list of a campaign: a ward by age, or people whom a file or a desk named."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of, areas_within
from antoan.domains.people.queries.bulk import residents_of
from antoan.domains.records.queries.bulk import doses_of
from antoan.domains.records.vaccines import vaccine
from antoan.domains.vaccination.errors import ListTooLong
from antoan.domains.vaccination.limits import TARGETS_MAX
from antoan.domains.vaccination.models import Campaign, Target
from antoan.domains.vaccination.permissions import MANAGE
from antoan.domains.vaccination.queries.access import campaign_in
from antoan.domains.vaccination.rules import next_dose_number
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

BATCH_ROWS = 1_000


@transaction.atomic
def list_ward(*, actor: Actor, campaign_id: UUID, ward_id: int, age_min: int, age_max: int) -> int:
    """Put on the list who lives in a ward, has the age and not yet a complete course; return how many are new.

    Needs the right over the ward itself: a unit's right alone tells nobody who lives where.
    """
    campaign = campaign_in(actor, campaign_id, MANAGE)
    require(actor, MANAGE, Scope(areas=ancestors_of(ward_id)))
    oldest, youngest = _birthdays(age_min, age_max, clock.today())
    wards = areas_within(ward_id)
    added = 0
    for batch in residents_of(wards, born_from=oldest, born_until=youngest, batch_rows=BATCH_ROWS):
        added += _add(campaign, _without_course(batch, campaign.product), f"ward:{ward_id}")
    _keep_in_trail(actor, campaign, f"ward:{ward_id}", added)
    return added


@transaction.atomic
def list_people(*, actor: Actor, campaign_id: UUID, person_ids: Iterable[int], came_from: str) -> int:
    """Put on the list people whom a service found for the actor; return how many are new."""
    campaign = campaign_in(actor, campaign_id, MANAGE)
    added = _add(campaign, list(person_ids), came_from)
    _keep_in_trail(actor, campaign, came_from, added)
    return added


def _add(campaign: Campaign, person_ids: list[int], came_from: str) -> int:
    before = Target.objects.filter(campaign=campaign).count()
    known = set(
        Target.objects.filter(campaign=campaign, person__in=person_ids).values_list("person_id", flat=True)
    )
    new = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in known]
    if before + len(new) > TARGETS_MAX:
        raise ListTooLong
    Target.objects.bulk_create(
        [Target(campaign=campaign, person_id=person_id, came_from=came_from) for person_id in new],
        ignore_conflicts=True,
    )
    return len(new)


def _without_course(person_ids: list[int], product: str) -> list[int]:
    """Leave out who has as many doses as the campaign's product asks for."""
    doses: dict[int, list[object]] = {}
    for dose in doses_of(person_ids):
        doses.setdefault(dose.person_id, []).append(dose)
    wanted = vaccine(product).course_doses
    return [
        person_id
        for person_id in person_ids
        if next_dose_number(doses.get(person_id, ())) <= wanted  # type: ignore[arg-type]
    ]


def _birthdays(age_min: int, age_max: int, today: date) -> tuple[date, date]:
    """Return between which birthdays people of these ages were born."""
    low, high = max(0, min(age_min, age_max, 150)), min(150, max(age_min, age_max))
    return _years_before(today, high + 1, 1), _years_before(today, low, 0)


def _years_before(today: date, years: int, plus_days: int) -> date:
    try:
        day = today.replace(year=today.year - years)
    except ValueError:  # 29 February.
        day = today.replace(year=today.year - years, day=28)
    return date.fromordinal(day.toordinal() + plus_days)


def _keep_in_trail(actor: Actor, campaign: Campaign, came_from: str, added: int) -> None:
    record_decision(
        actor,
        action="vaccination.list.add",
        object_kind="campaign",
        object_id=campaign.pk,
        detail={"from": came_from, "added": added},
    )
