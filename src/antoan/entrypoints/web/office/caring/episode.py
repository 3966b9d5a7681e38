"""One person looked after at home: readings, charts, alarms, calls, household; and what the ward does about it."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.care import services
from antoan.domains.care.documents import slots
from antoan.domains.care.errors import EpisodeNotFound
from antoan.domains.care.permissions import READ, RELEASE, WORK
from antoan.domains.care.queries import EpisodePage, episode_for
from antoan.domains.declarations.queries.readings import home_form
from antoan.domains.monitoring import services as monitoring
from antoan.domains.monitoring.errors import NoSuchOutcome, TaskNotFound
from antoan.domains.monitoring.kinds import rules_of
from antoan.domains.monitoring.rules import is_late
from antoan.domains.monitoring.values import StepKind, TaskState, TaskView
from antoan.domains.people.permissions import READ as READ_PERSON
from antoan.domains.people.queries import identity_of, may_over_person, phone_for
from antoan.entrypoints.web.office.caring.sayings import saying
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.office.tasks import words as task_words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring import words
from antoan.entrypoints.web.shared.caring.charts import charts_of
from antoan.entrypoints.web.shared.caring.papers import ward_name
from antoan.entrypoints.web.shared.caring.table import table_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone

_CALLS: Final = frozenset({StepKind.CALLED, StepKind.CLOSED})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def episode(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Show one person's care, or do what a button says."""
    actor, fault, status = actor_of(request), "", 200
    if not actor.grants_of(READ):
        raise EpisodeNotFound
    if request.method == "POST":
        try:
            messages.success(request, _done(actor, episode_id, request))
            return redirect("desk_care_one", episode_id)
        except AntoanError as error:
            fault, status = saying(error), error.status
    now = clock.now()
    page = episode_for(actor, episode_id, now)
    context = _context(actor, page, now) | {"fault": fault, "words": request.POST.get("words", "")}
    return render(request, "office/care/one.html", context, status=status)


def _done(actor: Actor, episode_id: int, request: HttpRequest) -> str:
    said = request.POST
    match said.get("do"):
        case "take":
            monitoring.take_task(actor=actor, task_id=_task_of(actor, episode_id, said.get("task", "")))
            return _("Đã nhận. Hãy gọi ngay và ghi kết quả.")
        case "outcome":
            if not said.get("outcome"):
                raise NoSuchOutcome
            task_id = _task_of(actor, episode_id, said.get("task", ""))
            monitoring.record_call(
                actor=actor, task_id=task_id, outcome=said["outcome"], words=said.get("words", "")
            )
            return _("Đã ghi kết quả cuộc gọi.")
        case "call":
            services.record_ward_call(
                actor=actor, episode_id=episode_id, call_id=_uuid(said.get("call", "")),
                was_reached=said.get("reached") == "yes", words=said.get("words", ""),
            )  # fmt: skip
            return _("Đã ghi cuộc gọi.")
        case "team":
            services.assign_team(actor=actor, episode_id=episode_id, team=said.get("team", ""))
            return _("Đã giao.")
        case "add":
            services.add_housemate(
                actor=actor, episode_id=episode_id, person_id=_number(said.get("person", ""))
            )
            return _("Đã thêm người cùng nhà.")
        case "remove":
            services.remove_housemate(
                actor=actor, episode_id=episode_id, person_id=_number(said.get("person", ""))
            )
            return _("Đã bỏ khỏi danh sách cùng nhà.")
    raise NoSuchOutcome


def _task_of(actor: Actor, episode_id: int, text: str) -> int:
    """Return the number of a task that is about this very person."""
    number = _number(text)
    undone = episode_for(actor, episode_id, clock.now()).undone
    if number not in {task.id for task in undone}:
        raise TaskNotFound
    return number


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _context(actor: Actor, page: EpisodePage, now: datetime) -> dict[str, Any]:
    one, form = page.episode, home_form(now)
    until = one.ended_at or now
    return {
        "one": one,
        "person": shown_person(actor, one.person_id),
        **_reach(actor, one.person_id),
        "kind": words.KINDS[one.kind],
        "ward": ward_name(one.ward_id),
        "day": ((one.ended_on or clock.local_date(now)) - one.began_on).days,
        "is_open": one.ended_at is None,
        "may_work": bool(actor.grants_of(WORK)) and one.ended_at is None,
        "may_end": bool(actor.grants_of(RELEASE)) and one.ended_at is None,
        "ending": words.ENDINGS[one.ending] if one.ending else "",
        "has_certificate": one.ending == "released",
        "was_referred": one.ending == "referred",
        "referral": page.referral,
        "release": words.release_text(page.release) if page.release else "",
        "may_release": page.release is not None and page.release.may_end,
        "alarms": [_alarm(task, now) for task in page.undone],
        "charts": charts_of(form, page.readings, since=one.opened_at, until=until),
        "table": table_of(form, page.readings),
        "told": _told(page),
        "slots": [words.slot_word(slot) for slot in slots()],
        "missed": page.missed,
        "calls": _calls(page),
        "household": page.household,
        "suggested": page.suggested,
        "call_id": uuid4(),
    }


def _reach(actor: Actor, person_id: int) -> dict[str, Any]:
    """Return how the ward reaches somebody: numbers, the person's own or a guardian's, and the address."""
    if not may_over_person(actor, READ_PERSON, person_id):
        return {"phones": [], "address": ""}
    person = identity_of(actor, person_id, purpose="care")
    reached = person.phones or tuple(filter(None, [phone_for(person_id)]))
    return {"phones": [national_phone(number) for number in reached], "address": person.address}


def _alarm(task: TaskView, now: datetime) -> dict[str, Any]:
    return {
        "task": task,
        "kind": task_words.KINDS[task.kind],
        "level": words.LEVELS.get(task.level, ""),
        "is_up": task.level > 1,
        "is_taken": task.state is TaskState.TAKEN,
        "is_late": is_late(task.state, due_at=task.due_at, now=now),
        "outcomes": [(one.key, task_words.said(one)) for one in rules_of(task.kind).outcomes],
    }


def _told(page: EpisodePage) -> list[tuple[Any, list[bool | None]]]:
    """Return by day whether each time of day was told; None where it was not owed."""
    keys = [slot.key for slot in slots()]
    days: dict[Any, dict[str, bool]] = {}
    for one in page.told:
        days.setdefault(one.day, {})[one.slot] = one.is_told
    return [(day, [told.get(key) for key in keys]) for day, told in days.items()]


def _calls(page: EpisodePage) -> list[dict[str, Any]]:
    """Return the call log: calls that alarms asked for and the ward's own, newest first, and what the clock did."""
    found = [
        {
            "at": one.at,
            "what": _("Đã gặp") if one.was_reached else _("Không liên lạc được"),
            "words": one.words,
        }
        for one in page.calls
    ]
    for task in page.tasks:
        kind = task_words.KINDS[task.kind]
        for step in task.steps:
            outcome = task_words.outcome_word(task.kind, step.outcome)
            is_call = step.kind in _CALLS and bool(outcome)
            what = outcome if is_call else f"{kind}: {task_words.STEPS[step.kind]}"
            found.append({"at": step.at, "what": what, "words": step.words})
    return sorted(found, key=lambda one: one["at"], reverse=True)
