"""Bounds of field forms, each with what happens at it. The phone's own are in office/assets/field/limits.js."""

from datetime import timedelta
from typing import Final

SEALED_BYTES_MAX: Final = 4_096  # A form is a few hundred; a longer one is refused.
AHEAD_MAX: Final = timedelta(minutes=10)  # Of a phone's clock; later is taken as now.
OLDEST: Final = timedelta(days=30)  # The phone keeps them so long; what comes later is refused.
FORMS_PER_ACCOUNT_DAY_MAX: Final = 1_000
WAITING_SHOWN: Final = 50
NOTE_LETTERS_MAX: Final = 300  # As the short form of declaring has it.
FIELD_LETTERS_MAX: Final = 250
