"""A citizen's first page after signing in: the colour and why, what needs attention, a door to each thing to do."""

from typing import Any, Final, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.care.queries import owes_daily_form
from antoan.domains.codes.queries import code_in_force
from antoan.domains.corrections.queries import tickets_of_person
from antoan.domains.declarations.queries.persons import declarations_about
from antoan.domains.people.queries import qid_of
from antoan.domains.records.queries import records_of_person
from antoan.entrypoints.web.citizen import verdicts
from antoan.entrypoints.web.citizen.attention import notices
from antoan.entrypoints.web.citizen.correcting.whom import looked_at
from antoan.entrypoints.web.citizen.frame import framed, scope_of_own
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


class Door(NamedTuple):
    """One thing a citizen can do. `icon` is a symbol of the page's sprite."""

    address: str  # Name of the URL.
    icon: str
    name: Promise
    text: Promise


DOORS: Final = (
    Door("my_code", "#at-qr", _("Mã của tôi"), _("Mã QR, màu hiện tại, vì sao và đến khi nào.")),
    Door("my_scan", "#at-scan", _("Quét mã địa điểm"), _("Tự báo vào, báo ra cho mình và cả nhà.")),
    Door(
        "my_records",
        "#at-records",
        _("Hồ sơ của tôi"),
        _("Mũi tiêm, xét nghiệm, khỏi bệnh, cách ly, tờ khai, tin nhắn."),
    ),
    Door("my_visits", "#at-pin", _("Nơi đã đến"), _("Lượt vào ra gần đây của bạn và cả nhà, báo giờ ra.")),
    Door("my_paper", "#at-print", _("In thẻ, lưu thẻ"), _("Thẻ để mang theo, ảnh để lưu, tờ giấy A4.")),
    Door(
        "declare",
        "#at-declare",
        _("Khai báo y tế"),
        _("Trước khi ra đường, đến cơ quan, bệnh viện; khai cho mình hoặc khai hộ."),
    ),
    Door(
        "my_care",
        "#at-home",
        _("Theo dõi tại nhà"),
        _("F0, F1 tại nhà: khai hằng ngày, dấu hiệu cần báo, gọi ai, khi nào kết thúc."),
    ),
    Door(
        "my_family",
        "#at-family",
        _("Gia đình"),
        _("Khai báo hộ con nhỏ, cha mẹ; đổi người trên máy này; tình trạng đăng ký."),
    ),
    Door(
        "my_corrections",
        "#at-correct",
        _("Sửa dữ liệu sai"),
        _("Thiếu mũi tiêm, sai kết quả, sai họ tên: báo ở đây và theo dõi."),
    ),
    Door("my_messages", "#at-message", _("Tin nhắn"), _("Tin đã nhắn về bạn; nhận tiếp hay ngừng.")),
    Door("my_work", "#at-unit", _("Nơi làm việc"), _("Đơn vị nào ghi tên bạn; rút tên hoặc báo sai.")),
    Door(
        "my_rights",
        "#at-lock",
        _("Quyền của tôi với dữ liệu"),
        _("Đồng ý hay không, ai đã xem, lấy bản sao, xóa."),
    ),
    Door(
        "my_looks",
        "#at-eye",
        _("Ai đã xem dữ liệu của tôi"),
        _("Cơ quan nào, xem gì, lúc nào, vì sao."),
    ),
)


@login_required
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show how things stand. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    return render(request, "citizen/home.html", _context(request, person_id))


def _context(request: HttpRequest, person_id: int) -> dict[str, Any]:
    actor, now = actor_of(request), clock.now()
    today = clock.local_date(now)
    frame = framed(request, person_id)
    found = verdicts.explained(actor, person_id, now)
    code = code_in_force(actor=actor, qid=qid_of(actor, person_id), scope=scope_of_own(actor), today=today)
    pressing = notices(
        found=found,
        code=code,
        tickets=tickets_of_person(actor, person_id),
        records=records_of_person(actor, person_id),
        declarations=declarations_about(actor, person_id),
        owes_daily_form=owes_daily_form(actor, person_id, today),
        now=now,
        today=today,
        query=frame["query"],
    )
    doors = [{"door": door, "address": reverse(door.address) + frame["query"]} for door in DOORS]
    return frame | verdicts.in_words(found) | {"notices": pressing, "doors": doors}
