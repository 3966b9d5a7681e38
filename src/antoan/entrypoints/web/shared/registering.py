"""Words of a unit's registration, for whoever registers and whoever decides."""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from antoan.domains.units.bodies import body_lines
from antoan.domains.units.registration_values import Body, RegistrationState

STATES: Final = {
    RegistrationState.WAITING: _("Đang chờ duyệt"),
    RegistrationState.APPROVED: _("Đã duyệt"),
    RegistrationState.REFUSED: _("Chưa được duyệt"),
}


def body_name(body: Body) -> str:
    """Return what a body is called, in the reader's language."""
    line = next(line for line in body_lines() if line.body is body)
    return line.en if get_language() == "en" else line.vi
