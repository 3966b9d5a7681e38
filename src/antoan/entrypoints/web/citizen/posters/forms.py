"""The form of a report."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.areas.values import AreaView
from antoan.domains.places.poster_rules import WORDS_LETTERS_MAX, WORDS_LETTERS_MIN


class ReportForm(forms.Form):
    """Asks in which ward a poster hangs and where exactly."""

    ward = forms.ChoiceField(label=_("Phường, xã nơi tờ mã dán"))
    words = forms.CharField(
        label=_("Tờ mã dán ở đâu? Có gì lạ?"),
        min_length=WORDS_LETTERS_MIN,
        max_length=WORDS_LETTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, wards: Iterable[AreaView], first: int | None
    ) -> None:
        """Offer the wards of today; the one of the poster's own place is chosen already."""
        super().__init__(data, label_suffix="", initial={"ward": first})
        choices = sorted((ward.name, str(ward.id)) for ward in wards)
        self.fields["ward"].choices = [("", _("Chọn phường, xã")), *((key, name) for name, key in choices)]  # type: ignore[attr-defined]
        for field in self.fields.values():
            kind = {"Select": "nhsuk-select", "Textarea": "nhsuk-textarea"}[type(field.widget).__name__]
            field.widget.attrs["class"] = kind
