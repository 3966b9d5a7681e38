"""allauth's forms in our words and look; what they check is theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _


class Wording(NamedTuple):
    """What a field is called, what is said when it is empty, and how it is typed."""

    label: Any
    when_empty: Any
    attrs: dict[str, str] = {}


_PASSWORD = Wording(_("Mật khẩu"), _("Hãy nhập mật khẩu"))
# Recovery codes are digits too, so one field with a number pad takes both.
_CODE = Wording(
    _("Mã xác thực"),
    _("Hãy nhập mã xác thực"),
    {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "nhsuk-input--width-10"},
)


class Dressed(forms.Form):
    """Gives the fields of a form their Vietnamese words and the look of the design system."""

    wordings: ClassVar[dict[str, Wording]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wording in self.wordings.items():
            field = self.fields[name]
            field.label, field.help_text = wording.label, ""
            field.error_messages["required"] = wording.when_empty
            field.widget.attrs.pop("placeholder", None)
            look = f"nhsuk-input {wording.attrs.get('class', '')}".strip()
            field.widget.attrs |= wording.attrs | {"class": look}

    def full_clean(self) -> None:
        """Check as ever, then mark the fields that are wrong."""
        super().full_clean()
        for name in self.errors:
            if name in self.fields:
                attrs = self.fields[name].widget.attrs  # A hidden field has no look yet.
                attrs["class"] = f"{attrs.get('class', '')} nhsuk-input--error".strip()


class LoginForm(Dressed, account.LoginForm):  # type: ignore[misc]
    """Login name and password."""

    wordings: ClassVar[dict[str, Wording]] = {
        "login": Wording(
            _("Tên đăng nhập"),
            _("Hãy nhập tên đăng nhập"),
            {"autocapitalize": "none", "spellcheck": "false", "autofocus": "autofocus"},
        ),
        "password": _PASSWORD,
    }


class ReauthenticateForm(Dressed, account.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something that matters."""

    wordings: ClassVar[dict[str, Wording]] = {"password": _PASSWORD}


class ChangePasswordForm(Dressed, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password."""

    wordings: ClassVar[dict[str, Wording]] = {
        "oldpassword": Wording(_("Mật khẩu hiện nay"), _("Hãy nhập mật khẩu hiện nay")),
        "password1": Wording(_("Mật khẩu mới"), _("Hãy nhập mật khẩu mới")),
        "password2": Wording(_("Mật khẩu mới, lần nữa"), _("Hãy nhập lại mật khẩu mới")),
    }

    def clean(self) -> dict[str, Any] | None:
        """Say in our words that the two differ."""
        cleaned: dict[str, Any] | None = super().clean()
        if "password2" in self.errors and self.has_error("password2") and self.data.get("password2"):
            del self.errors["password2"]
            self.add_error("password2", _("Hai lần nhập mật khẩu mới không giống nhau"))
        return cleaned


class UsedOnce(forms.Form):
    """Takes a code of the app only once while it is valid.

    allauth remembers a used code for one period; with a tolerance it is valid for longer than that.
    """

    authenticator: Authenticator
    user: Any

    def clean_code(self) -> str:
        """Check the code, then spend it."""
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            seconds = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
            if not cache.add(f"totp-used:{self.user.pk}:{code.strip()}", 1, timeout=seconds):
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(Dressed, UsedOnce, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step of sign-in: a code of the app, or a recovery code."""

    wordings: ClassVar[dict[str, Wording]] = {"code": _CODE}


class ReauthenticateByCodeForm(Dressed, UsedOnce, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code again, before something that matters."""

    wordings: ClassVar[dict[str, Wording]] = {"code": _CODE}


class ActivateTotpForm(Dressed, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly set up app."""

    wordings: ClassVar[dict[str, Wording]] = {"code": _CODE}


class AddKeyForm(Dressed, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key."""

    wordings: ClassVar[dict[str, Wording]] = {
        "name": Wording(_("Tên để nhận ra khóa này"), _("Hãy đặt tên cho khóa"))
    }

    def clean_credential(self) -> dict[str, Any]:
        """Refuse `0` and `false`: allauth would take them for a key that needs no check, and so for a second step."""
        credential = self.cleaned_data["credential"]
        if not isinstance(credential, dict):
            raise get_adapter().validation_error("incorrect_code")
        return credential

    def clean(self) -> dict[str, Any]:
        """Check the key's answer."""
        with _what_is_no_answer_refused():
            cleaned: dict[str, Any] = super().clean() or {}
        return cleaned


class AuthenticateByKeyForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The second step of sign-in: the answer of a key."""

    def clean_credential(self) -> Authenticator:
        """Check the key's answer."""
        with _what_is_no_answer_refused():
            return super().clean_credential()


class ReauthenticateByKeyForm(AuthenticateByKeyForm, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The answer of a key again, before something that matters."""


@contextmanager
def _what_is_no_answer_refused() -> Iterator[None]:
    """Refuse in words JSON that no key can have said; allauth foresees only a part of it and falls over the rest."""
    try:
        yield
    except (ValueError, KeyError, AttributeError):
        raise get_adapter().validation_error("incorrect_code") from None


class EditKeyForm(Dressed, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    wordings: ClassVar[dict[str, Wording]] = {
        "name": Wording(_("Tên để nhận ra khóa này"), _("Hãy đặt tên cho khóa"))
    }
