"""What is asked of a unit that registers (domain.md §1.4, §7), and of whoever takes a role in one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from antoan.domains.people.rules import NAME_LETTERS_MAX
from antoan.domains.places.rules import ADDRESS_MAX, PLACE_NAME_MAX
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.bodies import zones
from antoan.domains.units.registration_values import NewRegistration
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.shared.identity.wards import WardSelect, offer_wards
from antoan.entrypoints.web.shared.kinds import WORDS
from antoan.entrypoints.web.unit.tax_number import TaxNumberField

# A checkpoint is set up by the state: nobody registers one.
KINDS = [(kind.value, word) for kind, word in WORDS.items() if kind is not PlaceKind.CHECKPOINT]


class RegistrationForm(PlainForm):
    """A unit and who speaks for it."""

    name = forms.CharField(
        label=_("Tên đơn vị"),
        help_text=_("Như trên biển hiệu, ví dụ Tạp hóa Cô Ba, hoặc như trên giấy đăng ký kinh doanh"),
        max_length=PLACE_NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Hãy nhập tên đơn vị")},
    )
    kind = forms.TypedChoiceField(
        label=_("Loại địa điểm"),
        coerce=PlaceKind,
        choices=[("", _("Chọn")), *KINDS],
        error_messages={"required": _("Hãy chọn loại địa điểm")},
    )
    tax_number = TaxNumberField()
    ward = forms.TypedChoiceField(
        label=_("Phường, xã, đặc khu"),
        coerce=int,
        choices=[],
        widget=WardSelect,
        error_messages={"required": _("Hãy chọn phường, xã"), "invalid_choice": _("Hãy chọn phường, xã")},
    )
    address = forms.CharField(
        label=_("Số nhà, đường, ấp, khu phố"),
        max_length=ADDRESS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": _("Hãy nhập địa chỉ")},
    )
    zone = forms.ChoiceField(
        label=_("Khu công nghiệp, khu chế xuất, khu công nghệ cao"),
        help_text=_("Chỉ chọn khi đơn vị nằm trong một khu như vậy."),
        required=False,
    )
    representative = forms.CharField(
        label=_("Họ và tên người đại diện"),
        help_text=_("Người này nhận tin nhắn và lập tài khoản quản trị."),
        max_length=NAME_LETTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
        error_messages={"required": _("Hãy nhập họ và tên")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Offer the wards of today and the zones of our document."""
        super().__init__(data, **options)
        offer_wards(self.fields["ward"])
        zone: Any = self.fields["zone"]
        zone.choices = [("", _("Không nằm trong khu nào")), *zones().items()]

    def registration(self, sent_id: UUID) -> NewRegistration:
        """Return what was filled in."""
        fields = self.cleaned_data
        return NewRegistration(
            id=sent_id,
            name=fields["name"],
            kind=fields["kind"],
            ward_id=fields["ward"],
            address=fields["address"],
            representative=fields["representative"],
            tax_number=fields["tax_number"],
            zone=fields["zone"],
        )


class JoinForm(PlainForm):
    """A password of one's own, twice."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=_("Một câu dài dễ nhớ là tốt nhất, ví dụ bốn từ không liên quan."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu")},
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Hãy nhập lại mật khẩu")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("password") and fields.get("again") and fields["password"] != fields["again"]:
            self.add_error("again", _("Hai lần nhập khác nhau. Hãy nhập lại."))
        return fields


def password_hints() -> list[str]:
    """Return what a password has to be."""
    return [str(text) for text in password_validators_help_texts()]
