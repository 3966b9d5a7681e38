"""What the ward asks of somebody who registered by SMS."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.areas.queries import wards_on
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.rules import read_birth, readable_name
from antoan.domains.people.values import Birth, DocumentKind, Gender, NewPerson, Paper
from antoan.kit import clock
from antoan.kit.errors import BadInput

T = TypeVar("T")
_EMPTY: Final = _("Hãy điền: %(field)s")
_PAPERS: Final = (
    (DocumentKind.CCCD.value, _("Căn cước công dân")),
    (DocumentKind.CMND.value, _("Chứng minh nhân dân")),
    (DocumentKind.BHYT.value, _("Thẻ bảo hiểm y tế")),
    (DocumentKind.PASSPORT.value, _("Hộ chiếu")),
)


class PersonForm(forms.Form):
    """Somebody as the paper says. The number to be reached on is the one that wrote to us."""

    full_name = forms.CharField(label=_("Họ và tên, như trên giấy tờ"), max_length=150)
    birth = forms.CharField(
        label=_("Ngày sinh"), max_length=10, help_text=_("Ví dụ 31/12/1950, hoặc chỉ năm")
    )
    gender = forms.ChoiceField(
        label=_("Giới tính"), choices=[(Gender.FEMALE.value, _("Nữ")), (Gender.MALE.value, _("Nam"))]
    )
    kind = forms.ChoiceField(label=_("Giấy tờ đã xem"), choices=_PAPERS)
    number = forms.CharField(label=_("Số trên giấy tờ"), max_length=30)
    ward = forms.TypedChoiceField(label=_("Phường, xã nơi ở"), coerce=int)
    address = forms.CharField(label=_("Địa chỉ (nếu có)"), max_length=200, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, ward_id: int | None = None) -> None:
        """Dress the fields and offer the wards of today."""
        super().__init__(data, label_suffix="", initial={"ward": ward_id})
        wards = sorted(wards_on(clock.today()), key=lambda one: one.name)
        self.fields["ward"].choices = [(one.id, one.name) for one in wards]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "nhsuk-select" if is_choice else "nhsuk-input"
            field.widget.attrs["autocomplete"] = "off"
            field.error_messages["required"] = _EMPTY % {"field": field.label}
            if name in ("birth", "number"):
                field.widget.attrs["class"] += " nhsuk-input--width-20"

    def clean_full_name(self) -> str:
        """Read the name."""
        fault = _("Tên chưa đúng: hãy gõ họ và tên")
        return _read(readable_name, self.cleaned_data["full_name"], fault)

    def clean_birth(self) -> Birth:
        """Read the birth date."""
        fault = _("Ngày sinh chưa đúng: gõ 31/12/1950, hoặc chỉ năm")
        return _read(read_birth, self.cleaned_data["birth"], fault)

    def clean(self) -> dict[str, Any]:
        """Read the paper's number by its kind."""
        fields = super().clean() or {}
        if "number" in fields and "kind" in fields:
            paper = Paper(DocumentKind(fields["kind"]), fields["number"])
            try:
                canonical_paper(paper)
            except BadInput:
                self.add_error("number", _("Số này không đúng với loại giấy tờ đã chọn"))
        return fields

    def person(self) -> NewPerson:
        """Return whom to register."""
        fields = self.cleaned_data
        return NewPerson(
            full_name=fields["full_name"],
            birth=fields["birth"],
            gender=Gender(fields["gender"]),
            documents=(Paper(DocumentKind(fields["kind"]), fields["number"]),),
            ward_id=fields["ward"],
            address=fields["address"],
        )


def _read(reader: Callable[[str], T], text: str, fault: Any) -> T:
    try:
        return reader(text)
    except BadInput:
        raise forms.ValidationError(fault) from None
