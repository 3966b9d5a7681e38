"""What a clinic is told when something cannot be done, and concerns in one line."""

from collections.abc import Iterable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.records.values import Doubt
from antoan.entrypoints.web.shared.doubts import DOUBTS
from antoan.kit.errors import AntoanError

_SAYINGS: Final[dict[str, Promise]] = {
    "codes:former:proves_nothing": _(
        "Đây là mã của ứng dụng cũ, không nói được là của ai. Hãy quét căn cước công dân, thẻ bảo hiểm y tế hoặc mã An Toàn."
    ),
    "vaccination:plan:unreadable": _("Tên, ngày, giờ hoặc số lượng chưa khớp nhau. Hãy xem lại."),
    "vaccination:list:full": _("Danh sách đã đủ 200.000 người. Hãy mở chiến dịch khác."),
    "vaccination:session:full": _("Đã mời đủ số người buổi tiêm này nhận được."),
    "vaccination:session:closed": _("Buổi tiêm này không mở hôm nay, hoặc đã kết thúc."),
    "vaccination:person:unknown": _(
        "Mã này không của ai ở đây. Hãy quét lại, hoặc mời người đó qua bàn đăng ký."
    ),
    "vaccination:lot:not_brought": _(
        "Lô này không được mang đến buổi tiêm, hoặc đã hết hạn. Đừng dùng lọ này."
    ),
    "vaccination:lot:used_up": _("Số mũi của lô này đã hết. Hãy đếm lại lọ."),
    "vaccination:person:done": _("Người này đã được ghi mũi tiêm ở buổi này rồi."),
    "vaccination:entry:undo_too_late": _(
        "Quá 10 phút, không hoàn tác được nữa. Hãy báo người phụ trách hồ sơ."
    ),
    "vaccination:entry:taken": _("Màn hình này đã cũ. Hãy tải lại rồi quét lại."),
    "laboratory:barcode:unreadable": _("Không đọc được mã vạch. Hãy quét lại."),
    "laboratory:tube:taken": _("Ống này đã dùng cho việc khác. Hãy lấy ống mới."),
    "laboratory:tube:full": _("Ống này đã đủ người. Hãy mở ống mới."),
    "laboratory:tube:done": _("Ống này đã có kết quả, không thêm người được."),
    "laboratory:tube:empty": _("Ống này chưa có mẫu của ai."),
    "laboratory:result:differs": _(
        "Ống này đã có kết quả khác. Người phụ trách hồ sơ phải hủy kết quả cũ trước."
    ),
    "laboratory:person:unknown": _(
        "Mã này không của ai ở đây. Hãy quét lại, hoặc mời người đó qua bàn đăng ký."
    ),
    "laboratory:page:stale": _("Màn hình này đã cũ. Hãy tải lại rồi quét lại."),
    "laboratory:result:unreadable": _("Kết quả hoặc giờ có kết quả không hợp lý. Hãy xem lại."),
    "laboratory:bundle:unreadable": _("Tệp này không phải gói kết quả FHIR đọc được. Chưa nhận kết quả nào."),
    "laboratory:bundle:too_large": _("Tệp quá lớn: nhiều nhất 5.000 kết quả, 10 MB. Hãy gửi làm nhiều lần."),
    "records:test:differs": _("Người này đã có kết quả khác của cùng mẫu."),
    "reception:desk:unreadable": _("Hãy đặt tên, chọn cửa vào, và ghi hai phòng khác nhau."),
    "reception:person:unknown": _(
        "Mã này không của ai ở đây. Hãy quét lại, hoặc mời người đó qua bàn đăng ký."
    ),
    "reception:day:full": _("Hôm nay bàn này đã phát đủ 20.000 số."),
    "reception:row:empty": _("Hàng này không còn ai chờ."),
    "declarations:person:full": _("Hôm nay đã khai quá nhiều lần cho người này."),
    "declarations:declaration:taken": _("Màn hình này đã cũ. Hãy tải lại rồi quét lại."),
    "records:lot:differs": _("Lô này đã có trong sổ lô với hạn dùng khác. Hãy so với giấy của lô."),
    "records:record:own": _("Bạn đã nhập mục này, nên đồng nghiệp khác phải xem."),
    "records:record:impossible": _(
        "Điều này không thể xảy ra, không ai xác nhận được. Hãy hủy và nhập lại theo giấy."
    ),
    "records:record:reason_missing": _("Hãy ghi lý do, ít nhất 5 chữ cái. Người đó đọc được."),
    "records:record:unreadable": _("Nội dung ghi chưa đọc được. Hãy xem lại."),
}


def saying(error: AntoanError) -> str:
    """Return an error in words; the error itself goes on when there are none."""
    if error.status in (403, 404) or error.code not in _SAYINGS:
        raise error
    return str(_SAYINGS[error.code])


def in_words(code: str) -> str:
    """Return the code of an error in words; the code itself where there are none."""
    return str(_SAYINGS.get(code, code))


def concerns_in_words(doubts: Iterable[Doubt]) -> str:
    """Return doubts as one line."""
    return ", ".join(str(DOUBTS[doubt]) for doubt in doubts)
