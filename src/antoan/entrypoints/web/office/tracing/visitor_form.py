"""Asks which place, which day and why: what was typed stays, and what is wrong is said at its field."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from antoan.domains.gates.visitor_rules import ANSWER_HOURS
from antoan.domains.places.errors import PlaceCodeRefused
from antoan.domains.places.queries import place_of_serial
from antoan.domains.tracing.rules.cases import REASON_LETTERS_MAX
from antoan.entrypoints.web.office.tracing.doing import SAYINGS
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.kit.errors import AntoanError

_SERIAL_LETTERS_MAX: Final = 20
_NO_PLACE: Final = _("Hãy chọn nơi, hoặc ghi số tờ mã.")
# The same words for a poster that is not known and for a place out of reach.
_SERIAL_UNKNOWN: Final = _("Không có số tờ mã này. Hãy xem lại số in dưới mã QR dán ở cửa.")
_FIELDS: Final = {
    "gates:visitors:day": "on",
    "tracing:reason:missing": "reason",
    "gates:visitors:too_many": None,
}


class VisitorsForm(PlainForm):
    """A question to a place for its visitors of a day."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.TypedChoiceField(
        label=_("Nơi ca này đã đến"), coerce=int, empty_value=None, required=False, choices=[]
    )
    serial = forms.CharField(
        label=_("Hoặc số tờ mã của nơi khác (ca kể lại mà không quét)"),
        help_text=_("In dưới mã QR dán ở cửa."),
        max_length=_SERIAL_LETTERS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "nhsuk-input--width-10"}),
    )
    on = forms.DateField(label=_("Ngày"))
    reason = forms.CharField(
        label=_("Vì sao cần"),
        max_length=REASON_LETTERS_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": SAYINGS["tracing:reason:missing"]},
    )
    hours = forms.TypedChoiceField(label=_("Đơn vị trả lời trong"), coerce=int, choices=lambda: _hours())

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        places: Sequence[tuple[int, str]],
        days: tuple[date, date],
        **options: Any,
    ) -> None:
        """Offer the places where the case was, and the days on which it was infectious."""
        super().__init__(data, **options)
        self.fields["place"].choices = [("", "–"), *places]  # type: ignore[attr-defined]
        first, last = days
        self.fields["on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def clean(self) -> dict[str, Any]:
        """Find the place: the one behind the number on a poster, if one was typed."""
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("serial"):
            try:
                fields["place"] = place_of_serial(fields["serial"]).id
            except PlaceCodeRefused:
                self.add_error("serial", _SERIAL_UNKNOWN)
        elif fields.get("place") is None and not self.has_error("place") and not self.has_error("serial"):
            self.add_error("place", _NO_PLACE)
        return fields

    def refuse(self, error: AntoanError) -> None:
        """Say at its field what the city refused; what no field can mend goes up."""
        place = "serial" if self.cleaned_data["serial"] else "place"
        if error.code == "places:place:not_found":
            self.add_error(place, _SERIAL_UNKNOWN)
        elif error.code == "gates:visitors:nobody":
            self.add_error(place, SAYINGS[error.code])
        elif error.code in _FIELDS:
            self.add_error(_FIELDS[error.code], SAYINGS[error.code])
        else:
            raise error


def _hours() -> list[tuple[int, str]]:
    """Return the times a unit may be given, in the reader's language."""
    return [(hours, gettext("%(number)s giờ") % {"number": hours}) for hours in ANSWER_HOURS]
