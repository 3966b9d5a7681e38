"""The accounts of a unit's people: listed, invited by SMS, ended."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.people.rules import NAME_LETTERS_MAX
from antoan.domains.places.values import PlaceView
from antoan.domains.units.errors import StaffNotFound
from antoan.domains.units.limits import STAFF_VALID_DAYS_MAX
from antoan.domains.units.queries import places_of_unit, staff_of_unit, unit_for
from antoan.domains.units.registration_values import StaffLine
from antoan.domains.units.services import end_staff, invite_staff, withdraw_invitation
from antoan.domains.units.staff_rules import ROLES
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.unit.sayings import saying
from antoan.entrypoints.web.unit.words import role_word
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError


class InviteForm(PlainForm):
    """Whom to invite, as what, where and until when."""

    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=NAME_LETTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        help_text=gettext_lazy("Lời mời gửi tới số này, ví dụ 0912 345 678"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "off", "class": "nhsuk-input--width-20"}
        ),
    )
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=[])
    place = forms.TypedChoiceField(
        label=gettext_lazy("Làm ở đâu"), coerce=int, choices=[], required=False, empty_value=None
    )
    until = forms.DateField(
        label=gettext_lazy("Làm đến hết ngày"),
        help_text=gettext_lazy("Để trống nếu chưa biết. Hết ngày đó, quyền tự hết."),
        required=False,
    )

    def __init__(
        self, places: list[PlaceView], data: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        """Offer the roles of units and the places of this one."""
        super().__init__(data, **options)
        role: Any = self.fields["role"]
        role.choices = [(key, role_word(key)) for key in ROLES]
        place: Any = self.fields["place"]
        place.choices = [("", _("Cả đơn vị")), *((one.id, one.name) for one in places)]

    def clean_until(self) -> date | None:
        """Refuse a day that is over, and one so far away that it means nothing."""
        until: date | None = self.cleaned_data["until"]
        today = clock.today()
        if until and not today <= until <= today + timedelta(days=STAFF_VALID_DAYS_MAX):
            raise forms.ValidationError(_("Hãy chọn một ngày từ hôm nay trở đi."))
        return until


@login_required
@require_safe
@never_cache
def staff(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show who works for the unit with an account, and who was invited."""
    actor = actor_of(request)
    unit = unit_for(actor, unit_id)
    places = {place.id: place.name for place in places_of_unit(actor, unit_id)}
    lines = staff_of_unit(actor, unit_id, at=clock.now())
    context = {"unit": unit, "rows": [_row(line, places) for line in lines]}
    return render(request, "unit/staff.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Ask whom to invite, and send the invitation."""
    actor = actor_of(request)
    unit = unit_for(actor, unit_id)
    staff_of_unit(actor, unit_id, at=clock.now())  # Forbidden for whoever may not.
    form = InviteForm(places_of_unit(actor, unit_id), request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _invite(actor, unit_id, form.cleaned_data)
            except AntoanError as error:
                form.add_error("phone" if "phone" in error.code else None, saying(error))
            else:
                messages.success(request, _("Đã gửi lời mời bằng tin nhắn."))
                return redirect("unit_staff", unit_id)
    return render(request, "unit/staff_invite.html", {"unit": unit, "form": form}, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, unit_id: int, grant_id: int) -> HttpResponse:
    """Ask first, then end somebody's role."""
    actor = actor_of(request)
    unit = unit_for(actor, unit_id)
    lines = staff_of_unit(actor, unit_id, at=clock.now())
    line = next((line for line in lines if line.grant_id == grant_id), None)
    if line is None:
        raise StaffNotFound
    if request.method != "POST":
        context = {"unit": unit, "line": line, "role": role_word(line.role)}
        return render(request, "unit/staff_end.html", context)
    try:
        end_staff(actor=actor, unit_id=unit_id, grant_id=grant_id, at=clock.now())
    except AntoanError as error:
        messages.warning(request, saying(error))
    else:
        messages.success(request, _("%(name)s không còn vai trò này nữa.") % {"name": line.name})
    return redirect("unit_staff", unit_id)


@login_required
@never_cache
@require_http_methods(["POST"])
def withdraw(request: HttpRequest, unit_id: int, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(actor=actor_of(request), unit_id=unit_id, invitation_id=invitation_id, at=clock.now())
    messages.success(request, _("Đã thu lại lời mời."))
    return redirect("unit_staff", unit_id)


def _invite(actor: Actor, unit_id: int, fields: dict[str, Any]) -> None:
    until: date | None = fields["until"]
    expires_at: datetime | None = clock.day_end(until) if until else None
    invite_staff(
        actor=actor,
        unit_id=unit_id,
        role=fields["role"],
        name=fields["name"],
        number=fields["phone"],
        place_id=fields["place"],
        expires_at=expires_at,
        at=clock.now(),
    )


def _row(line: StaffLine, places: dict[int, str]) -> dict[str, Any]:
    until = clock.local_date(line.expires_at - timedelta(seconds=1)) if line.expires_at else None
    return {
        "line": line,
        "role": role_word(line.role),
        "where": places.get(line.place_id or 0, ""),
        "until": until,
    }
