"""Bounds of the figures: how long they are kept, how much is compared, how many rows a page or a file holds."""

from typing import Final

HOURS_KEPT_DAYS: Final = 35  # Half hours: four weeks beside each other, and a week to spare.
DAYS_KEPT: Final = 1_096  # Day counts: three years, so that a season has two before it.
REPORT_DAYS_KEPT: Final = 90
COMPARISON_DAYS_KEPT: Final = 400

# A scan that waited on a device comes up to eight days late (visits.services.DAYS_BACK); declarations likewise.
COMPARED_DAYS: Final = 9
# The log itself is read only for the days on which nearly everything still changes.
COMPARED_LOG_DAYS: Final = 2

NOTES_PER_BATCH: Final = 20_000
PERIOD_DAYS_MAX: Final = 92  # Of a page or a file.
PLACES_LISTED_MAX: Final = 100  # Of a page; the next one goes on after them.
FILE_ROWS_MAX: Final = 200_000  # More is refused, never cut (lesson L4).
