"""What is asked to plan campaigns and sessions."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.areas.queries import wards_on
from antoan.domains.records.vaccines import vaccines
from antoan.domains.records.values import Lot
from antoan.domains.vaccination.limits import CAPACITY_MAX, INVITED_AT_ONCE_MAX, NAME_LETTERS_MAX
from antoan.domains.vaccination.permissions import MANAGE
from antoan.domains.vaccination.values import NewCampaign, NewSession
from antoan.domains.vaccination.vials import read_vial
from antoan.entrypoints.web.clinic.forms import ClinicForm, unit_choices
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

_AGE_MAX: Final = 120


class CampaignForm(ClinicForm):
    """A campaign."""

    unit_id = forms.TypedChoiceField(label=_("Cơ sở tiêm"), coerce=int)
    name = forms.CharField(label=_("Tên chiến dịch"), max_length=NAME_LETTERS_MAX)
    product = forms.ChoiceField(label=_("Vắc xin"))
    starts_on = forms.DateField(label=_("Từ ngày"))
    ends_on = forms.DateField(label=_("Đến hết ngày"))

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None = None) -> None:
        """Offer the actor's units and the vaccines known."""
        super().__init__(data)
        self.fields["unit_id"].choices = unit_choices(actor, MANAGE)  # type: ignore[attr-defined]
        products = [(one.key, one.name) for one in vaccines()]
        self.fields["product"].choices = products  # type: ignore[attr-defined]

    def campaign(self) -> NewCampaign:
        """Return what was filled in."""
        fields = self.cleaned_data
        return NewCampaign(
            id=self.sent_id,
            unit_id=fields["unit_id"],
            name=fields["name"],
            product=fields["product"],
            starts_on=fields["starts_on"],
            ends_on=fields["ends_on"],
        )


class SessionForm(ClinicForm):
    """A session."""

    site = forms.CharField(label=_("Điểm tiêm"), max_length=NAME_LETTERS_MAX)
    address = forms.CharField(label=_("Địa chỉ (không bắt buộc)"), max_length=200, required=False)
    held_on = forms.DateField(label=_("Ngày"))
    opens = forms.TimeField(label=_("Mở cửa"), initial="07:30")
    closes = forms.TimeField(label=_("Đóng cửa"), initial="17:00")
    capacity = forms.IntegerField(
        label=_("Nhận nhiều nhất (người)"), min_value=1, max_value=CAPACITY_MAX, initial=300
    )
    teams = forms.IntegerField(label=_("Số đội tiêm"), min_value=1, max_value=100, initial=1)

    def session(self, campaign_id: UUID) -> NewSession:
        """Return what was filled in."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "id"}
        return NewSession(id=self.sent_id, campaign_id=campaign_id, **fields)


class WardForm(ClinicForm):
    """People of a ward by age."""

    ward = forms.TypedChoiceField(label=_("Phường, xã"), coerce=int)
    age_min = forms.IntegerField(label=_("Từ tuổi"), min_value=0, max_value=_AGE_MAX, initial=12)
    age_max = forms.IntegerField(label=_("Đến tuổi"), min_value=0, max_value=_AGE_MAX, initial=_AGE_MAX)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Offer today's wards."""
        super().__init__(data)
        wards = [(ward.id, ward.name) for ward in sorted(wards_on(clock.today()), key=lambda one: one.name)]
        self.fields["ward"].choices = wards  # type: ignore[attr-defined]


class LotForm(ClinicForm):
    """A lot brought to a session: scanned from the box, or typed."""

    number = forms.CharField(
        label=_("Số lô, hoặc quét mã trên hộp"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    product = forms.ChoiceField(label=_("Vắc xin"))
    expires_on = forms.DateField(label=_("Hạn dùng (không cần khi mã trên hộp đã ghi)"), required=False)
    vials = forms.IntegerField(label=_("Số lọ"), min_value=1, max_value=10_000)
    doses_per_vial = forms.IntegerField(label=_("Số mũi mỗi lọ"), min_value=1, max_value=50, initial=6)

    def __init__(self, product: str, data: Mapping[str, Any] | None = None) -> None:
        """Offer the vaccines known, the campaign's first."""
        super().__init__(data, initial={"product": product})
        self.fields["product"].choices = [(one.key, one.name) for one in vaccines()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the last day from the code when nobody wrote it."""
        fields = super().clean() or {}
        vial = read_vial(fields.get("number", ""))
        if vial is None:
            self.add_error("number", _("Không đọc được số lô"))
            return fields
        expires_on = fields.get("expires_on") or vial.expires_on
        if expires_on is None:
            self.add_error("expires_on", _("Hãy chọn ngày"))
        return fields | {"number": vial.lot, "expires_on": expires_on}

    def lot(self) -> Lot:
        """Return what was filled in."""
        fields = self.cleaned_data
        return Lot(fields["product"], fields["number"], fields["expires_on"])


class InviteForm(ClinicForm):
    """How many to invite."""

    people = forms.IntegerField(
        label=_("Mời thêm (người)"), min_value=1, max_value=INVITED_AT_ONCE_MAX, initial=100
    )
