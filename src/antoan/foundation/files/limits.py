"""Bounds of what people may send."""

from typing import Final

PICTURE_BYTES_MAX: Final = 12 * 1024 * 1024  # A phone's photo of 50 megapixels has about 10 MB.
PIXELS_MAX: Final = 50_000_000
SIDE_PIXELS_MAX: Final = 2_400  # Kept so large: small print on an A4 page stays readable.
FILES_PER_OWNER_MAX: Final = 5
FILES_PER_PERSON_DAY_MAX: Final = 20
ORPHAN_HOURS_MAX: Final = 24  # A picture of a form that was never sent is kept so long.
ORPHANS_PER_RUN_MAX: Final = 1_000
