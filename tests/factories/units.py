"""Units, and accounts' actors that hold rights on them."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

import antoan.config
from antoan.domains.messaging.models import Message
from antoan.domains.places.values import NewPlace, PlaceKind, PlaceView
from antoan.domains.units import services
from antoan.domains.units.registration_values import NewRegistration
from antoan.domains.units.values import NewUnit, UnitView
from antoan.foundation.accounts.actor import SYSTEM, Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.identity import a_verified_phone

_ROLES = tomllib.loads((Path(antoan.config.__file__).parent / "roles.toml").read_text())


def a_unit(name: str = "Công ty Bến Thành", ward_id: int | None = None) -> UnitView:
    """Return a unit."""
    return services.register_unit(actor=SYSTEM, unit=NewUnit(name=name, kind=PlaceKind.SHOP, ward_id=ward_id))


def a_place_of(
    unit: UnitView, name: str = "Cửa hàng 1", kind: PlaceKind = PlaceKind.SHOP, **facts
) -> PlaceView:
    """Return a place of a unit, a shop unless told."""
    place = NewPlace(name=name, kind=kind, **facts)
    return services.add_place_to_unit(actor=SYSTEM, unit_id=unit.id, place=place)


def someone_as(role: str, kind: ScopeKind, scope_id: int | None = None, account_id: int = 7) -> Actor:
    """Return an actor with one of the roles of roles.toml within a scope."""
    grant = HeldGrant(role, frozenset(_ROLES[role]["permissions"]), kind, scope_id)
    return Actor(account_id=account_id, label=role, grants=(grant,))


def admin_of(unit: UnitView) -> Actor:
    """Return the administrator of a unit."""
    return someone_as("unit_admin", ScopeKind.UNIT, unit.id)


REGISTRANT = "0912345001"


def a_registration(number: str = REGISTRANT, at: datetime | None = None, **facts):
    """Return the state of a registration that waits, made on a proven phone."""
    at = at or clock.now()
    new = NewRegistration(
        **{
            "id": uuid7(),
            "name": "Tạp hóa Cô Ba",
            "kind": PlaceKind.SHOP,
            "ward_id": ward("26740").id,
            "address": "12 Lê Lợi",
            "representative": "Nguyễn Thị Ba",
            "tax_number": "0312345678",
        }
        | facts
    )
    return services.submit_registration(check_id=a_verified_phone(number), registration=new, at=at)


def sent_secret(template: str = "units.approved", number: str = REGISTRANT) -> str:
    """Return the secret in the newest link of a template that went to a number."""
    wanted = "+84" + number[1:]
    rows = Message.objects.filter(template=template).order_by("id")
    return re.search(r"/units/join/([\w-]+)", [row.text for row in rows if row.number == wanted][-1])[1]
