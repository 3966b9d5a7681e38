"""Says an entry of the trail in plain words: which office, what, why. No name, no code."""

from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.areas.queries import area
from antoan.domains.privacy.queries import Look
from antoan.foundation.accounts.queries import Office
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import ScopeKind

# By the whole action first, then by what stands before its first dot or colon.
_ACTIONS: Final = {
    "people.identity.read": gettext_lazy("Xem họ tên, giấy tờ, số điện thoại"),
    "people.person.merge": gettext_lazy("Gộp hai hồ sơ của cùng một người"),
    "identity.queue": gettext_lazy("Thấy bạn trong danh sách đăng ký cần đối chiếu"),
    "identity.case": gettext_lazy("Mở lần đăng ký của bạn để đối chiếu"),
    "identity.activation.printed": gettext_lazy("In mã mở tài khoản cho bạn"),
    "people.search": gettext_lazy("Tìm thấy bạn khi tìm người"),
    "people.search.shown": gettext_lazy("Tìm thấy bạn khi tìm người"),
    "identity.merge.undone": gettext_lazy("Hoàn tác một lần gộp hồ sơ"),
    "cards.card.made": gettext_lazy("Làm thẻ mã QR cho bạn"),
    "cards.card.printed": gettext_lazy("In thẻ của bạn"),
    "cards.card.replaced": gettext_lazy("Khóa thẻ bị mất và làm thẻ mới cho bạn"),
    "cards.outreach.read": gettext_lazy("Thấy bạn trong danh sách người chưa có mã"),
    "cards.outreach.noted": gettext_lazy("Ghi lại lần tìm gặp bạn để làm mã"),
    "fieldwork.form.read": gettext_lazy("Xem phiếu ghi tại nhà có thể là của bạn"),
    "fieldwork.form.registered": gettext_lazy("Đăng ký cho bạn bằng phiếu ghi tại nhà"),
    "fieldwork.form.known": gettext_lazy("Nhận phiếu ghi tại nhà về bạn"),
    "fieldwork.form.waiting": gettext_lazy("Nhận phiếu ghi tại nhà có thể là của bạn"),
    "fieldwork.form.decided": gettext_lazy("Quyết định phiếu ghi tại nhà về bạn"),
    "people.person.erase": gettext_lazy("Xóa dữ liệu của bạn"),
    "records.read": gettext_lazy("Xem mũi tiêm, xét nghiệm, ca bệnh, cách ly"),
    "declarations.read": gettext_lazy("Xem tờ khai y tế"),
    "declarations.confirm": gettext_lazy("Xác nhận tờ khai y tế"),
    "declarations.annul": gettext_lazy("Hủy tờ khai y tế"),
    "cases.list": gettext_lazy("Thấy bạn trong danh sách ca mắc"),
    "cases.read": gettext_lazy("Mở hồ sơ ca mắc của bạn"),
    "cases.report.read": gettext_lazy("Xem phiếu báo cáo ca bệnh của bạn"),
    "cases.report.file": gettext_lazy("Lập phiếu báo cáo ca bệnh của bạn"),
    "cases.outbreak.link": gettext_lazy("Ghi ca của bạn thuộc ổ dịch nào"),
    "isolation.list": gettext_lazy("Thấy bạn trong danh sách lệnh cách ly"),
    "isolation.read": gettext_lazy("Xem lệnh cách ly của bạn"),
    "isolation.preview": gettext_lazy("Xem quy định cách ly áp dụng cho bạn"),
    "isolation.give": gettext_lazy("Ra lệnh cách ly cho bạn"),
    "isolation.propose": gettext_lazy("Đề nghị cách ly bạn, chờ người thứ hai"),
    "isolation.grant": gettext_lazy("Duyệt đề nghị cách ly bạn"),
    "isolation.refuse": gettext_lazy("Không duyệt đề nghị cách ly bạn"),
    "isolation.end": gettext_lazy("Kết thúc lệnh cách ly của bạn"),
    "isolation.site.read": gettext_lazy("Thấy bạn trong danh sách nơi cách ly"),
    "isolation.site.admit": gettext_lazy("Ghi bạn vào nơi cách ly"),
    "isolation.site.release": gettext_lazy("Ghi bạn ra khỏi nơi cách ly"),
    "monitoring.desk": gettext_lazy("Thấy bạn trong danh sách cần gọi"),
    "monitoring.task.read": gettext_lazy("Mở việc cần gọi cho bạn"),
    "monitoring.call": gettext_lazy("Ghi lại cuộc gọi cho bạn"),
    "care.desk": gettext_lazy("Thấy bạn trong danh sách theo dõi tại nhà"),
    "care.waiting": gettext_lazy("Thấy bạn trong danh sách chờ nhận theo dõi tại nhà"),
    "care.household": gettext_lazy("Thấy bạn trong danh sách người cùng nhà"),
    "care.episode.read": gettext_lazy("Mở trang theo dõi tại nhà của bạn"),
    "care.open": gettext_lazy("Nhận theo dõi bạn tại nhà"),
    "care.call": gettext_lazy("Ghi lại cuộc gọi cho bạn"),
    "care.released": gettext_lazy("Kết thúc cách ly tại nhà cho bạn"),
    "care.referred": gettext_lazy("Chuyển bạn đến bệnh viện"),
    "passes.verdict.read": gettext_lazy("Xem màu của bạn"),
    "passes.facts.read": gettext_lazy("Xem dữ kiện để tính màu"),
    "visits:read": gettext_lazy("Xem nơi bạn đã đến"),
    "corrections.queue": gettext_lazy("Thấy yêu cầu sửa dữ liệu của bạn trong danh sách"),
    "corrections.list": gettext_lazy("Xem danh sách yêu cầu sửa dữ liệu"),
    "corrections.read": gettext_lazy("Mở yêu cầu sửa dữ liệu của bạn"),
    "corrections.appeals": gettext_lazy("Thấy khiếu nại của bạn trong danh sách"),
    "corrections.appeal.read": gettext_lazy("Mở khiếu nại của bạn"),
    "corrections.records.read": gettext_lazy("Xem dữ liệu của bạn, cùng với bạn, để sửa"),
    "corrections.ticket.opened_together": gettext_lazy("Mở yêu cầu sửa dữ liệu, cùng với bạn"),
    "corrections.ticket.answered_together": gettext_lazy("Trả lời câu hỏi của cơ quan, cùng với bạn"),
    "corrections.ticket.withdrawn_together": gettext_lazy("Rút yêu cầu sửa dữ liệu, cùng với bạn"),
    "privacy.request.taken_back_together": gettext_lazy("Rút yêu cầu về dữ liệu, cùng với bạn"),
    "corrections.appeal.opened_together": gettext_lazy("Viết khiếu nại màu, cùng với bạn"),
    "workers.own.read": gettext_lazy("Xem đơn vị nào ghi tên bạn, cùng với bạn"),
    "workers.left_together": gettext_lazy("Rút tên bạn khỏi một danh sách, cùng với bạn"),
    "privacy.list": gettext_lazy("Xem các yêu cầu và đồng ý của bạn, cùng với bạn"),
    "privacy.request.asked_together": gettext_lazy("Gửi yêu cầu về dữ liệu, cùng với bạn"),
    "privacy.consent.withdrawn_together": gettext_lazy("Rút lại một đồng ý, cùng với bạn"),
    "privacy.copy.printed": gettext_lazy("In bản sao dữ liệu cho bạn tại bàn"),
    "corrections.granted": gettext_lazy("Đồng ý sửa dữ liệu"),
    "corrections.refused": gettext_lazy("Không đồng ý sửa dữ liệu"),
    "privacy.queue": gettext_lazy("Thấy yêu cầu về dữ liệu của bạn trong danh sách"),
    "privacy.request.read": gettext_lazy("Mở yêu cầu về dữ liệu của bạn"),
    "privacy.identity.unmasked": gettext_lazy("Mở tên và giấy tờ của bạn trong 30 phút"),
    "privacy.identity.read": gettext_lazy("Xem tên và giấy tờ đã mở"),
    "privacy.copy.made": gettext_lazy("Tạo bản sao dữ liệu cho bạn"),
    "privacy.copy.fetched": gettext_lazy("Tải bản sao dữ liệu"),
    "tracing.unmask": gettext_lazy("Mở tên và số điện thoại của bạn trong 30 phút để truy vết"),
    "tracing.unmasked.read": gettext_lazy("Xem tên và số điện thoại đã mở"),
    "tracing.export.holds": gettext_lazy("Xuất ra tệp danh sách truy vết có bạn"),
    "tracing.contact.read": gettext_lazy("Mở trang truy vết của bạn, tên được che"),
    "tracing.meetings.read": gettext_lazy("Xem những lần bạn và ca mắc ở cùng nơi"),
    "tracing.timeline.read": gettext_lazy("Xem nơi bạn đã đến trong những ngày có thể lây"),
}
_BY_DOMAIN: Final = {
    "accounts": gettext_lazy("Việc về tài khoản đăng nhập"),
    "people": gettext_lazy("Việc về thông tin nhận dạng"),
    "records": gettext_lazy("Việc về hồ sơ sức khỏe"),
    "declarations": gettext_lazy("Việc về tờ khai y tế"),
    "identity": gettext_lazy("Việc về đăng ký, chứng minh là ai"),
    "monitoring": gettext_lazy("Việc của y tế phường, xã"),
    "care": gettext_lazy("Việc về theo dõi tại nhà"),
    "passes": gettext_lazy("Việc về màu"),
    "visits": gettext_lazy("Việc về lượt vào ra"),
    "codes": gettext_lazy("Việc về mã QR"),
    "cards": gettext_lazy("Việc về thẻ mã QR"),
    "corrections": gettext_lazy("Việc về sửa dữ liệu, khiếu nại"),
    "privacy": gettext_lazy("Việc về quyền dữ liệu"),
    "messaging": gettext_lazy("Việc về tin nhắn"),
    "tracing": gettext_lazy("Việc truy vết"),
    "cases": gettext_lazy("Việc về ca mắc"),
    "isolation": gettext_lazy("Việc về cách ly"),
    "units": gettext_lazy("Việc về đơn vị"),
    "audit": gettext_lazy("Việc về nhật ký"),
}
_PURPOSES: Final = {
    "correction": gettext_lazy("giải quyết yêu cầu sửa dữ liệu"),
    "appeal": gettext_lazy("trả lời khiếu nại"),
    "rights": gettext_lazy("giải quyết yêu cầu về quyền dữ liệu"),
    "task": gettext_lazy("gọi hỏi thăm sức khỏe"),
    "case": gettext_lazy("quản lý ca mắc"),
    "case report": gettext_lazy("lập phiếu báo cáo ca bệnh"),
    "isolation": gettext_lazy("cách ly y tế"),
    "isolation order": gettext_lazy("in lệnh cách ly"),
    "care": gettext_lazy("theo dõi sức khỏe tại nhà"),
    "care certificate": gettext_lazy("in giấy xác nhận hoàn thành cách ly"),
    "own page": gettext_lazy("trang của chính bạn"),
}


def action_text(action: str) -> str:
    """Return what was done, in plain words."""
    if action in _ACTIONS:
        return str(_ACTIONS[action])
    domain = action.replace(":", ".").partition(".")[0]
    return str(_BY_DOMAIN.get(domain, _("Việc khác")))


def purpose_text(purpose: str) -> str:
    """Return why, in plain words; what an office wrote itself stays as it is."""
    return str(_PURPOSES.get(purpose, purpose))


def office_text(look: Look) -> str:
    """Return which office it was. Names of people are never told."""
    if look.is_system:
        return _("Hệ thống tự động")
    if look.office is None:
        return _("Một tài khoản không còn quyền")
    if look.office.role == "citizen":
        return _("Người giám hộ, hoặc người gửi hộ")
    return _role(look.office)


def _role(office: Office) -> str:
    role = roles().get(office.role)
    if role is None:
        return _("Một vai trò không còn nữa")
    name = role.en if get_language() == "en" else role.vi
    if office.scope_kind is ScopeKind.AREA and office.scope_id is not None:
        try:
            return f"{name} · {area(office.scope_id).name}"
        except AreaNotFound:
            return name
    return name
