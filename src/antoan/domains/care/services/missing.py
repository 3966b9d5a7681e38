"""Looks who told nothing for a whole day: the ward gets a task for each such day, once."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from antoan.domains.care.models import Episode, Watch
from antoan.domains.care.rules.missing import missed_in_a_row
from antoan.domains.care.services.standing import place
from antoan.domains.declarations.queries.readings import days_told
from antoan.domains.monitoring.queries import undone_in_care
from antoan.domains.monitoring.services import open_task
from antoan.domains.monitoring.values import TaskKind

BATCH_ROWS: Final = 500
DAYS_BACK_MAX: Final = 14


def note_missed_days(*, today: date) -> int:
    """Count for everybody at home the days in a row they told nothing; return how many missed yesterday.

    May run any number of times a day: a day missed is one task, and is taken back from the list when it was told
    late. Each batch is a transaction.
    """
    missed, last = 0, 0
    while ids := _next_open(last):
        missed += _note(ids, today)
        last = ids[-1]
    return missed


def _next_open(after: int) -> list[int]:
    rows = Episode.objects.filter(ended_at__isnull=True, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH_ROWS])


@transaction.atomic
def _note(episode_ids: list[int], today: date) -> int:
    watches = Watch.objects.select_for_update(of=("self",)).select_related("episode").order_by("pk")
    rows = list(watches.filter(pk__in=episode_ids))
    told = days_told([row.episode.person_id for row in rows], today - timedelta(days=DAYS_BACK_MAX))
    missed = [row for row in rows if _counted(row, told.get(row.episode.person_id, set()), today)]
    for row in missed:
        _ask_ward(row, today)
    return len(missed)


def _counted(row: Watch, told_on: set[date], today: date) -> bool:
    """Keep how many days in a row were missed; tell whether yesterday was."""
    days = missed_in_a_row(opened_at=row.episode.opened_at, told_on=told_on, today=today)
    days = min(days, DAYS_BACK_MAX)
    if days != row.missed_days:
        row.missed_days = days
        place(row, row.episode.opened_at, undone_in_care(row.episode.person_id))
        row.save()
    return days > 0


def _ask_ward(row: Watch, today: date) -> None:
    episode = row.episode
    about = f"care-{episode.pk}:{today - timedelta(days=1):%Y-%m-%d}"
    open_task(kind=TaskKind.HOME_MISSED, person_id=episode.person_id, ward_id=episode.ward_id, about=about)
