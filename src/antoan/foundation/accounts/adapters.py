"""What allauth asks of us: who may sign up, where a request comes from, how secrets are kept."""

import base64
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from antoan.foundation.accounts.addresses import client_address
from antoan.foundation.accounts.middleware import SECOND_FACTORS
from antoan.foundation.accounts.queries import actor_for, needs_second_factor
from antoan.foundation.db.sealed import field_ring

_SEALED_FOR: Final = "mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an operator, never by a visitor."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        # One answer for an unknown login, a wrong password and too many tries: no oracle (L9).
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Sau 5 lần sai, hãy đợi 15 phút rồi thử lại."
        ),
        "too_many_login_attempts": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Sau 5 lần sai, hãy đợi 15 phút rồi thử lại."
        ),
        "incorrect_password": _("Mật khẩu không đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that rate limits count by."""
        return client_address(request)


def login_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the login under which axes counts a try: capital letters do not make it another one."""
    tried = (credentials or {}).get("username") or request.POST.get("login") or ""
    return str(tried).strip().lower()[:150]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: secrets sealed at rest, and never fewer than the role needs."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Vai trò của bạn cần bước xác thực thứ hai: hãy thêm cách khác trước khi bỏ cách này."
        ),
        "incorrect_code": _("Mã không đúng hoặc đã dùng rồi. Hãy đợi mã mới rồi nhập lại."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret with the ring of this installation's fields."""
        return base64.b64encode(field_ring().seal(text, place=_SEALED_FOR)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return field_ring().open(base64.b64decode(encrypted_text), place=_SEALED_FOR)

    def key_number(self, encrypted_text: str) -> int:
        """Return the number of the key that sealed a secret."""
        return base64.b64decode(encrypted_text)[0]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return by what name browsers ask for a passkey; it is bound to the host people type."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": app_settings.TOTP_ISSUER}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor of someone whose role needs one."""
        if authenticator.type not in SECOND_FACTORS or not needs_second_factor(actor_for(authenticator.user)):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())
