"""A commune with two places, the unit that answers for them and its officer, for the journey of safety; nobody else's."""

from collections.abc import Callable
from typing import Any

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock

COMMUNE = "25777"


def seeds(account: Callable[..., Any]) -> dict[str, Any]:
    """Return the accounts; one place was assessed before, the other never."""
    from antoan.domains.areas.queries import area_by_code
    from antoan.domains.places.services import issue_place_code
    from antoan.domains.places.values import PlaceKind
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.assessment import an_assessment
    from tests.factories.units import a_place_of, a_unit

    home = area_by_code(COMMUNE, clock.today()).id
    unit = a_unit("Hợp tác xã Dầu Tiếng", ward_id=home)
    shop = a_place_of(unit, "Siêu thị Dầu Tiếng", PlaceKind.SUPERMARKET, address="1 Độc Lập", ward_id=home)
    store = a_place_of(unit, "Cửa hàng Long Hòa", ward_id=home)
    an_assessment(store.id)
    code = issue_place_code(actor=SYSTEM, place_id=shop.id, at=clock.now())
    return {
        "safety": {
            "place": shop.id,
            "path": "/p/" + code.url.rpartition("/")[2],
            "admin": account("an.toan", "Đặng Thị An Toàn", "unit_admin", ScopeKind.UNIT, unit.id, totp=True),
            "officer": account("hau.kiem", "Lý Văn Kiểm", "ward_officer", ScopeKind.AREA, home, totp=True),
        }
    }
