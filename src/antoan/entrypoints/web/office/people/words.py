"""Words of the desk for people."""

from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.people.values import Birth
from antoan.kit.errors import AntoanError

_SAYINGS: Final[dict[str, Promise]] = {
    "people:search:too_vague": gettext_lazy(
        "Hãy cho biết hai trong ba điều: họ tên, ngày sinh, số giấy tờ; và lý do tìm. Chỉ một con số thì không tìm được ai."
    ),
    "people:person:registered": gettext_lazy(
        "Người này đã đăng ký với giấy tờ này. Hãy tìm thay vì tạo mới."
    ),
    "people:document:taken": gettext_lazy(
        "Giấy tờ này đã thuộc về người khác tên hoặc ngày sinh. Hãy xem kỹ lại giấy tờ; không gộp hai người làm một."
    ),
    "people:document:unreadable": gettext_lazy("Số giấy tờ không đúng dạng. Hãy gõ như in trên giấy."),
    "permission:denied": gettext_lazy("Bạn chỉ làm được việc này với người ở địa bàn của mình."),
    "audit:reads:spent": gettext_lazy(
        "Bạn đã mở dữ liệu của quá nhiều người trong một giờ. Hãy đợi một giờ."
    ),
    "people:merge:impossible": gettext_lazy("Hãy chọn hai hồ sơ khác nhau."),
    "identity:case:own": gettext_lazy(
        "Không ai được tự giải quyết việc của mình hoặc của gia đình. Hãy chuyển cho đồng nghiệp."
    ),
    "identity:merge:unclear": gettext_lazy("Hãy ghi lý do, từ 5 đến 150 chữ cái."),
    "identity:merge:twice": gettext_lazy(
        "Một trong hai hồ sơ đã được gộp trước đó. Hãy hoàn tác lần đó trước."
    ),
    "identity:merge:too_large": gettext_lazy(
        "Hai hồ sơ có quá nhiều dữ liệu để gộp tại bàn. Hãy báo Sở Y tế."
    ),
    "identity:merge:over": gettext_lazy("Đã quá bảy ngày nên không hoàn tác được nữa."),
    "identity:helper:unclear": gettext_lazy(
        "Hãy xem lại tên đăng nhập, và chọn ngày cuối cùng từ hôm nay đến 30 ngày tới."
    ),
    "identity:helper:not_found": gettext_lazy("Quyền của người này đã kết thúc."),
    "identity:helper:too_many": gettext_lazy("Phường, xã này đã đủ 200 tình nguyện viên."),
    "fieldwork:form:cannot": gettext_lazy(
        "Không làm như vậy được: phiếu chưa đọc được, hoặc không có hồ sơ bên cạnh. Hãy chọn cách khác."
    ),
    "fieldwork:form:decided": gettext_lazy("Phiếu này đã có người quyết định."),
    "accounts:grant:oneself": gettext_lazy("Không ai tự giao quyền cho mình."),
    "phone:unreadable": gettext_lazy("Hãy nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error; the general ones where there are none of its own."""
    return str(_SAYINGS.get(error.code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa."))


def birth_in_words(birth: Birth) -> str:
    """Return a birth date, or its year where the day is not known."""
    return date_format(birth.on, "d/m/Y") if birth.is_day_known else str(birth.on.year)
