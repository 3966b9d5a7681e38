"""Tells people at home and duty lines by SMS. Hears events after their transaction, perhaps twice."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

from antoan.domains.care.events import EpisodeClosed, EpisodeOpened
from antoan.domains.care.models import Episode
from antoan.domains.care.queries.lines import duty_number
from antoan.domains.care.values import Ending
from antoan.domains.messaging.services import queue_message
from antoan.domains.monitoring.events import TaskEscalated, TaskOpened
from antoan.domains.monitoring.queries.tasks import task_to_answer
from antoan.domains.people.queries import phone_for
from antoan.foundation.events.bus import subscribe_later
from antoan.kit import clock

_EMERGENCY: Final = "115"


def subscribe_all() -> None:
    """Hear of beginnings, ends and alarms."""
    subscribe_later(EpisodeOpened, _opened)
    subscribe_later(EpisodeClosed, _closed)
    subscribe_later(TaskOpened, _alarm)
    subscribe_later(TaskEscalated, _alarm)


def _opened(event: Mapping[str, Any]) -> None:
    row = Episode.objects.filter(pk=event["episode_id"], ended_at__isnull=True).first()
    if row is not None:
        number = duty_number(row.ward_id, level=1)
        _tell(row, "care.opened", {"number": number or _EMERGENCY, "url": _address()})


def _closed(event: Mapping[str, Any]) -> None:
    row = Episode.objects.filter(pk=event["episode_id"], ending=Ending.RELEASED).first()
    if row is not None:
        _tell(row, "care.released", {"url": _address()})


def _alarm(event: Mapping[str, Any]) -> None:
    """Wake whoever is on duty at the level whose matter it is now. It names nobody: duty phones are shared."""
    task = task_to_answer(event["task_id"], level=event.get("level", 1))
    number = "" if task is None else duty_number(task.ward_id, level=task.level)
    if task is None or not number:
        return  # The desks show it too.
    queue_message(
        number=number,
        template="care.alarm",
        values={"due": f"{clock.local(task.due_at):%H:%M %d/%m}", "level": str(task.level)},
        key=f"care:alarm:{task.id}:{task.level}",
        expires_at=task.due_at,
    )


def _tell(row: Episode, template: str, values: dict[str, str]) -> None:
    number = phone_for(row.person_id)
    if number is not None:
        queue_message(
            number=number,
            template=template,
            values=values,
            key=f"{template}:{row.pk}",
            person_id=row.person_id,
        )


def _address() -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}/me/care/"
