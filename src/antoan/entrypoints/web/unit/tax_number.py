"""How a unit writes its number at the tax office or in the register of businesses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.units.rules import is_tax_number


class TaxNumberField(forms.CharField):
    """A number that may be left out; a wrong one is said at the field."""

    def __init__(self, **options: Any) -> None:
        """Take what any field of a form takes."""
        super().__init__(
            label=_("Mã số thuế hoặc số đăng ký kinh doanh"),
            help_text=_("Không có thì để trống."),
            max_length=20,
            required=False,
            widget=forms.TextInput(
                attrs={"autocomplete": "off", "inputmode": "numeric", "class": "nhsuk-input--width-20"}
            ),
            **options,
        )

    def validate(self, value: str) -> None:
        """Refuse what is no such number."""
        super().validate(value)
        if value and not is_tax_number(value):
            raise forms.ValidationError(
                _("Mã số thuế có 10 hoặc 13 số, hộ kinh doanh 12 số. Không có thì để trống.")
            )
