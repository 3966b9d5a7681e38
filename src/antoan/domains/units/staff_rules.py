"""Which roles a unit gives, and what a login is made of. Pure."""

import re
from typing import Final

from antoan.kit.text import fold

ADMINISTRATOR: Final = "unit_admin"
# In the order in which pages offer them: the narrowest first.
ROLES: Final = ("gate_operator", "unit_viewer", "unit_hr", ADMINISTRATOR)
_LETTERS: Final = re.compile("[^a-z0-9]")
_LOGIN_LETTERS_MAX: Final = 20


def login_base(name: str) -> str:
    """Return the given name as a login begins with it: "Trần Thị Quản" gives "quan"."""
    words = fold(name).split(" ")
    letters = _LETTERS.sub("", words[-1])[:_LOGIN_LETTERS_MAX]
    return letters or "an"
