"""Bounds of assessments, and what happens at each."""

from typing import Final

NOTE_LETTERS_MAX: Final = 300  # More is refused: WordsTooLong.
ITEMS_MAX: Final = 60  # Of a set; a larger document is refused when it is read.
SUBMITTED_PER_PLACE_DAY_MAX: Final = 5  # By one set; then TooManyToday.
PHOTOS_PER_ASSESSMENT_MAX: Final = 30  # Then TooManyPhotos; five of one item: foundation/files.
PLAN_DAYS_MAX: Final = 365  # The last day a step may be due; later is refused.
HISTORY_SHOWN_MAX: Final = 50  # Older assessments are kept, and not listed.
PAGE_PLACES_MAX: Final = 50  # Of an officer's list; the rest on the next pages.
REMIND_DAYS_BEFORE: Final = 7  # A unit is told so long before an assessment ends. Our own figure (I).
REMINDERS_PER_RUN_MAX: Final = 1_000  # The rest goes out in the next hour.
