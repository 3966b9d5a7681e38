"""Rows that wait for a ward's desk: who the unit wrote, who is alike, and what the desk says."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.people.queries import Found
from antoan.domains.people.values import Birth, Gender
from antoan.domains.workers import services
from antoan.domains.workers.permissions import CHECK
from antoan.domains.workers.queries.desk import AwaitingRow, alike, awaiting_page, awaiting_worker
from antoan.domains.workers.values import Because, Link
from antoan.entrypoints.web.office.workers.desk import doors, officer
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone

_LINKS = {
    Link.CHECK: gettext_lazy("Có hồ sơ giống, cần xem"),
    Link.PENDING: gettext_lazy("Chưa có hồ sơ"),
}
_GENDERS = {Gender.MALE: gettext_lazy("nam"), Gender.FEMALE: gettext_lazy("nữ"), Gender.UNKNOWN: ""}
_BECAUSE = (
    (Because.PAPER, gettext_lazy("Số giấy tờ không khớp")),
    (Because.NAME, gettext_lazy("Họ tên không khớp")),
    (Because.BIRTH, gettext_lazy("Ngày sinh không khớp")),
    (Because.UNREACHABLE, gettext_lazy("Không liên hệ được người này")),
)


@login_required
@require_safe
@never_cache
def rows(request: HttpRequest) -> HttpResponse:
    """Show rows that wait in the ward, a page at a time."""
    actor = officer(request, CHECK)
    asked, after = request.GET.get("show", ""), request.GET.get("after", "")
    page = awaiting_page(
        actor,
        link=Link(asked) if asked in set(_LINKS) else None,
        after=int(after) if _is_number(after) else 0,
    )
    context = {
        "rows": [_row(row) for row in page.rows],
        "next": f"?show={asked if asked in set(_LINKS) else ''}&after={page.next_after}"
        if page.next_after
        else "",
        "shows": [(link.value, word) for link, word in _LINKS.items()],
        "show": asked,
        "total": words.people(page.total),
        **doors(actor),
    }
    return render(request, "office/workers/awaiting.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, awaiting_id: int) -> HttpResponse:
    """Show one row with those who are alike, or do what a button says."""
    actor = officer(request, CHECK)
    row = awaiting_worker(actor, awaiting_id)
    fault, status = "", 200
    if request.method == "POST":
        fault, status = _done(request, actor, awaiting_id)
        if status == 200:
            return redirect("desk_workers_awaiting")
    context = {
        **_row(row),
        "alike": [_found(found) for found in alike(actor, awaiting_id)],
        "because": [(one.value, word) for one, word in _BECAUSE],
        "fault": fault,
    }
    return render(request, "office/workers/awaiting_one.html", context, status=status)


def _done(request: HttpRequest, actor: Actor, worker_id: int) -> tuple[str, int]:
    """Do what the button says; return what is wrong and the status to answer with, 200 when nothing is."""
    action, person = request.POST.get("do", ""), request.POST.get("person", "")
    try:
        if action == "join" and _is_number(person):
            services.confirm_worker(actor=actor, worker_id=worker_id, person_id=int(person))
            messages.success(request, _("Đã ghép với hồ sơ."))
        elif action == "register":
            services.register_worker(actor=actor, worker_id=worker_id)
            messages.success(request, _("Đã đăng ký người mới và ghép vào danh sách."))
        elif action == "back" and request.POST.get("because") in set(Because):
            because = Because(request.POST["because"])
            services.send_back_worker(actor=actor, worker_id=worker_id, because=because)
            messages.success(request, _("Đã trả lại đơn vị."))
        else:
            return _("Hãy chọn một việc."), 422
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return saying(error), error.status
    return "", 200


def _row(row: AwaitingRow) -> dict[str, Any]:
    worker = row.worker
    return {
        "id": row.id, "unit": row.unit_name, "link": _LINKS[row.link], "joined_at": row.joined_at, "name": worker.full_name,
        "born": _born(worker.birth), "gender": _GENDERS[worker.gender], "kind": worker.paper.kind.value.upper(),
        "paper": worker.paper.number, "phone": national_phone(worker.phone) if worker.phone else "",
    }  # fmt: skip


def _found(found: Found) -> dict[str, Any]:
    return {
        "id": found.person_id, "name": found.full_name, "born": _born(found.birth), "gender": _GENDERS[found.gender],
        "same_paper": found.match.same_document, "other_paper": found.match.other_document,
    }  # fmt: skip


def _born(birth: Birth) -> str:
    return f"{birth.on:%d/%m/%Y}" if birth.is_day_known else str(birth.on.year)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18
