"""The form at the door: short, in the order in which one asks."""

from collections.abc import Sequence
from typing import Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.areas.values import AreaView
from antoan.domains.people.rules import ADDRESS_LETTERS_MAX, NAME_LETTERS_MAX
from antoan.domains.people.values import DocumentKind
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.shared.identity.words import GENDERS, PAPERS

HEALTH: Final[dict[str, Promise]] = {
    "": _("Không khai"),
    "fine": _("Khỏe"),
    "unwell": _("Có dấu hiệu: sốt, ho, khó thở, mệt…"),
}
_OFF: Final = {"autocomplete": "off"}


class DoorForm(PlainForm):
    """A person, and how they are today."""

    ward = forms.ChoiceField(label=_("Phường, xã"))
    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=NAME_LETTERS_MAX,
        widget=forms.TextInput(attrs=_OFF | {"autocapitalize": "words"}),
    )
    birth = forms.CharField(
        label=_("Ngày sinh"),
        help_text=_("Ví dụ 31/12/1950. Không nhớ ngày thì chỉ ghi năm."),
        max_length=10,
        widget=forms.TextInput(
            attrs=_OFF
            | {
                "inputmode": "numeric",
                "class": "nhsuk-input--width-10",
                "pattern": r"\d{4}|\d{1,2}[\/.\-]\d{1,2}[\/.\-]\d{4}",
            }
        ),
    )
    gender = forms.ChoiceField(
        label=_("Giới tính"),
        choices=[("", _("Hãy chọn")), *((gender.value, word) for gender, word in GENDERS.items())],
    )
    kind = forms.ChoiceField(
        label=_("Loại giấy tờ"), choices=[(kind.value, word) for kind, word in PAPERS.items()], required=False
    )
    number = forms.CharField(
        label=_("Số giấy tờ"),
        help_text=_("Không có giấy tờ thì để trống."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=dict(_OFF)),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Của người này hoặc của gia đình. Không có thì để trống."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=_OFF | {"type": "tel", "class": "nhsuk-input--width-20"}),
    )
    address = forms.CharField(
        label=_("Số nhà, đường, ấp, khu phố"),
        max_length=ADDRESS_LETTERS_MAX,
        required=False,
        widget=forms.TextInput(attrs=dict(_OFF)),
    )
    health = forms.ChoiceField(
        label=_("Hôm nay người này thế nào?"), choices=list(HEALTH.items()), required=False
    )
    note = forms.CharField(
        label=_("Dấu hiệu gì?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=dict(_OFF)),
    )

    def __init__(self, wards: Sequence[AreaView]) -> None:
        """Offer the wards in which the helper works."""
        super().__init__(initial={"kind": DocumentKind.CCCD.value})
        self.fields["ward"].choices = [(ward.id, ward.name) for ward in wards]  # type: ignore[attr-defined]
