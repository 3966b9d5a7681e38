"""What is asked of a unit's places, zones and gates."""

from collections.abc import Mapping
from datetime import time
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.places.rules import (
    ADDRESS_MAX,
    AREA_M2_MAX,
    CAPACITY_MAX,
    PART_NAME_MAX,
    PLACE_NAME_MAX,
    STAY_MINUTES_MAX,
)
from antoan.domains.places.values import GateMode, NewPlace, NewSpot, PlaceKind, Ventilation
from antoan.domains.units.values import NewUnit
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.shared.identity.wards import WardSelect, offer_wards
from antoan.entrypoints.web.unit.registering.forms import KINDS
from antoan.entrypoints.web.unit.tax_number import TaxNumberField

VENTILATIONS: Final[dict[Ventilation, Promise]] = {
    Ventilation.UNKNOWN: _("Chưa rõ"),
    Ventilation.OPEN_AIR: _("Ngoài trời"),
    Ventilation.WINDOWS: _("Cửa sổ mở"),
    Ventilation.MECHANICAL: _("Quạt thông gió, lấy gió ngoài"),
    Ventilation.NONE: _("Phòng kín, máy lạnh"),
}
MODES: Final[dict[GateMode, Promise]] = {
    GateMode.AUTO: _("Vào và ra (máy tự nhận)"),
    GateMode.IN: _("Chỉ vào"),
    GateMode.OUT: _("Chỉ ra"),
}
_NUMBER: Final = {"inputmode": "numeric", "class": "nhsuk-input--width-5"}


class UnitForm(PlainForm):
    """What may be corrected of a unit."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=PLACE_NAME_MAX)
    kind = forms.TypedChoiceField(label=_("Loại địa điểm"), coerce=PlaceKind, choices=KINDS)
    address = forms.CharField(label=_("Số nhà, đường, ấp, khu phố"), max_length=ADDRESS_MAX, required=False)
    tax_number = TaxNumberField()

    def unit(self) -> NewUnit:
        """Return what was filled in."""
        return NewUnit(**self.cleaned_data)


class PlaceForm(PlainForm):
    """A branch, a building, a vehicle."""

    name = forms.CharField(
        label=_("Tên địa điểm"),
        help_text=_("Khách đọc tên này khi quét, ví dụ Chi nhánh Lê Lợi, Xe số 12"),
        max_length=PLACE_NAME_MAX,
    )
    kind = forms.TypedChoiceField(label=_("Loại địa điểm"), coerce=PlaceKind, choices=KINDS)
    ward = forms.TypedChoiceField(
        label=_("Phường, xã, đặc khu"),
        coerce=int,
        choices=[],
        widget=WardSelect,
        error_messages={"required": _("Hãy chọn phường, xã"), "invalid_choice": _("Hãy chọn phường, xã")},
    )
    address = forms.CharField(
        label=_("Số nhà, đường, ấp, khu phố"),
        help_text=_("Xe, tàu: ghi tuyến hoặc bến."),
        max_length=ADDRESS_MAX,
        required=False,
    )
    capacity = forms.IntegerField(
        label=_("Sức chứa cùng lúc (xe, tàu: số chỗ)"),
        min_value=1,
        max_value=CAPACITY_MAX,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    plate = forms.CharField(
        label=_("Biển số (chỉ xe, tàu)"),
        max_length=15,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "class": "nhsuk-input--width-10"}),
    )
    opens_at = forms.TimeField(label=_("Mở cửa lúc"), required=False)
    closes_at = forms.TimeField(
        label=_("Đóng cửa lúc"), help_text=_("Mở suốt ngày đêm thì để trống cả hai."), required=False
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, with_ward: bool = True, **options: Any
    ) -> None:
        """Offer the wards of today; a place that is there already keeps its ward."""
        super().__init__(data, **options)
        if with_ward:
            offer_wards(self.fields["ward"])
        else:
            del self.fields["ward"]

    def place(self, ward_id: int | None = None) -> NewPlace:
        """Return what was filled in."""
        fields = self.cleaned_data
        opens_at: time | None = fields["opens_at"]
        return NewPlace(
            name=fields["name"],
            kind=fields["kind"],
            address=fields["address"],
            ward_id=fields.get("ward", ward_id),
            capacity=fields["capacity"],
            plate=fields["plate"],
            opens_at=opens_at,
            closes_at=fields["closes_at"],
        )


class SpotForm(PlainForm):
    """A floor, a hall, a deck: people at one spot can meet."""

    name = forms.CharField(
        label=_("Tên khu vực"), help_text=_("Ví dụ Tầng 2, Phòng khám 3, Toa B"), max_length=PART_NAME_MAX
    )
    usual_stay_minutes = forms.IntegerField(
        label=_("Thường ở lại bao lâu (phút)"),
        help_text=_("Dùng khi khách không quét lúc ra."),
        min_value=1,
        max_value=STAY_MINUTES_MAX,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    capacity = forms.IntegerField(
        label=_("Sức chứa cùng lúc"),
        min_value=1,
        max_value=CAPACITY_MAX,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    area_m2 = forms.IntegerField(
        label=_("Diện tích (m²)"),
        min_value=1,
        max_value=AREA_M2_MAX,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    ventilation = forms.TypedChoiceField(
        label=_("Thông gió"),
        coerce=Ventilation,
        choices=[(one.value, word) for one, word in VENTILATIONS.items()],
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, is_whole: bool = False, **options: Any
    ) -> None:
        """The whole place has no name of its own."""
        super().__init__(data, **options)
        if is_whole:
            del self.fields["name"]

    def spot(self) -> NewSpot:
        """Return what was filled in."""
        return NewSpot(**({"name": ""} | self.cleaned_data))


class GateForm(PlainForm):
    """A way in, and what a scan there means."""

    name = forms.CharField(
        label=_("Tên cổng"), help_text=_("Ví dụ Cổng chính, Cửa xe trước"), max_length=PART_NAME_MAX
    )
    mode = forms.TypedChoiceField(
        label=_("Quét để"), coerce=GateMode, choices=[(one.value, word) for one, word in MODES.items()]
    )
    spot = forms.TypedChoiceField(label=_("Dẫn vào khu vực"), coerce=int, choices=[])

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        spots: list[tuple[int, str]] | None = None,
        **options: Any,
    ) -> None:
        """Offer the zones of the place; a gate that is there already stays where it leads."""
        super().__init__(data, **options)
        if spots is None:
            del self.fields["spot"]
        else:
            spot: Any = self.fields["spot"]
            spot.choices = [(pk, name or _("Cả địa điểm")) for pk, name in spots]
