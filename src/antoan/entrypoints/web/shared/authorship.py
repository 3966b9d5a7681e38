"""How we know who sends a form: the way they signed in, what they are, and from which session."""

import hashlib
from typing import Final

from django.http import HttpRequest

from antoan.domains.declarations.values import Authorship, Channel, Verification
from antoan.entrypoints.web.shared.acting import actor_of

SESSION_BYTES: Final = 16
_HELPER: Final = "helper"
_CITIZEN: Final = "citizen"
_BY_PASSWORD: Final = "password"  # noqa: S105 - the name of a way to sign in
_METHODS: Final = "account_authentication_methods"  # Where allauth keeps how somebody signed in.


def authorship_of(request: HttpRequest) -> Authorship:
    """Return what is kept of who sent a form."""
    roles = {grant.role for grant in actor_of(request).grants}
    digest = hashlib.sha256((request.session.session_key or "").encode()).digest()[:SESSION_BYTES]
    if _CITIZEN in roles:
        return Authorship(channel=Channel.WEB, verified_by=_signed_in_by(request), session=digest)
    verified_by = Verification.HELPER if _HELPER in roles else Verification.STAFF
    return Authorship(channel=Channel.STAFF, verified_by=verified_by, session=digest)


def _signed_in_by(request: HttpRequest) -> Verification:
    """A one-time code to the phone proves more than a password; whoever used one has it said."""
    methods = {entry.get("method") for entry in request.session.get(_METHODS, [])}
    return Verification.OTP if methods - {_BY_PASSWORD, None} else Verification.PASSWORD
