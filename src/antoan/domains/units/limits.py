"""Every bound on registering and on accounts of a unit. Our own figures, none of them official."""

from datetime import timedelta
from typing import Final

WAITING_PER_NUMBER_MAX: Final = 5  # One phone registers the branches of a chain one after the other.
REGISTRATIONS_PER_NUMBER_DAY_MAX: Final = 10
REASON_LETTERS_MAX: Final = 300
RESEMBLING_MAX: Final = 10
INVITATION_LIFE: Final = timedelta(days=7)
STAFF_PER_UNIT_MAX: Final = 500
STAFF_VALID_DAYS_MAX: Final = 3650
# Who wrote a registration is of no use once it is decided: the account knows its own name.
REPRESENTATIVE_KEPT_FOR: Final = timedelta(days=30)
INVITATION_KEPT_FOR: Final = timedelta(days=30)
ZONE_INVITATIONS_AT_ONCE_MAX: Final = 100
ZONE_MEMBERS_MAX: Final = 5_000  # Invited and joined: the largest market has fewer stalls.
ZONE_INVITATION_LIFE: Final = timedelta(days=30)  # A code goes from stall to stall on paper.
