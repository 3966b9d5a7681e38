"""The first page of a unit's staff list: how it stands, and a door to everything one does with it."""

from typing import Any, Final, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.workers.list_values import ListState, ListView
from antoan.domains.workers.permissions import READ
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.alerts import open_alerts
from antoan.domains.workers.queries.checking import list_in_numbers
from antoan.domains.workers.queries.lists import lists_of_unit
from antoan.domains.workers.queries.quotas import view_of
from antoan.domains.workers.queries.statuses import counted_by_standing
from antoan.domains.workers.values import Standing
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.working import words
from antoan.kit import clock


class Door(NamedTuple):
    """One thing a unit does with its list. `icon` is a symbol of unit/workers/icons.html."""

    address: str  # Name of the URL.
    icon: str
    name: Promise
    text: Promise


DOORS: Final = (
    Door("unit_workers_people", "list", _("Xem danh sách"), _("Tìm, thêm, sửa, bỏ tên, chuyển tổ.")),
    Door("unit_workers_import", "file", _("Nhập từ tệp Excel"), _("Tải tệp mẫu, gửi tệp, xem lỗi từng dòng, bỏ cả tệp.")),
    Door("unit_workers_submit", "send", _("Nộp để duyệt"), _("Xem số lượng, điều kiện rồi nộp.")),
    Door("unit_workers_alerts", "bell", _("Cảnh báo"), _("Ai cần dừng làm việc, và phải làm gì.")),
    Door("unit_workers_attendance", "clock", _("Chấm công theo ca"), _("Ai đến, ai vắng, theo cổng quét.")),
    Door("unit_workers_tests", "tube", _("Đến hạn xét nghiệm"), _("Ai trong tổ đã quá hạn.")),
    Door("unit_workers_groups", "group", _("Tổ, ca"), _("Giờ ca, “3 tại chỗ”, lịch xét nghiệm.")),
    Door("unit_workers_export", "down", _("Tải danh sách về"), _("Excel hoặc CSV, không có màu.")),
)  # fmt: skip
_SHOWN: Final = (
    Standing.GREEN,
    Standing.YELLOW,
    Standing.RED,
    Standing.BLACK,
    Standing.UNKNOWN,
    Standing.CHECK,
)


@login_required
@require_safe
@never_cache
def overview(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show how the list stands."""
    actor, now = actor_of(request), clock.now()
    unit = unit_with_list(actor, unit_id, READ)
    check = list_in_numbers(actor, unit_id, now)
    counted = counted_by_standing(actor, unit, now)
    lists = lists_of_unit(actor, unit_id)
    context: dict[str, Any] = {
        "unit": unit,
        "count": words.people(check.count.workers),
        "is_empty": check.count.workers == 0,
        "standings": [
            (one.value, words.STANDINGS[one], words.number(counted[one])) for one in _SHOWN if counted[one]
        ],
        "open_alerts": open_alerts(actor, unit_id),
        "last": _last(lists),
        "findings": words.finding_rows(check.found, for_unit=True),
        "quota": None if check.quota is None else view_of(check.quota),
        "doors": DOORS,
    }
    return render(request, "unit/workers/overview.html", context)


def _last(lists: list[ListView]) -> dict[str, Any] | None:
    """Return the list that counts: the one that waits, else the one in force, else the last."""
    for state in (ListState.SUBMITTED, ListState.APPROVED):
        if found := next((one for one in lists if one.state is state), None):
            return list_entry(found)
    return list_entry(lists[0]) if lists else None


def list_entry(one: ListView) -> dict[str, Any]:
    """Return a submitted list as pages name it."""
    return {
        "number": one.number, "state": words.STATES[one.state], "people": words.people(one.workers), "list": one,
        "due": words.moment(one.due_at), "waits": one.state is ListState.SUBMITTED,
        "in_force": one.state is ListState.APPROVED,
    }  # fmt: skip
