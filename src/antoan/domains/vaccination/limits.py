"""Bounds of campaigns, and our own figures for how a session goes (unconfirmed, for the city to set)."""

from datetime import timedelta
from typing import Final

TARGETS_MAX: Final = 200_000  # Of one campaign.
CAPACITY_MAX: Final = 20_000  # Of one session: the largest halls of 2021 took some thousands a day.
LOTS_PER_SESSION_MAX: Final = 40
SESSIONS_PER_CAMPAIGN_MAX: Final = 1_000
UNDO_FOR: Final = timedelta(minutes=10)
HOURS_SLACK: Final = timedelta(minutes=60)  # The last in the row are vaccinated after closing.
NAME_LETTERS_MAX: Final = 150
WORDS_LETTERS_MAX: Final = 1_000
INVITED_AT_ONCE_MAX: Final = 2_000
CAMPAIGN_DAYS_MAX: Final = 366
