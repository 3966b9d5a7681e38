"""The small forms by which a telephone number is proven."""

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.entrypoints.web.shared.identity.forms import PlainForm


class NumberForm(PlainForm):
    """A telephone number."""

    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Số di động, ví dụ 0912 345 678"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "type": "tel",
                "autocomplete": "tel",
                "inputmode": "tel",
                "class": "at-input--large nhsuk-input--width-20",
            }
        ),
        error_messages={"required": _("Hãy nhập số điện thoại")},
    )


class CodeForm(PlainForm):
    """The code that was sent."""

    code = forms.CharField(
        label=_("Mã trong tin nhắn"),
        help_text=_("Đủ 6 chữ số là tự vào."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code", "inputmode": "numeric", "class": "at-input--code nhsuk-input--width-10",
                "autofocus": "autofocus",
            }
        ),
        error_messages={"required": _("Hãy nhập mã")},
    )  # fmt: skip
