"""What can go wrong at this desk, said so that it can be mended."""

from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.kit.errors import AntoanError

_FAULTS: Final = {
    "care:episode:ended": gettext_lazy("Việc theo dõi này đã kết thúc."),
    "care:episode:own": gettext_lazy(
        "Không ai tự quyết định cho mình hay cho gia đình. Hãy chuyển cho đồng nghiệp."
    ),
    "care:eligibility:unfit": gettext_lazy(
        "Theo quy định đang có hiệu lực, người này không theo dõi tại nhà."
    ),
    "care:eligibility:unanswered": gettext_lazy("Hãy trả lời đủ các câu; số đo trong giới hạn có thể."),
    "care:household:full": gettext_lazy("Danh sách người cùng nhà đã đầy."),
    "care:calls:full": gettext_lazy("Đã ghi quá nhiều cuộc gọi cho người này."),
    "care:words:missing": gettext_lazy("Hãy ghi lý do, từ 5 đến 500 chữ cái."),
    "care:line:level": gettext_lazy("Không có cấp này."),
    "care:area:basis": gettext_lazy("Hãy ghi quyết định làm căn cứ, từ 5 đến 120 chữ cái."),
    "monitoring:task:closed": gettext_lazy("Việc này đã kết thúc."),
    "monitoring:task:full": gettext_lazy("Việc này đã thử quá nhiều lần: hãy chọn một kết quả kết thúc."),
    "monitoring:task:own": gettext_lazy(
        "Không ai tự làm việc của mình hay của gia đình. Hãy chuyển cho đồng nghiệp."
    ),
    "monitoring:outcome:unknown": gettext_lazy("Hãy chọn kết quả cuộc gọi."),
    "monitoring:words:too_long": gettext_lazy("Nhiều nhất 1.000 chữ cái."),
    "phone:unreadable": gettext_lazy("Số điện thoại không đúng."),
    "declarations:person:full": gettext_lazy("Hôm nay đã khai quá nhiều lần cho người này."),
}


def saying(error: AntoanError) -> str:
    """Return a fault in words; raise it on where this desk has none: it is not the officer's to mend."""
    if error.code == "care:release:not_yet":
        day = date_format(error.context["ends_on"], "d/m/Y")  # type: ignore[arg-type]
        return _("Chưa kết thúc được; theo quy định đang có hiệu lực là ngày %(day)s.") % {"day": day}
    if error.status == 404 or error.code not in _FAULTS:
        raise error
    return str(_FAULTS[error.code])
