"""What the script of a person's form needs: the QR reader and its words."""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _


def person_form_data() -> dict[str, Any]:
    """Return addresses and words; nothing of anybody."""
    return {
        "reader": static("shared/build/zxing_reader.wasm"),
        "texts": {
            "filled_cccd": _("Đã điền theo thẻ căn cước. Hãy xem lại từng ô."),
            "filled_bhyt": _("Đã điền theo thẻ bảo hiểm y tế. Hãy xem lại từng ô."),
            "filled_personal": _("Đã điền theo mã QR cá nhân. Hãy xem lại từng ô."),
            "other": _(
                "Đây không phải mã trên thẻ căn cước, thẻ bảo hiểm y tế hay mã QR cá nhân. Hãy quét mã khác."
            ),
            "camera_insecure": _(
                "Máy chỉ mở được camera khi địa chỉ trang bắt đầu bằng https. Hãy gõ bằng tay."
            ),
            "camera_none": _("Máy không có camera. Hãy gõ bằng tay."),
            "camera_denied": _("Trình duyệt chưa được phép dùng camera. Hãy cho phép, hoặc gõ bằng tay."),
            "camera_busy": _("Ứng dụng khác đang giữ camera. Hãy đóng ứng dụng đó, hoặc gõ bằng tay."),
            "camera_reader": _("Bộ đọc mã chưa tải được. Hãy nối mạng rồi thử lại, hoặc gõ bằng tay."),
            "found_none": _("Không thấy phường, xã nào. Hãy thử tên cũ, hoặc chọn trong danh sách."),
            "found_some": _("{count} phường, xã khớp. Hãy chọn một."),
            "formerly": _("trước đây: {names}"),
            "every_district": _("Tất cả"),
        },
    }
