"""What a page says when there is no picture from the camera. Every page with a camera says it in these words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

FAULTS: Final = {
    "camera_insecure": _("Máy chỉ mở được camera khi địa chỉ trang bắt đầu bằng https. Hãy mở lại đúng địa chỉ."),
    "camera_denied": _(
        "Trình duyệt chưa được phép dùng camera. Bấm biểu tượng ổ khóa cạnh địa chỉ trang, cho phép Camera, rồi thử lại."
    ),
    "camera_busy": _("Ứng dụng khác đang giữ camera. Hãy đóng ứng dụng đó rồi thử lại."),
    "camera_reader": _("Bộ đọc mã chưa tải được. Hãy nối mạng và tải lại trang một lần."),
}  # fmt: skip
