"""What people at home told of themselves, for the domains above, which check who asks and keep the trail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Max

from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.queries.catalogue import questionnaires
from antoan.domains.declarations.questionnaires.risk import assess
from antoan.domains.declarations.questionnaires.values import ItemKind, Questionnaire
from antoan.domains.declarations.values import Channel
from antoan.domains.policy.documents import Words
from antoan.kit.clock import day_start, local_date

HOME: Final = "home"  # The form of people at home, their households, and areas with an outbreak.
TOLD_BY: Final = (HOME, "measured", "short")  # Who has no smartphone tells by text message.
READINGS_MAX: Final = 200  # Twice a day for three months.


@dataclass(frozen=True, slots=True)
class Reading:
    """What was told at one moment; `signs` are the warning signs in it, as the form of that time says them."""

    declaration_id: UUID
    at: datetime
    channel: Channel
    answers: Mapping[str, Any]
    signs: tuple[Words, ...]
    is_confirmed: bool


def readings_of(person_id: int, since: datetime) -> list[Reading]:
    """Return the newest readings of a person since a moment, newest first; annulled ones left out."""
    rows = Declaration.objects.filter(
        person=person_id, questionnaire__in=TOLD_BY, declared_at__gte=since, annulled_at__isnull=True
    ).order_by("-declared_at")[:READINGS_MAX]
    return [_reading(row) for row in rows]


def last_reading_at(person_id: int) -> datetime | None:
    """Return when somebody last told how they are; None: never."""
    told = Declaration.objects.filter(person=person_id, questionnaire__in=TOLD_BY, annulled_at__isnull=True)
    return told.order_by("-declared_at").values_list("declared_at", flat=True).first()


def days_told(person_ids: Collection[int], since: date) -> dict[int, set[date]]:
    """Return by person the city's days on which they told, from a day on; those who told nothing are left out."""
    told = Declaration.objects.filter(
        person__in=person_ids,
        questionnaire__in=TOLD_BY,
        annulled_at__isnull=True,
        declared_at__gte=day_start(since),
    )
    found: dict[int, set[date]] = {}
    for person_id, at in told.values_list("person_id", "declared_at"):
        found.setdefault(person_id, set()).add(local_date(at))
    return found


def latest_readings(person_ids: Collection[int], since: datetime) -> dict[int, datetime]:
    """Return by person when they last told, if since a moment."""
    told = Declaration.objects.filter(
        person__in=person_ids, questionnaire__in=TOLD_BY, annulled_at__isnull=True, declared_at__gte=since
    )
    return dict(told.values_list("person_id").annotate(Max("declared_at")))


def told_in_ward(ward_id: int, day: date) -> int:
    """Return how many people of a ward told how they are on one of the city's days."""
    told = Declaration.objects.filter(
        person__ward=ward_id, questionnaire__in=TOLD_BY, annulled_at__isnull=True,
        declared_at__gte=day_start(day), declared_at__lt=day_start(day + timedelta(days=1)),
    )  # fmt: skip
    return told.values("person_id").distinct().count()


@lru_cache(maxsize=64)
def harmless_range(form: Questionnaire, question: str) -> tuple[int, int]:
    """Return the lowest and highest answer to a number that is no warning sign by itself.

    Asked of the form's own rules, so that a chart draws the line where the alarm is raised.
    """
    item = next(one for one in form.asked() if one.link_id == question and one.kind is ItemKind.INTEGER)
    low, high = item.low or 0, item.high or 0
    harmless = [value for value in range(low, high + 1) if not assess(form, {question: value}).is_risky]
    return (harmless[0], harmless[-1]) if harmless else (low, high)


def home_form(at: datetime) -> Questionnaire:
    """Return the form people at home answer at a moment."""
    return questionnaires().in_force(HOME, at)


def _reading(row: Declaration) -> Reading:
    form = questionnaires().find(row.questionnaire, row.version)
    signs = tuple(risk.text for risk in assess(form, row.answers).risks) if row.is_risky else ()
    return Reading(
        row.pk, row.declared_at, Channel(row.channel), row.answers, signs, row.confirmed_at is not None
    )
