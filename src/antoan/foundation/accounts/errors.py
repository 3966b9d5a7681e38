"""What can go wrong with accounts and grants."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class LoginUnusable(BadInput):
    """A login has 3 to 150 of: small letters a-z, digits, and . _ @ + - (no spaces, no diacritics)."""

    code = "accounts:login:unusable"


class LoginTaken(Conflict):
    """This login belongs to another account: choose another."""

    code = "accounts:login:taken"


class PasswordTooWeak(BadInput):
    """This password is too easy to guess."""

    code = "accounts:password:weak"


class SecretUnusable(BadInput):
    """A TOTP secret is base32 text of at least 16 characters."""

    code = "accounts:totp:unusable"


class AccountMissing(NotFound):
    """There is no such account."""

    code = "accounts:account:not_found"


class GrantMissing(NotFound):
    """There is no such grant."""

    code = "accounts:grant:not_found"


class GrantTooWide(Forbidden):
    """Nobody gives a right wider than their own."""

    code = "accounts:grant:too_wide"


class GrantToOneself(Forbidden):
    """Nobody gives a right to themselves: ask a colleague."""

    code = "accounts:grant:oneself"


class GrantUnusable(BadInput):
    """This grant contradicts itself."""

    code = "accounts:grant:unusable"
