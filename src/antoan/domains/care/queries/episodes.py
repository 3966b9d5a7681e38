"""All that a ward sees of one person looked after at home."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antoan.domains.care.documents import slots
from antoan.domains.care.models import Episode
from antoan.domains.care.permissions import READ
from antoan.domains.care.queries.access import episode_row
from antoan.domains.care.queries.standing import standing_of
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.rules.missing import Told, missed_days, told_slots
from antoan.domains.care.values import CallView, EpisodeView, ReleaseStanding
from antoan.domains.declarations.queries.readings import Reading, latest_readings, readings_of
from antoan.domains.monitoring.queries import tasks_in_care, undone_in_care
from antoan.domains.monitoring.values import TaskView
from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries.households import living_with
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read, record_reads
from antoan.kit.clock import day_start, local_date

SLOT_DAYS_MAX: Final = 14
CALLS_SHOWN_MAX: Final = 50


@dataclass(frozen=True, slots=True)
class Housemate:
    """Somebody of the household, by label, and when they last told how they are today."""

    person_id: int
    label: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class EpisodePage:
    """One person's care: readings newest first, what was missed, alarms, calls, household, when it ends."""

    episode: EpisodeView
    readings: list[Reading]
    told: list[Told]
    missed: int
    undone: list[TaskView]
    tasks: list[TaskView]
    calls: list[CallView]
    household: list[Housemate]
    suggested: list[Housemate]  # Who seems to live there and is not listed yet.
    release: ReleaseStanding | None
    referral: str


def episode_for(actor: Actor, episode_id: int, now: datetime) -> EpisodePage:
    """Return one person's care; EpisodeNotFound. The read is in the trail."""
    row = episode_row(actor, READ, episode_id)
    record_read(
        actor, action="care.episode.read", object_kind="episode", object_id=row.pk, person_id=row.person_id,
        purpose="care",
    )  # fmt: skip
    ended = row.ended_at or now
    readings = [one for one in readings_of(row.person_id, row.opened_at) if one.at <= ended]
    told_on = {local_date(one.at) for one in readings}
    listed, others = _household(actor, row, now)
    return EpisodePage(
        episode=view_of(row),
        readings=readings,
        told=told_slots(
            [one.at for one in readings], opened_at=row.opened_at, now=ended, slots=slots(), days_max=SLOT_DAYS_MAX
        ),
        missed=len(missed_days(opened_at=row.opened_at, told_on=told_on, today=local_date(ended))),
        undone=undone_in_care(row.person_id) if row.ended_at is None else [],
        tasks=[one for one in tasks_in_care(row.person_id, row.opened_at) if one.opened_at <= ended],
        calls=_calls(row),
        household=listed,
        suggested=others,
        release=standing_of(row, local_date(now)) if row.ended_at is None else None,
        referral=row.words or "",
    )  # fmt: skip


def _calls(row: Episode) -> list[CallView]:
    return [
        CallView(call.at, call.was_reached, call.words)
        for call in row.calls.order_by("-at")[:CALLS_SHOWN_MAX]
    ]


def _household(actor: Actor, row: Episode, now: datetime) -> tuple[list[Housemate], list[Housemate]]:
    """Return who is listed in the household, and who seems to live there besides."""
    listed = list(row.household.order_by("pk").values_list("person_id", flat=True))
    others = [] if row.ended_at else [one for one in living_with(row.person_id) if one not in listed]
    people = [*listed, *others]
    record_reads(
        actor, action="care.household", object_kind="person", person_ids=sorted(people), purpose="care"
    )
    labels, told = labels_of(people), latest_readings(people, day_start(local_date(now)))
    shown = [Housemate(one, labels.get(one, ""), told.get(one)) for one in people]
    return shown[: len(listed)], shown[len(listed) :]
