"""Gives form fields the look of the design system, and plain words when they are empty."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

_EMPTY: Final = _("Hãy điền ô này")
_DAY_EMPTY: Final = _("Hãy chọn ngày")


def dress(field: forms.Field) -> None:
    """Dress one field; classes that were set before stay."""
    kind = "nhsuk-input"
    if isinstance(field.widget, forms.Select):
        kind = "nhsuk-select"
    elif isinstance(field.widget, forms.Textarea):
        kind = "nhsuk-textarea"
    field.widget.attrs["class"] = f"{kind} {field.widget.attrs.get('class', '')}".strip()
    if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _EMPTY
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": f"{kind} nhsuk-input--width-10"}
        )
        field.input_formats = ["%Y-%m-%d", "%d/%m/%Y"]
        field.error_messages |= {"required": _DAY_EMPTY, "invalid": _DAY_EMPTY}
    if isinstance(field, forms.TimeField):
        field.widget = forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": f"{kind} nhsuk-input--width-10"}
        )
