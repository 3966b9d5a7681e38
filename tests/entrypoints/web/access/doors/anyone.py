"""Pages open to all the world, and what a code or a number opens."""

from tests.entrypoints.web.access.doors.values import Doors
from tests.entrypoints.web.access.personas import ANYONE, NOBODY, SELF

DOORS: Doors = {
    "": (ANYONE, ANYONE),
    "map/": (ANYONE, NOBODY),
    "safety/": (ANYONE, NOBODY),
    "transparency/": (ANYONE, NOBODY),
    "certificates/<str:certificate>/": (ANYONE, NOBODY),  # The number is the right; nobody is named.
    "certificates/<str:certificate>.json": (ANYONE, NOBODY),
    "guides/": (ANYONE, NOBODY),
    "guides/<slug:guide>/": (ANYONE, NOBODY),
    "p/<str:token>": (ANYONE, SELF),  # Only those one answers for: test_checking_pages.
    ".well-known/antoan-keys.json": (ANYONE, NOBODY),
    "healthz": (ANYONE, NOBODY),
    "readyz": (ANYONE, NOBODY),
    "metrics": (ANYONE, NOBODY),  # This machine only: test_public_pages.
    "language": (ANYONE, ANYONE),
    "f/<str:invitation_token>": (ANYONE, ANYONE),  # The secret in the link is the right: test_family_pages.
    "display": (NOBODY, ANYONE),
    "verify": (ANYONE, ANYONE),  # The slip itself is the right: test_slips.
    "sms/incoming": (NOBODY, NOBODY),  # The gateway's secret is the right: test_sms_doors.
    "sms/reports/<uuid:ref>/<str:proof>": (NOBODY, NOBODY),
}
