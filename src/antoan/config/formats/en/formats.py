"""Day first here too: one date must not be two days in two languages of one page."""

DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "H:i d/m/Y"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "H:i d/m/Y"
NUMBER_GROUPING = 3  # Only where a page asks for it.
