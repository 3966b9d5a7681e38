"""What one may do with accounts and grants."""

from typing import Final

MANAGE: Final = "accounts:account:manage"
GIVE_GRANT: Final = "accounts:grant:give"

PERMISSIONS: Final[dict[str, str]] = {
    MANAGE: "Mở, khóa tài khoản; đặt lại mật khẩu và bước xác thực thứ hai",
    GIVE_GRANT: "Giao và thu hồi vai trò của tài khoản",
}
