"""The real areas, and the ones tests like to name."""

from datetime import date

from antoan.domains.areas import queries, services
from antoan.domains.areas.models import Area
from antoan.domains.areas.values import AreaView
from antoan.foundation.accounts.actor import SYSTEM

IN_2021 = date(2021, 10, 1)
IN_2026 = date(2026, 11, 22)


def the_areas() -> None:
    """Load both trees unless this test's database has them."""
    if not Area.objects.exists():
        services.load_areas(actor=SYSTEM)


def district(code: str = "760") -> AreaView:
    """Return a district of 2021; Quận 1 unless told."""
    the_areas()
    return queries.area_by_code(code, IN_2021)


def ward(code: str = "26740", on: date = IN_2026) -> AreaView:
    """Return a ward; Phường Sài Gòn of today unless told."""
    the_areas()
    return queries.area_by_code(code, on)
