"""The words the gate's scripts say, in the reader's language. `{name}` is filled in by the script."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.entrypoints.web.shared import colours

TEXTS: Final = {
    **{f"colour_{colour}": word for colour, word in colours.WORDS.items()},
    "gender_male": _("nam"),
    "gender_female": _("nữ"),
    "gender_unknown": "",
    "went_in": _("Đã ghi: vào"),
    "went_out": _("Đã ghi: ra"),
    "went_auto": _("Vào hay ra: tự động"),
    "kept_not_recorded": _("Lượt này không được ghi lại."),
    "kept_queued": _("Đã lưu trên máy, sẽ gửi khi có mạng."),
    "kept_queue_full": _("Máy đã đầy, lượt này KHÔNG được lưu. Hãy ghi vào sổ giấy."),
    "local_forged": _("Mã giả: chữ ký không đúng."),
    "local_expired": _("Mã đã hết hạn."),
    "local_revoked": _("Mã đã bị thu hồi."),
    "local_genuine": _("Mã thật, nhưng đang mất mạng nên chưa biết màu."),
    "local_unchecked": _("Đang mất mạng, chưa kiểm tra được mã này."),
    "local_unreadable": _("Không đọc được mã này."),
    "local_clock": _("Giờ trên máy bị sai. Hãy chỉnh lại giờ rồi quét lần nữa."),
    "last_known": _("Theo lần kiểm tra gần nhất lúc {at}."),
    "online": _("Có mạng"),
    "offline": _("Mất mạng"),
    "sending": _("Đang gửi {done}/{total} lượt đã lưu"),
    "report_sent": _("Đã gửi {sent} lượt lưu khi mất mạng, ghi được {recorded}."),
    "report_refused": _("{count} lượt không đọc được mã."),
    "report_expired": _("{count} lượt quá 7 ngày nên bị bỏ."),
    "outdated": _("Trang này đã cũ. Hãy tải lại trang khi có mạng."),
    "failed": _("Trang gặp lỗi. Hãy tải lại trang; các lượt đã lưu vẫn còn."),
    "revoked": _("Thiết bị này đã bị thu hồi. Mọi dữ liệu của cổng trên máy đã được xóa."),
    "revoked_lost": _(
        "Thiết bị này đã bị thu hồi. Mọi dữ liệu của cổng trên máy đã được xóa, kể cả {count} lượt chưa gửi."
    ),
    "camera_insecure": _("Máy chỉ mở được camera khi địa chỉ trang bắt đầu bằng https. Hãy mở lại đúng địa chỉ."),
    "camera_none": _("Máy không có camera. Hãy dùng máy quét cầm tay, hoặc gõ mã ngắn ở dưới."),
    "camera_denied": _(
        "Trình duyệt chưa được phép dùng camera. Bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép Camera, rồi thử lại."
    ),
    "camera_busy": _("Ứng dụng khác đang giữ camera. Hãy đóng ứng dụng đó rồi thử lại."),
    "camera_reader": _("Bộ đọc mã chưa tải được. Hãy nối mạng và tải lại trang một lần."),
    "enrol_no_secret": _("Địa chỉ thiếu mã ghi danh. Hãy quét lại mã QR mà quản trị đơn vị đưa ra."),
    "enrol_away": _("Không có mạng. Hãy nối mạng rồi thử lại."),
    "enrol_refused": _("Mã ghi danh đã dùng hoặc đã hết hạn. Hãy nhờ quản trị đơn vị tạo mã mới."),
    "enrolled": _("Máy này đã là thiết bị của {gate}, {place}."),
}  # fmt: skip

_CHECK_PAPERS: Final = _("Xem giấy tờ tùy thân và giấy xác nhận tiêm chủng, khỏi bệnh hoặc xét nghiệm.")
_NOT_A_FAULT: Final = _("Giải thích nhẹ nhàng: đây không phải lỗi của người được quét.")

# What to do now (features row 86). By reason first, then by colour.
LINES: Final = {
    "steps_red": [
        _("Chưa cho vào. Giữ khoảng cách 2 m, cả hai đeo khẩu trang."),
        _("Mời người này sang chỗ chờ riêng, thoáng khí, không để đám đông nhìn thấy màn hình."),
        _("Gọi trạm y tế phường, xã hoặc 1022 và làm theo hướng dẫn."),
    ],
    "steps_black": [
        _CHECK_PAPERS,
        _("Sai dữ liệu tiêm chủng: sửa tại tiemchungcovid19.gov.vn. Sai dữ liệu khỏi bệnh: Ủy ban nhân dân phường, xã."),
    ],
    "steps_forged": [
        _("Không nhận mã này. Đừng giữ giấy tờ hay điện thoại của người ta."),
        _("Mời xuất trình mã khác: mã trên ứng dụng, thẻ in, căn cước công dân hoặc thẻ bảo hiểm y tế."),
        _("Báo cho quản trị đơn vị."),
    ],
    "steps_revoked": [
        _("Mã này đã được thay bằng mã mới. Mời mở lại trang Mã của tôi, hoặc đưa thẻ mới."),
        _("Không có mã mới: quét căn cước công dân hoặc thẻ bảo hiểm y tế."),
    ],
    "steps_expired": [
        _("Mời mở lại trang Mã của tôi khi có mạng để lấy mã mới."),
        _("Thẻ in hết hạn: Ủy ban nhân dân phường, xã in lại. Trong lúc chờ, quét căn cước công dân."),
    ],
    "steps_unknown": [
        _("Chưa rõ không phải là cấm, cũng không phải là được vào."),
        _CHECK_PAPERS,
        _("Nếu cho vào, ghi họ tên và giờ vào sổ giấy."),
    ],
    "steps_unreadable": [
        _("Lau màn hình, tăng độ sáng, đưa mã cách camera khoảng 15 cm rồi quét lại."),
        _("Vẫn không được: gõ mã ngắn 9 ký tự, hoặc quét căn cước công dân, thẻ bảo hiểm y tế."),
    ],
    "steps_unsigned": [
        _("Mã do nền tảng khác cấp, không có chữ ký. Hãy so với giấy tờ tùy thân."),
        _NOT_A_FAULT,
    ],
}  # fmt: skip
