"""Vietnamese telephone numbers in one canonical form."""

import phonenumbers

from antoan.kit.errors import BadInput


class PhoneUnreadable(BadInput):
    """This is not a telephone number: write it with 10 digits, for example 0912 345 678."""

    code = "phone:unreadable"


def normalise_phone(text: str) -> str:
    """Return the number as +84…; PhoneUnreadable when it cannot be one.

    The library reads letters as the keys of an old telephone (1800FLOWERS): here a code or a name
    typed into the wrong field would become the number of a stranger.
    """
    if any(character.isalpha() for character in text):
        raise PhoneUnreadable
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        raise PhoneUnreadable from None
    if not phonenumbers.is_possible_number(number):
        raise PhoneUnreadable
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national_phone(e164: str) -> str:
    """Return a canonical number as people write it: +84912345678 becomes 0912345678."""
    return "0" + e164.removeprefix("+84") if e164.startswith("+84") else e164


def mask_phone(e164: str) -> str:
    """Keep only the last three digits."""
    return "*" * 7 + e164[-3:]
