"""How good records are."""

from datetime import UTC, datetime, timedelta

import pytest

from antoan.domains.records.quality import points_of, quality_of_site, settle_by
from antoan.domains.records.values import Doubt


def test_a_record_without_a_doubt_has_all_points():
    assert points_of(()) == 100


@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_doubt_costs_points(doubt):
    assert 0 <= points_of([doubt]) < 100


def test_points_do_not_fall_below_nought():
    assert points_of(list(Doubt)) == 0


def test_a_site_is_as_good_as_the_mean_of_its_records():
    site = quality_of_site("clinic:1", 4, [[Doubt.AFTER_HOURS], [Doubt.FUTURE]])
    assert (site.records, site.doubted, site.points) == (4, 2, 72)


def test_nobody_is_made_better_than_they_are():
    assert quality_of_site("clinic:1", 1000, [[Doubt.AFTER_HOURS]]).points == 99


def test_quarantine_is_settled_within_three_days():
    at = datetime(2021, 10, 20, tzinfo=UTC)
    assert settle_by(at) == at + timedelta(hours=72)
