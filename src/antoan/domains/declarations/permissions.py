"""What one may do with health declarations."""

from typing import Final

MAKE: Final = "declarations:declaration:make"
CONFIRM: Final = "declarations:declaration:confirm"

PERMISSIONS: Final[dict[str, str]] = {
    MAKE: "Khai báo y tế, cho mình hoặc khai hộ",
    CONFIRM: "Xác nhận, hủy bản khai của người khác",
}
