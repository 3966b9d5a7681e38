"""The way between a citizen's pages. On a phone it lies at the bottom, under the thumb; five fit there."""

from typing import Final, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stop(NamedTuple):
    """One page of the bar. `icon` is a symbol of the page's sprite."""

    address: str  # Name of the URL.
    icon: str
    word: Promise


STOPS: Final = (
    Stop("my_home", "#at-home", _("Trang chính")),
    Stop("my_code", "#at-qr", _("Mã của tôi")),
    Stop("my_scan", "#at-scan", _("Quét mã")),
    Stop("my_records", "#at-records", _("Hồ sơ")),
    Stop("my_corrections", "#at-correct", _("Sửa sai")),
)


def address_if_any(name: str) -> str:
    """Return an address by its name; "" while no page answers to it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
