"""What is wrong with a consent or a request, said in plain words on the page itself."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.kit.errors import AntoanError

_SAYINGS: Final = {
    "privacy:purpose:changed": gettext_lazy("Nội dung này vừa thay đổi. Hãy đọc lại rồi chọn lần nữa."),
    "privacy:consent:full": gettext_lazy("Hôm nay đã đổi 50 lần. Mai hãy đổi tiếp."),
    "privacy:person:full": gettext_lazy(
        "Bạn đang có 10 yêu cầu chưa xong. Hãy đợi trả lời, hoặc rút bớt một yêu cầu."
    ),
    "privacy:person:full_today": gettext_lazy("Hôm nay đã gửi 10 yêu cầu. Mai hãy gửi tiếp."),
    "privacy:request:duplicate": gettext_lazy("Bạn đã gửi đúng yêu cầu này và đang chờ trả lời."),
    "privacy:request:unreadable": gettext_lazy("Có ô chưa đúng. Hãy xem lại những gì đã chọn."),
    "privacy:request:closed": gettext_lazy("Yêu cầu này đã xong, không thay đổi được nữa."),
    "privacy:request:own": gettext_lazy(
        "Không ai được tự giải quyết việc của mình hoặc của gia đình. Hãy chuyển cho đồng nghiệp."
    ),
    "privacy:purpose:cannot_rest": gettext_lazy(
        "Hệ thống không dừng được việc này cho riêng một người. Hãy từ chối và nêu căn cứ."
    ),
    "privacy:refusal:missing": gettext_lazy("Không đồng ý thì phải chọn một căn cứ pháp luật."),
    "privacy:words:missing": gettext_lazy("Hãy nói rõ, ít nhất 10 chữ cái."),
    "privacy:words:too_long": gettext_lazy("Nhiều nhất 1.000 chữ cái."),
    "people:person:absent": gettext_lazy("Việc này chỉ làm khi người này có mặt tại bàn."),
    "privacy:copy:not_ready": gettext_lazy("Bản sao chưa có, hoặc đã hết hạn tải. Hãy yêu cầu bản mới."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error; the general ones where there are none of its own."""
    return str(_SAYINGS.get(error.code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa."))
