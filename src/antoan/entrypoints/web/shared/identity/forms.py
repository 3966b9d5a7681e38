"""Asks for the description of a person: typed, or filled from a card's QR by the page's script."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.identity.rules.codes import mobile_number
from antoan.domains.identity.values import Kinship
from antoan.domains.people.errors import DocumentUnreadable, PersonUnreadable
from antoan.domains.people.papers import canonical_paper, doubts_about
from antoan.domains.people.rules import (
    ADDRESS_LETTERS_MAX,
    NAME_LETTERS_MAX,
    checked_birth,
    read_birth,
    readable_name,
)
from antoan.domains.people.values import Birth, DocumentDoubt, DocumentKind, Gender, NewPerson, Paper
from antoan.entrypoints.web.shared.fields import dress
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.entrypoints.web.shared.identity.wards import WardSelect, chosen_ward_name, offer_wards
from antoan.entrypoints.web.shared.identity.words import GENDERS, KINSHIPS, PAPERS
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_BIRTH_WRONG = _("Ngày sinh chưa đúng. Hãy nhập như 31/12/1990, hoặc chỉ năm nếu không nhớ ngày.")

_ORDER: Final = ("kinship", "full_name", "birth", "gender", "kind", "number", "ward", "address", "phone")


class PlainForm(forms.Form):
    """A form in the look of the design system."""

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Dress the fields."""
        super().__init__(data, label_suffix="", **options)
        for field in self.fields.values():
            dress(field)


class PaperForm(PlainForm):
    """A paper and the birth of its holder."""

    kind = forms.TypedChoiceField(
        label=_("Loại giấy tờ"),
        coerce=DocumentKind,
        choices=[(kind.value, word) for kind, word in PAPERS.items()],
    )
    number = forms.CharField(
        label=_("Số giấy tờ"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    birth = forms.CharField(
        label=_("Ngày sinh"),
        help_text=_("Ví dụ 31/12/1990 hoặc 31121990. Không nhớ ngày thì chỉ ghi năm."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "bday", "inputmode": "numeric", "class": "nhsuk-input--width-10"}
        ),
        error_messages={"required": _("Hãy nhập ngày sinh")},
    )

    def clean_birth(self) -> Birth:
        """Read the birth date as people write it."""
        try:
            return checked_birth(read_birth(self.cleaned_data["birth"]), clock.today())
        except PersonUnreadable:
            raise forms.ValidationError(_BIRTH_WRONG) from None

    def clean_number(self) -> Paper | None:
        """Read the number in the form of its kind."""
        number, kind = self.cleaned_data["number"], self.cleaned_data.get("kind")
        if not number.strip() or kind is None:
            return None
        try:
            return canonical_paper(Paper(kind, number))
        except DocumentUnreadable as error:
            raise forms.ValidationError(saying(error)) from None


class PersonForm(PaperForm):
    """Everything that is asked of somebody who registers."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Như trên giấy tờ, ví dụ Nguyễn Văn An"),
        max_length=NAME_LETTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
        error_messages={"required": _("Hãy nhập họ và tên")},
    )
    gender = forms.TypedChoiceField(
        label=_("Giới tính"),
        coerce=Gender,
        choices=[(gender.value, word) for gender, word in GENDERS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn giới tính")},
    )
    ward = forms.TypedChoiceField(
        label=_("Phường, xã, đặc khu nơi đang ở"),
        coerce=int,
        choices=[],
        widget=WardSelect,
        error_messages={"required": _("Hãy chọn phường, xã"), "invalid_choice": _("Hãy chọn phường, xã")},
    )
    address = forms.CharField(
        label=_("Số nhà, đường, ấp, khu phố"),
        max_length=ADDRESS_LETTERS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Offer the wards of today. Here a paper is not required: some people have none."""
        super().__init__(data, **options)
        self.order_fields(_ORDER)
        self.fields["number"].required = False
        self.fields["number"].help_text = _("Không có giấy tờ thì để trống.")
        offer_wards(self.fields["ward"])

    def clean_full_name(self) -> str:
        """Read the name."""
        try:
            return readable_name(self.cleaned_data["full_name"])
        except PersonUnreadable:
            raise forms.ValidationError(_("Hãy nhập họ và tên bằng chữ.")) from None

    def new_person(self) -> NewPerson:
        """Return what was filled in."""
        fields = self.cleaned_data
        return NewPerson(
            full_name=fields["full_name"],
            birth=fields["birth"],
            gender=fields["gender"],
            documents=(fields["number"],) if fields["number"] else (),
            ward_id=fields["ward"],
            address=fields["address"],
        )

    def doubts(self) -> tuple[DocumentDoubt, ...]:
        """Return what looks odd about the number: it warns, it never refuses."""
        person = self.new_person()
        return tuple(
            doubt
            for paper in person.documents
            for doubt in doubts_about(
                paper, birth=person.birth, gender=person.gender, nationality=person.nationality
            )
        )

    def ward_name(self) -> str:
        """Return the name of the ward that was chosen."""
        return chosen_ward_name(self.fields["ward"], self.cleaned_data["ward"])


class RelativeForm(PersonForm):
    """Somebody whom one shall act for."""

    kinship = forms.TypedChoiceField(
        label=_("Người này là gì của bạn?"),
        coerce=Kinship,
        choices=[("", _("Chọn")), *((kind.value, word) for kind, word in KINSHIPS.items())],
        error_messages={"required": _("Hãy chọn quan hệ")},
    )
    phone = forms.CharField(
        label=_("Số điện thoại của người đó"),
        help_text=_(
            "Người từ 18 tuổi nhận tin nhắn hỏi ý kiến ở số này. Trẻ em, hoặc người không có điện thoại, thì để trống."
        ),
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "class": "nhsuk-input--width-20"}
        ),
    )

    def clean_phone(self) -> str:
        """Read the number, if there is one."""
        typed: str = self.cleaned_data["phone"]
        if not typed.strip():
            return ""
        try:
            return mobile_number(typed)
        except AntoanError as error:
            raise forms.ValidationError(saying(error)) from None

    def new_person(self) -> NewPerson:
        """Return what was filled in, with the number at which the person is asked."""
        phone = self.cleaned_data["phone"]
        return replace(super().new_person(), phones=(phone,) if phone else ())
