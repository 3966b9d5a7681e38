"""What went wrong when somebody proves who they are, in plain words that say what to do next."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.identity.limits import PROOF_TRIES_PER_DAY_MAX
from antoan.kit.errors import AntoanError

_SAYINGS: Final[dict[str, Promise]] = {
    "phone:unreadable": gettext_lazy("Hãy nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678."),
    "identity:phone:not_mobile": gettext_lazy(
        "Mã chỉ gửi được tới số di động Việt Nam, bắt đầu bằng 03, 05, 07, 08 hoặc 09."
    ),
    "identity:code:too_soon": gettext_lazy("Vừa có một mã gửi tới số này. Hãy đợi một phút rồi thử lại."),
    "identity:code:too_many": gettext_lazy(
        "Đã gửi quá nhiều mã. Hãy thử lại sau một giờ, hoặc dùng mã kích hoạt in tại phường, xã."
    ),
    "identity:phone:locked": gettext_lazy(
        "Nhập sai quá nhiều lần nên tạm khóa. Hãy thử lại sau một giờ, hoặc dùng mã kích hoạt in tại phường, xã."
    ),
    "identity:check:gone": gettext_lazy("Đã quá lâu. Hãy bắt đầu lại từ số điện thoại."),
    "identity:code:unreadable": gettext_lazy("Mã có đúng 6 chữ số. Hãy xem lại tin nhắn."),
    "identity:code:wrong": gettext_lazy("Mã không đúng. Hãy xem lại tin nhắn mới nhất."),
    "identity:code:expired": gettext_lazy("Mã đã hết hạn. Hãy bấm Gửi lại mã."),
    "identity:code:spent": gettext_lazy("Đã nhập sai quá 5 lần. Hãy bắt đầu lại để nhận mã mới."),
    "identity:proof:wrong": gettext_lazy("Không khớp. Hãy nhập lại."),
    "identity:proof:locked": gettext_lazy(
        "Đã trả lời sai quá nhiều lần. Hãy thử lại vào ngày mai, hoặc mang giấy tờ đến phường, xã lấy mã kích hoạt."
    ),
    "identity:proof:impossible": gettext_lazy(
        "Hồ sơ này chưa có gì để hỏi. Hãy mang giấy tờ đến phường, xã lấy mã kích hoạt."
    ),
    "identity:account:closed": gettext_lazy("Tài khoản này đã bị khóa. Hãy gọi 1022."),
    "people:person:not_found": gettext_lazy("Hãy chọn một người trong danh sách."),
    "identity:registration:too_many": gettext_lazy(
        "Hôm nay số điện thoại này đã đăng ký đủ số người. Mai đăng ký tiếp, hoặc đến phường, xã."
    ),
    "identity:registration:taken": gettext_lazy("Mẫu này đã gửi từ nơi khác. Hãy bắt đầu lại."),
    "identity:activation:wrong": gettext_lazy(
        "Mã này không dùng được: gõ nhầm, đã dùng rồi hoặc đã hết hạn. Hãy xem lại tờ giấy, hoặc xin mã mới."
    ),
    "identity:activation:impossible": gettext_lazy(
        "Không có ai có giấy tờ và ngày sinh này trong phường, xã của bạn. Hãy xem lại giấy tờ, hoặc đăng ký mới."
    ),
    "identity:activation:too_many": gettext_lazy("Hôm nay bạn đã in đủ số mã cho phép."),
    "identity:family:full": gettext_lazy("Bạn đã khai báo hộ đủ số người cho phép."),
    "identity:invitation:too_many": gettext_lazy("Hôm nay bạn đã gửi đủ 5 lời hỏi. Mai gửi tiếp."),
    "identity:invitation:gone": gettext_lazy(
        "Lời hỏi này không còn: đã trả lời, đã hết hạn, hoặc gõ nhầm số."
    ),
    "people:dependant:impossible": gettext_lazy("Đây là thông tin của chính bạn."),
    "identity:case:closed": gettext_lazy("Đăng ký này đã được giải quyết."),
    "identity:case:own": gettext_lazy(
        "Không ai được tự giải quyết việc của mình hoặc của gia đình. Hãy chuyển cho đồng nghiệp."
    ),
    "identity:case:paper_not_seen": gettext_lazy(
        "Chỉ được làm việc này khi đã xem giấy tờ gốc và gặp đúng người. Hãy hỏi giấy tờ trước."
    ),
    "people:document:unreadable": gettext_lazy("Số giấy tờ không đúng dạng. Hãy gõ như in trên giấy."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error; the general ones where there are none of its own."""
    return str(_SAYINGS.get(error.code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa."))


def proof_tries() -> int:
    """Return how many answers are taken in a day; pages say it before anybody answers."""
    return PROOF_TRIES_PER_DAY_MAX
