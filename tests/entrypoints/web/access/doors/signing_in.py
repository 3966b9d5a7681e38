"""Signing in, the second factor, registering by phone."""

from tests.entrypoints.web.access.doors.values import Doors
from tests.entrypoints.web.access.personas import ANYONE, NOBODY, SELF

DOORS: Doors = {
    "accounts/phone/": (ANYONE, ANYONE),
    "accounts/phone/code/": (ANYONE, ANYONE),
    "accounts/phone/again/": (NOBODY, ANYONE),
    "accounts/phone/who/": (ANYONE, ANYONE),
    "accounts/phone/switch/": (NOBODY, SELF),
    "accounts/phone/register/": (ANYONE, ANYONE),
    "accounts/phone/activation/": (ANYONE, ANYONE),
    "accounts/": (SELF, NOBODY),
    "accounts/login/": (ANYONE, ANYONE),
    "accounts/logout/": (ANYONE, ANYONE),
    "accounts/inactive/": (ANYONE, NOBODY),
    "accounts/reauthenticate/": (SELF, SELF),
    "accounts/password/": (SELF, SELF),
    "accounts/2fa/": (SELF, SELF),
    "accounts/2fa/authenticate/": (SELF, SELF),
    "accounts/2fa/reauthenticate/": (SELF, SELF),
    "accounts/2fa/totp/activate/": (SELF, SELF),
    "accounts/2fa/totp/deactivate/": (SELF, SELF),
    "accounts/2fa/recovery-codes/": (SELF, SELF),
    "accounts/2fa/recovery-codes/generate/": (SELF, SELF),
    "accounts/2fa/recovery-codes/download/": (SELF, SELF),
    "accounts/2fa/webauthn/": (SELF, SELF),
    "accounts/2fa/webauthn/add/": (SELF, SELF),
    "accounts/2fa/webauthn/reauthenticate/": (SELF, SELF),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (SELF, SELF),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (SELF, SELF),
    "accounts/sessions/": (SELF, SELF),
}
