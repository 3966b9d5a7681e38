"""A small synthetic city in the test's database."""

from datetime import date
from pathlib import Path

from django.conf import settings

from antoan.domains.codes.keys import SigningRing
from antoan.domains.policy.services import publish_shipped
from antoan.entrypoints.cli.city.loading import CityReport, make_city
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.areas import the_areas

UNTIL = date(2026, 11, 22)


def a_city(people: int = 3_000, days: int = 2, seed: int = 7, **wishes: object) -> CityReport:
    """Make a city as of 22 November 2026 with all that an installation has before it."""
    the_areas()
    publish_shipped(actor=SYSTEM)
    SigningRing.create_missing(Path(settings.DATA), today=UNTIL)
    return make_city(CityPlan(people=people, days=days, until=UNTIL, seed=seed, **wishes))
