"""What is wrong with a photo or a ticket, said in plain words on the page itself."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.kit.errors import AntoanError

_SAYINGS: Final = {
    "files:picture:too_large": gettext_lazy("Ảnh lớn hơn 12 MB. Hãy chụp lại với cỡ nhỏ hơn."),
    "files:picture:too_many_pixels": gettext_lazy("Ảnh có quá nhiều điểm ảnh. Hãy chụp lại với cỡ nhỏ hơn."),
    "files:picture:unreadable": gettext_lazy(
        "Không đọc được tệp này. Chỉ nhận ảnh JPEG, PNG hoặc WebP: hãy chụp lại."
    ),
    "files:picture:pdf": gettext_lazy("Không nhận tệp PDF. Hãy chụp ảnh tờ giấy rồi gửi ảnh."),
    "files:picture:heic": gettext_lazy(
        "Không nhận ảnh HEIC. Trong cài đặt camera, chọn JPEG (tương thích nhất) rồi chụp lại."
    ),
    "files:owner:full": gettext_lazy("Đã có 5 ảnh. Hãy bỏ một ảnh trước khi thêm ảnh khác."),
    "files:person:full": gettext_lazy(
        "Hôm nay đã gửi 20 ảnh, không thêm được nữa. Mai gửi tiếp, hoặc mang giấy đến phường, xã."
    ),
    "corrections:person:full": gettext_lazy(
        "Bạn đang có 5 yêu cầu chưa xong. Hãy đợi trả lời, hoặc rút bớt một yêu cầu."
    ),
    "corrections:person:full_today": gettext_lazy(
        "Hôm nay đã gửi 10 yêu cầu. Mai gửi tiếp, hoặc đến phường, xã."
    ),
    "corrections:ticket:duplicate": gettext_lazy("Đã có một yêu cầu về đúng dữ liệu này, đang chờ trả lời."),
    "corrections:ticket:unreadable": gettext_lazy(
        "Có ô chưa đúng. Hãy xem lại ngày tháng và những gì đã điền."
    ),
    "corrections:ticket:closed": gettext_lazy("Yêu cầu này đã xong, không thay đổi được nữa."),
    "corrections:ticket:own": gettext_lazy(
        "Không ai được tự giải quyết việc của mình, của gia đình, hoặc việc do chính mình gửi. Hãy chuyển cho đồng nghiệp."
    ),
    "corrections:ticket:impossible": gettext_lazy(
        "Điều này không thể xảy ra (ngày ở tương lai, trước ngày sinh, hoặc vắc xin không có). Hãy hỏi thêm hoặc từ chối."
    ),
    "corrections:words:missing": gettext_lazy("Hãy nói rõ lý do, ít nhất 10 chữ cái."),
    "corrections:words:too_long": gettext_lazy("Nhiều nhất 1.000 chữ cái."),
    "corrections:appeal:nothing": gettext_lazy("Màu đang xanh hoặc chưa rõ, nên không có gì để khiếu nại."),
    "corrections:appeal:open": gettext_lazy("Bạn đã khiếu nại và đang chờ trả lời."),
    "corrections:appeal:correction_missing": gettext_lazy(
        "Màu chỉ đổi khi dữ liệu được sửa: hãy ghi số yêu cầu đã được đồng ý sau khi có khiếu nại này."
    ),
    "records:recovery:implausible": gettext_lazy(
        "Không ai khỏi bệnh trước ngày thứ bảy, hoặc ở một ngày chưa tới."
    ),
    "records:test:differs": gettext_lazy(
        "Cùng lần lấy mẫu này đã có kết quả khác. Hãy xem lại kết quả đó trước."
    ),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error; the general ones where there are none of its own."""
    return str(_SAYINGS.get(error.code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa."))
