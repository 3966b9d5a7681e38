"""The words the gate's scripts say, in the reader's language. `{name}` is filled in by the script."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.entrypoints.web.shared import camera, colours

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
    "kept_declared": _("Đã khai báo hộ. Đây là kết quả mới."),
    "kept_declared_waits": _("Đã khai báo hộ. Tờ khai chờ người này xác nhận qua tin nhắn."),
    "yes": _("Có"),
    "no": _("Không"),
    "declare_missing": _("Chưa trả lời:"),
    "declare_away": _("Mất mạng, chưa gửi được. Thử lại, hoặc mời người này khai trên điện thoại hay giấy."),
    "declare_refused": _("Câu trả lời hoặc mã không được nhận. Hãy xem lại."),
    "local_forged": _("Mã giả: chữ ký không đúng."),
    "local_expired": _("Mã đã hết hạn."),
    "local_revoked": _("Mã đã bị thu hồi."),
    "local_genuine": _("Mã thật, nhưng đang mất mạng nên chưa biết màu."),
    "local_unchecked": _("Đang mất mạng, chưa kiểm tra được mã này."),
    "local_unsigned": _("Mã do ứng dụng khác cấp, không có chữ ký. Đang mất mạng nên chưa biết là ai."),
    "local_former": _("Mã của ứng dụng cũ: {app}. Mã này không chứng minh gì ở đây."),
    "local_dynamic": _("Mã động chỉ kiểm tra được khi có mạng."),
    "local_outdated": _("Trang này đã cũ nên không còn nói màu. Hãy tải lại trang khi có mạng."),
    "local_stopped": _("Đang tạm ngừng quét mã. Lượt này không được ghi."),
    "local_lapsed": _("Máy này lâu chưa có mạng, quy định lưu trên máy đã quá hạn nên không nói màu."),
    "stopped": _("Đang tạm ngừng quét mã: {text}"),
    "local_unreadable": _("Không đọc được mã này."),
    "local_clock": _("Giờ trên máy bị sai. Hãy chỉnh lại giờ rồi quét lần nữa."),
    "kept_aboard": _("Đã thêm vào xe này. Ghi khi bấm Xong xe này."),
    "challenge": _("Hình hôm nay: {word} {number}"),
    "vehicle_count": _("Đã quét {count} người."),
    "vehicle_missing": _("Đã quét {count} người, còn {missing} người."),
    "vehicle_ask": _("Cần hỏi: {who}"),
    "vehicle_somebody": _("người chưa rõ"),
    "seat_noted": _("Đã ghi ghế {seat}."),
    "people_visits_check_seat": _("Số ghế gồm chữ số và nhiều nhất một chữ cái, ví dụ 12A."),
    "visitor_noted": _("Đã ghi khách."),
    "override_given": _("Đã ghi quyết định cho vào. Hôm nay cổng này còn {left} lần."),
    "people_away": _("Không có mạng. Hãy thử lại khi có mạng."),
    "people_refused": _("Máy chủ không nhận. Hãy xem lại những gì đã nhập."),
    "people_gates_person_unknown": _("Không biết mã này là của ai nên không ghi được."),
    "people_gates_override_refused": _("Tên đăng nhập hoặc mã 6 số không đúng, hoặc người này không phụ trách ở đây."),
    "people_gates_override_too_many_tries": _("Sai mã quá nhiều lần. Hãy đợi một giờ, hoặc gọi đơn vị."),
    "people_gates_override_quota": _("Hôm nay đã hết số lần được cho vào trái với màu."),
    "people_gates_registration_too_many": _("Máy này đã cấp quá nhiều mã trong một giờ. Hãy đợi."),
    "local_listed_green": _("Danh sách tình trạng của thành phố: xanh."),
    "local_listed_yellow": _("Danh sách tình trạng của thành phố: vàng."),
    "local_listed_red": _("Danh sách tình trạng của thành phố: đỏ."),
    "wiped": _("Dữ liệu cổng trên máy đã được xóa theo yêu cầu của đơn vị. Các lượt chưa gửi vẫn còn."),
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
    **camera.FAULTS,
    "camera_none": _("Máy không có camera. Hãy dùng máy quét cầm tay, hoặc gõ mã ngắn ở dưới."),
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
    "steps_dynamic": [
        _("Đang mất mạng: mời người này chuyển sang mã thường trên trang Mã của tôi, hoặc đưa thẻ in, rồi quét lại."),
        _("Không có: quét căn cước công dân hoặc thẻ bảo hiểm y tế."),
    ],
    "steps_stale": [
        _("Mời mở lại trang Mã của tôi: mã đang chạy đổi mỗi 30 giây. Ảnh chụp màn hình không dùng được."),
        _("Điện thoại sai giờ hoặc hỏng: dùng mã thường, thẻ in, căn cước công dân."),
    ],
    "steps_used": [
        _("Đợi mã mới, tối đa 30 giây, trên chính điện thoại của người này rồi quét lại."),
        _("Không có mã mới: đối chiếu giấy tờ tùy thân."),
    ],
    "steps_replayed": [
        _("Mã này vừa được dùng ở cổng khác. Xem mã trên chính điện thoại của người này, đợi mã mới rồi quét lại."),
        _("Không có mã mới: đối chiếu giấy tờ tùy thân. Hệ thống đã ghi lại để chủ mã biết."),
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
    "steps_former": [
        _("Mời đưa mã An Toàn: trên điện thoại, thẻ in hoặc mã ngắn 9 ký tự."),
        _("Không có: quét căn cước công dân hoặc thẻ bảo hiểm y tế, hoặc cấp mã tại cổng."),
        _NOT_A_FAULT,
    ],
    "steps_stopped": [
        _("Không phải lỗi của người được quét, cũng không phải lỗi của máy."),
        _("Nếu cho vào, ghi họ tên và giờ vào sổ giấy. Làm theo hướng dẫn của đơn vị."),
    ],
    "steps_lapsed": [
        _("Nối mạng cho máy này rồi quét lại. Lượt quét vẫn được lưu trên máy."),
        _CHECK_PAPERS,
    ],
    "steps_unsigned": [
        _("Mã do nền tảng khác cấp, không có chữ ký. Hãy so với giấy tờ tùy thân."),
        _NOT_A_FAULT,
    ],
}  # fmt: skip
