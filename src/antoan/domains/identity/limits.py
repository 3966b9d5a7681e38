"""Every bound on signing in and registering, in one place. Our own figures, none of them official.

What a guesser has: WRONG_PER_NUMBER_DAY_MAX tries a day at one number, one in 50,000; and at most
WRONG_PER_ADDRESS_HOUR_MAX an hour from one address, whatever the numbers.
"""

from datetime import timedelta
from typing import Final

CODE_DIGITS: Final = 6
CODE_LIFE: Final = timedelta(minutes=5)
# A check is one visit to the sign-in page: a number, the codes sent to it, the tries made with them.
CHECK_OPEN_FOR: Final = timedelta(minutes=15)
CODES_PER_CHECK_MAX: Final = 3
TRIES_PER_CHECK_MAX: Final = 5  # Then a new code must be asked for.
RESEND_AFTER: Final = timedelta(seconds=60)
CODES_PER_NUMBER_HOUR_MAX: Final = 6
CODES_PER_NUMBER_DAY_MAX: Final = 12
WRONG_PER_NUMBER_HOUR_MAX: Final = 10  # Then the number is locked until the hour is over.
WRONG_PER_NUMBER_DAY_MAX: Final = 20
WRONG_PER_ADDRESS_HOUR_MAX: Final = 200  # Thousands share the address of a mobile network.
# How long a proven number may be used to choose a person or to register one; people type slowly.
VERIFIED_FOR: Final = timedelta(hours=1)
CHECKS_KEPT_FOR: Final = timedelta(days=2)  # Longer than the longest period counted.

# Numbers are given to somebody else: one proven long ago asks for the day of birth again.
PHONE_TRUSTED_FOR: Final = timedelta(days=180)
PROOF_TRIES_PER_DAY_MAX: Final = 3  # Of one person on one number: of 366 days, one in 122.
PROOF_TRIES_PER_NUMBER_DAY_MAX: Final = 8

SESSION_AGE: Final = timedelta(weeks=8)  # On one's own phone; on somebody else's until the browser is closed.
PROVEN_PER_SESSION_MAX: Final = 12

REGISTRATIONS_PER_NUMBER_DAY_MAX: Final = 6
CANDIDATES_PER_CASE_MAX: Final = 5
DECIDED_WITHIN: Final = timedelta(days=3)
PAPER_WITHIN: Final = timedelta(days=7)  # To bring the paper an office asked for.

ACTIVATION_LETTERS: Final = 12
ACTIVATION_LIFE: Final = timedelta(days=7)
ACTIVATIONS_PER_ACCOUNT_DAY_MAX: Final = 100
ACTIVATION_TRIES_PER_ADDRESS_HOUR_MAX: Final = 20

DEPENDANTS_PER_GUARDIAN_MAX: Final = 20
ADULT_AGE_YEARS: Final = 18
INVITATION_LIFE: Final = timedelta(days=7)
INVITATIONS_PER_DAY_MAX: Final = 5  # Each may send a text message to somebody who did not ask for it.

MERGE_UNDO_FOR: Final = timedelta(days=7)  # Then the dropped entry is erased.
MERGE_ROWS_MAX: Final = 20_000  # Of both entries; more is no slip of a desk, and is refused.
MERGE_REASON_LETTERS: Final = (5, 150)

HELPER_DAYS_MAX: Final = 30  # A volunteer's right ends by itself; it is given anew when the campaign goes on.
HELPERS_PER_WARD_MAX: Final = 200
