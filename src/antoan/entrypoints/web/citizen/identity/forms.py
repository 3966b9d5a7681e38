"""The small forms of signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.shared.identity.phone_forms import NumberForm


class PhoneForm(NumberForm):
    """A telephone number, and whose the device is."""

    keep = forms.BooleanField(label=_("Đây là máy của tôi: giữ đăng nhập 8 tuần"), required=False)


class ActivationForm(PlainForm):
    """A printed code."""

    code = forms.CharField(
        label=_("Mã kích hoạt trên giấy"),
        help_text=_("12 chữ và số, ví dụ K7M2-9QXP-4TRD"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                "class": "at-input--large nhsuk-input--width-20",
            }
        ),
        error_messages={"required": _("Hãy nhập mã kích hoạt")},
    )  # fmt: skip
    keep = forms.BooleanField(label=_("Đây là máy của tôi: giữ đăng nhập 8 tuần"), required=False)
