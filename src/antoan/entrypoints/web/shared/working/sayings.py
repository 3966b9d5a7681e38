"""What can be wrong with staff lists, said in plain words on the page itself."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.kit.errors import AntoanError

_SAYINGS: Final = {
    "imports:file:too_large": gettext_lazy("Tệp lớn hơn 12 MB. Hãy bỏ ảnh, hoặc chia danh sách thành nhiều tệp."),
    "imports:file:missing": gettext_lazy("Chưa chọn tệp, hoặc tệp trống."),
    "imports:run:under_way": gettext_lazy("Đang xử lý một tệp khác. Hãy đợi tệp đó xong."),
    "imports:run:taken": gettext_lazy("Trang này đã dùng cho tệp khác. Hãy tải lại trang rồi gửi."),
    "imports:owner:full": gettext_lazy("Hôm nay đã gửi 30 tệp. Mai gửi tiếp."),
    "imports:run:moved_on": gettext_lazy("Tệp này đã sang bước khác. Hãy tải lại trang."),
    "imports:run:undo_too_late": gettext_lazy("Chỉ bỏ được trong 30 ngày sau khi nạp."),
    "cards:roster:in_use": gettext_lazy("Đã làm thẻ theo danh sách này. Hãy thu hồi loạt thẻ đó trước."),
    "workers:import:in_use": gettext_lazy("Có người của tệp này trong danh sách đã nộp hoặc đã duyệt. Hãy rút danh sách đó trước."),
    "workers:worker:listed": gettext_lazy("Người này (hoặc số giấy tờ này) đã có trong danh sách."),
    "workers:list:full": gettext_lazy("Danh sách đã có 100.000 người, không thêm được nữa."),
    "workers:cohort:unreadable": gettext_lazy("Tổ cần có tên (nhiều nhất 80 chữ), giờ ca có đủ đầu và cuối, xét nghiệm từ 1 đến 60 ngày một lần."),
    "workers:cohort:taken": gettext_lazy("Đã có tổ tên này."),
    "workers:cohort:in_use": gettext_lazy("Trong tổ còn người. Hãy chuyển họ sang tổ khác trước."),
    "workers:cohort:full": gettext_lazy("Đơn vị đã có 200 tổ, không thêm được nữa."),
    "workers:contact:unreadable": gettext_lazy("Hãy ghi tên và số điện thoại 10 chữ số của người nhận tin."),
    "workers:contact:missing": gettext_lazy("Hãy ghi tên và số điện thoại của người nhận tin trước khi nộp."),
    "workers:quota:unreadable": gettext_lazy("Chưa đặt được. Hãy xem lại: ngày bắt đầu từ hôm nay, ngày hết sau ngày bắt đầu, số không âm, tỷ lệ từ 0 đến 100, đơn vị nằm trong khu vực."),
    "workers:submission:empty": gettext_lazy("Danh sách chưa có ai. Hãy thêm người trước khi nộp."),
    "workers:submission:waits": gettext_lazy("Một danh sách của đơn vị đang chờ duyệt. Hãy đợi, hoặc rút danh sách đó."),
    "workers:submission:over_quota": gettext_lazy("Số người nhiều hơn số được phép. Hãy xem bảng số liệu."),
    "workers:submission:decided": gettext_lazy("Danh sách này đã được giải quyết hoặc đã rút."),
    "workers:submission:reason": gettext_lazy("Hãy nói rõ lý do, từ 10 đến 500 chữ cái; đơn vị đọc được."),
    "workers:submission:plan": gettext_lazy("Phương án dài nhất 2.000 chữ cái."),
    "workers:submission:term": gettext_lazy("Ngày hết hiệu lực phải từ ngày mai, và không quá 90 ngày."),
    "workers:worker:nobody_fits": gettext_lazy("Người này khác quá nhiều về họ tên, ngày sinh hoặc giấy tờ, nên không ghép được."),
    "people:document:taken": gettext_lazy("Số giấy tờ này thuộc hồ sơ có họ tên hoặc ngày sinh khác. Hãy trả lại đơn vị để xem giấy gốc."),
    "people:person:registered": gettext_lazy("Người này đã có hồ sơ. Hãy tải lại trang và ghép với hồ sơ đó."),
    "people:person:unreadable": gettext_lazy("Thông tin của người này chưa đúng, nên chưa đăng ký được."),
}  # fmt: skip


def saying(error: AntoanError) -> str:
    """Return plain words for an error; the general ones where there are none of its own."""
    return str(_SAYINGS.get(error.code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa."))
