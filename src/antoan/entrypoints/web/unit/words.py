"""Words of a unit's pages."""

from django.utils.translation import get_language

from antoan.foundation.accounts.roles import role


def role_word(key: str) -> str:
    """Return what a role is called, in the reader's language."""
    held = role(key)
    return held.en if get_language() == "en" else held.vi
