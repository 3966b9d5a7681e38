"""The list of tasks by deadline, and one of them: call, say what came of it, close."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.declarations.errors import DeclarationNotFound
from antoan.domains.declarations.queries import declaration_for
from antoan.domains.monitoring import services
from antoan.domains.monitoring.errors import NoSuchOutcome
from antoan.domains.monitoring.kinds import rules_of
from antoan.domains.monitoring.permissions import ANSWER, OVERSEE, WORK
from antoan.domains.monitoring.queries import task_desk, task_for
from antoan.domains.monitoring.rules import is_late
from antoan.domains.monitoring.services.self_tests import SELF_TEST
from antoan.domains.monitoring.values import StepKind, TaskState, TaskView
from antoan.domains.people.permissions import READ
from antoan.domains.people.queries import identity_of, may_over_person, phone_for
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.office.tasks import words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.declaring import answered, form_of
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden
from antoan.kit.phones import national_phone

_FAULTS: Final = {
    "monitoring:task:closed": gettext_lazy("Việc này đã kết thúc."),
    "monitoring:task:full": gettext_lazy("Việc này đã thử quá nhiều lần: hãy chọn một kết quả kết thúc."),
    "monitoring:task:own": gettext_lazy(
        "Không ai tự làm việc của mình hay của gia đình. Hãy chuyển cho đồng nghiệp."
    ),
    "monitoring:outcome:unknown": gettext_lazy("Hãy chọn kết quả cuộc gọi."),
    "monitoring:words:too_long": gettext_lazy("Nhiều nhất 1.000 chữ cái."),
}


@login_required
@never_cache
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Show the undone tasks of the ward by deadline, a page at a time."""
    actor = actor_of(request)
    if not any(map(actor.grants_of, (WORK, ANSWER, OVERSEE))):
        raise Forbidden
    text = request.GET.get("state", "")
    state = TaskState(text) if text in set(TaskState) else None
    page = task_desk(actor, state=state, after=request.GET.get("after", ""))
    now = clock.now()
    context = {
        "rows": [_row(task, page.labels, now) for task in page.tasks],
        "next": f"?{urlencode({'state': text, 'after': page.next_after})}" if page.next_after else "",
        "is_overseer": page.is_overseer,
        "states": [(one.value, words.STATES[one]) for one in TaskState],
        "state": state,
    }
    return render(request, "office/tasks.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show a task, or do what a button says."""
    actor = actor_of(request)
    fault, status = "", 200
    if request.method == "POST":
        try:
            done = _do(actor, task_id, request)
            messages.success(request, _told(done))
            return redirect("desk_tasks" if done.state is TaskState.CLOSED else "desk_task", *_where(done))
        except AntoanError as error:
            if error.status == 404 or error.code not in _FAULTS:
                raise
            fault, status = str(_FAULTS[error.code]), error.status
    context = _context(actor, task_for(actor, task_id)) | {
        "fault": fault,
        "words": request.POST.get("words", ""),
    }
    return render(request, "office/task.html", context, status=status)


def _do(actor: Actor, task_id: int, request: HttpRequest) -> TaskView:
    if request.POST.get("do") == "take":
        return services.take_task(actor=actor, task_id=task_id)
    outcome = request.POST.get("outcome", "")
    if not outcome:
        task_for(actor, task_id)  # Out of reach says so first.
        raise NoSuchOutcome
    return services.record_call(
        actor=actor, task_id=task_id, outcome=outcome, words=request.POST.get("words", "")
    )


def _where(done: TaskView) -> list[int]:
    return [] if done.state is TaskState.CLOSED else [done.id]


def _told(done: TaskView) -> str:
    if done.state is TaskState.CLOSED:
        return _("Đã kết thúc việc này.")
    return _("Đã ghi. Việc vẫn còn trong danh sách.")


def _row(one: TaskView, labels: dict[int, str], now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": labels.get(one.person_id, ""),
        "kind": words.KINDS[one.kind],
        "state": words.STATES[one.state],
        "due_at": one.due_at,
        "is_late": is_late(one.state, due_at=one.due_at, now=now),
    }


def _context(actor: Actor, view: TaskView) -> dict[str, Any]:
    rules = rules_of(view.kind)
    # Whoever answers what no ward took sees whom it is about by the task, not by a right over a ward.
    reader = already_allowed(actor) if view.level > 1 and not actor.grants_of(WORK) else actor
    return {
        "task": view,
        "kind": words.KINDS[view.kind],
        "state": words.STATES[view.state],
        "is_late": is_late(view.state, due_at=view.due_at, now=clock.now()),
        "is_done": view.state is TaskState.CLOSED,
        "is_new": view.state is TaskState.OPEN,
        "person": shown_person(reader, view.person_id),
        "phones": _phones(reader, view.person_id),
        "declarations": [_said(reader, about) for about in _behind(view)],
        "outcomes": [(outcome.key, words.said(outcome), outcome.is_end) for outcome in rules.outcomes],
        "outcome": words.outcome_word(view.kind, view.outcome),
        "steps": [
            {"word": words.STEPS[step.kind], "at": step.at, "outcome": words.outcome_word(view.kind, step.outcome), "words": step.words}
            for step in view.steps
        ],
    }  # fmt: skip


def _phones(actor: Actor, person_id: int) -> list[str]:
    """Return the numbers to call: the person's own, else a guardian's."""
    if not may_over_person(actor, READ, person_id):
        return []
    own = identity_of(actor, person_id, purpose="task").phones
    reached = own or tuple(filter(None, [phone_for(person_id)]))
    return [national_phone(number) for number in reached]


def _behind(view: TaskView) -> list[str]:
    """Return the declarations a task rests on; a self-test stands among the person's records."""
    abouts = [view.about, *(step.about for step in view.steps if step.kind is StepKind.AGAIN)]
    return list(dict.fromkeys(about for about in abouts if not about.startswith(SELF_TEST)))


def _said(actor: Actor, about: str) -> dict[str, Any]:
    try:
        said = declaration_for(actor, UUID(about), purpose="task")
    except (DeclarationNotFound, ValueError):  # A day without a declaration is behind a task too.
        return {}
    form = form_of(said)
    return {"said": said, "lines": answered(form, said.answers) if form else []}
