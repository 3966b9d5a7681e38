"""Shows the desks at which somebody works, one beside the other."""

from typing import Any, Final, NamedTuple

from django import template
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.assessment.permissions import OVERSEE as OVERSEE_SAFETY
from antoan.domains.cards.permissions import MAKE_BATCH, REACH_OUT
from antoan.domains.care.permissions import READ as READ_CARE
from antoan.domains.care.permissions import SET_LINE, WATCH_AREA
from antoan.domains.cases.permissions import READ as READ_CASES
from antoan.domains.codes.permissions import FIND_SPOKEN
from antoan.domains.corrections.permissions import ANSWER_APPEAL, DECIDES
from antoan.domains.corrections.permissions import OVERSEE as OVERSEE_TICKETS
from antoan.domains.fieldwork.permissions import DECIDE as DECIDE_FORM
from antoan.domains.fieldwork.permissions import FILL
from antoan.domains.gates.permissions import FOLLOW_SILENCE
from antoan.domains.identity.permissions import DECIDE as DECIDE_IDENTITY
from antoan.domains.identity.permissions import MANAGE_HELPERS
from antoan.domains.isolation.permissions import COUNT, READ_SITE
from antoan.domains.isolation.permissions import READ as READ_ORDERS
from antoan.domains.messaging.permissions import WATCH
from antoan.domains.monitoring.permissions import ANSWER, WORK
from antoan.domains.monitoring.permissions import OVERSEE as OVERSEE_TASKS
from antoan.domains.people.permissions import FIND
from antoan.domains.places.permissions import HANDLE_POSTER
from antoan.domains.privacy.permissions import ANSWER_LOOK, RETENTION
from antoan.domains.privacy.permissions import DECIDE as DECIDE_RIGHTS
from antoan.domains.privacy.permissions import OVERSEE as OVERSEE_RIGHTS
from antoan.domains.statistics.permissions import READ as READ_FIGURES
from antoan.domains.textline.permissions import ASSIGN, COMPLETE
from antoan.domains.tracing.permissions import ALLOW_EXPORT, READ_CLUSTERS
from antoan.domains.tracing.permissions import WORK as TRACE
from antoan.domains.units.permissions import DECIDE_DISTRICT, DECIDE_WARD, DECIDE_ZONE, LEAD_ZONE
from antoan.domains.units.permissions import OVERSEE as OVERSEE_UNITS
from antoan.domains.workers.permissions import CHECK as CHECK_WORKER
from antoan.domains.workers.permissions import DECIDE as DECIDE_LIST
from antoan.entrypoints.web.shared.acting import actor_of

register = template.Library()


class Desk(NamedTuple):
    """A list of work, open to whoever has one of some permissions anywhere."""

    address: str  # Name of the URL.
    name: Promise
    permissions: frozenset[str]


DESKS: Final = (
    Desk("desk_tasks", _("Việc cần gọi"), frozenset({WORK, ANSWER, OVERSEE_TASKS})),
    Desk("desk_cases", _("Ca mắc"), frozenset({READ_CASES})),
    Desk("desk_outbreaks", _("Ổ dịch"), frozenset({READ_CASES})),
    Desk("desk_tracing", _("Truy vết"), frozenset({TRACE, ALLOW_EXPORT, READ_CLUSTERS})),
    Desk("desk_isolation", _("Cách ly"), frozenset({READ_ORDERS})),
    Desk("desk_sites", _("Nơi cách ly"), frozenset({READ_SITE})),
    Desk("desk_isolation_manual", _("Cách ly ngoài dữ liệu"), frozenset({COUNT})),
    Desk("desk_statistics", _("Số liệu"), frozenset({READ_FIGURES})),
    Desk("desk_care", _("Theo dõi tại nhà"), frozenset({READ_CARE})),
    Desk("desk_care_duty", _("Số trực, vùng khai hằng ngày"), frozenset({SET_LINE, WATCH_AREA})),
    Desk("desk_people", _("Tìm người"), frozenset({FIND})),
    Desk("desk_outreach", _("Chưa có mã"), frozenset({REACH_OUT})),
    Desk("desk_field", _("Ghi tại nhà"), frozenset({FILL})),
    Desk("desk_field_waiting", _("Phiếu chờ quyết định"), frozenset({DECIDE_FORM})),
    Desk("desk_team", _("Tình nguyện viên"), frozenset({MANAGE_HELPERS})),
    Desk("desk_cards", _("In thẻ"), frozenset({MAKE_BATCH})),
    Desk("desk_corrections", _("Sửa dữ liệu"), frozenset({*DECIDES.values(), OVERSEE_TICKETS})),
    Desk("desk_appeals", _("Khiếu nại màu"), frozenset({ANSWER_APPEAL})),
    Desk("desk_identities", _("Đối chiếu người"), frozenset({DECIDE_IDENTITY})),
    Desk("desk_registrations", _("Đăng ký qua tin nhắn"), frozenset({COMPLETE, ASSIGN})),
    Desk(
        "desk_units",
        _("Đơn vị chờ duyệt"),
        frozenset({DECIDE_ZONE, DECIDE_WARD, DECIDE_DISTRICT, OVERSEE_UNITS}),
    ),
    Desk("desk_workers", _("Danh sách lao động"), frozenset({DECIDE_LIST})),
    Desk("desk_workers_awaiting", _("Giấy tờ lao động"), frozenset({CHECK_WORKER})),
    Desk("unit_zones", _("Khu quản lý"), frozenset({LEAD_ZONE})),
    Desk("desk_code", _("Mã ngắn"), frozenset({FIND_SPOKEN})),
    Desk("desk_messages", _("Tin nhắn"), frozenset({WATCH})),
    Desk("desk_posters", _("Tờ mã bị báo"), frozenset({HANDLE_POSTER})),
    Desk("desk_safety", _("Mức an toàn"), frozenset({OVERSEE_SAFETY})),
    Desk("desk_silence", _("Nơi không quét mã"), frozenset({FOLLOW_SILENCE})),
    Desk("desk_privacy", _("Quyền dữ liệu"), frozenset({DECIDE_RIGHTS, ANSWER_LOOK, OVERSEE_RIGHTS})),
    Desk("desk_retention", _("Dọn dữ liệu"), frozenset({RETENTION})),
)


@register.inclusion_tag("office/navigation.html", takes_context=True)
def desks(context: dict[str, Any], here: str) -> dict[str, Any]:
    """Show the desks of whoever is signed in; nothing when there is only this one."""
    return {"here": here, "desks": _desks_of(context["request"])}


@register.inclusion_tag("office/work.html", takes_context=True)
def work(context: dict[str, Any]) -> dict[str, Any]:
    """Show whoever works at desks the way to them; nothing to all others."""
    request = context["request"]
    return {"desks": _desks_of(request) if request.user.is_authenticated else []}


def _desks_of(request: HttpRequest) -> list[Desk]:
    actor = actor_of(request)
    return [desk for desk in DESKS if any(map(actor.grants_of, desk.permissions))]
