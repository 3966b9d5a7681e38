"""A city of two districts for tests of grants, so that accounts are tested without the domains above."""

import pytest

from antoan.foundation.accounts import locating
from antoan.foundation.accounts.scopes import Scope, ScopeKind

DISTRICT, WARD, OTHER_DISTRICT, OTHER_WARD, UNIT = 10, 101, 20, 201, 5
AREAS = {
    DISTRICT: [1, DISTRICT],
    WARD: [1, DISTRICT, WARD],
    OTHER_DISTRICT: [1, OTHER_DISTRICT],
    OTHER_WARD: [1, OTHER_DISTRICT, OTHER_WARD],
}


@pytest.fixture
def imagined_city(monkeypatch):
    """Say where its areas and its one unit lie."""
    monkeypatch.setattr(
        locating,
        "_locators",
        {
            ScopeKind.AREA: lambda area_id: Scope(areas=frozenset(AREAS[area_id])),
            ScopeKind.UNIT: lambda unit_id: Scope(areas=frozenset(AREAS[WARD]), unit_id=unit_id),
        },
    )
