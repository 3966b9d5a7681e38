"""The demo: a small city, one unit with a gate to try, an account for each role, and codes of every colour.

How people sign in stands in ``demo.json`` (0600) in the data folder, so that every start tells the same.
"""

from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model

from antoan.domains.areas.queries import area_by_code, areas_on
from antoan.domains.passes.queries.storage import StoredPass
from antoan.domains.people.queries.bulk import all_person_ids, wards_of
from antoan.domains.people.queries.persons import person_by_qid, person_view, phone_for
from antoan.domains.people.queries.phones import own_numbers_of
from antoan.domains.places import queries as places
from antoan.domains.places import services as place_services
from antoan.domains.places.values import NewPlace, PlaceKind
from antoan.domains.statistics.queries import counted_days
from antoan.domains.statistics.services import count_days, count_loaded, count_places, make_reports
from antoan.domains.units import services as units
from antoan.domains.units.queries import units_of
from antoan.domains.units.values import NewUnit
from antoan.entrypoints.cli.city.demo_accounts import (
    CITIZEN,
    Scoped,
    ensure_accounts,
    has_account,
    missing_accounts,
)
from antoan.entrypoints.cli.city.demo_codes import codes_by_colour, green_people
from antoan.entrypoints.cli.city.keepsake import DemoGate, Keepsake
from antoan.entrypoints.cli.city.loading import make_city
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.progress import Progress
from antoan.entrypoints.cli.city.residents import first_qid
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Conflict, NotFound
from antoan.kit.phones import national_phone

DEMO_PEOPLE: Final = 20_000
DEMO_DAYS: Final = 3
DEMO_MAP_DAYS: Final = 14
CITIZENS_LOOKED_AT: Final = 5_000
_WARD: Final = "26740"  # Phường Sài Gòn, once Bến Nghé of Quận 1.
_DISTRICT: Final = ("760", date(2021, 10, 1))  # Quận 1: its right outlived it.


class DemoRefused(Conflict):
    """This installation holds real people."""

    code = "demo:refused"


def make_demo(people: int = DEMO_PEOPLE) -> dict[str, Any]:
    """Make the demo where it is missing, and return what the ready file of contract §1 tells of it.

    Safe to repeat: a second start tells the same gate and accounts. Colours are judged anew at each start,
    because they change with time. DemoRefused in an installation that holds other people.
    """
    now = clock.now()
    if not _is_made():
        make_city(CityPlan(people=people, days=DEMO_DAYS, until=clock.today(), codes=people), Progress(0))
    _count_cases()
    _count_figures(now)
    kept = Keepsake.of(settings.DATA)
    gate = _ensure_gate(kept, now)
    if missing_accounts(kept):
        ensure_accounts(kept, _scopes(gate), _citizen(gate.place_id, now))
    ticket = place_services.make_enrolment_ticket(actor=SYSTEM, gate_id=gate.gate_id, at=now)
    return {
        "gate": {"id": gate.gate_id, "token": gate.token},
        "enrolment": ticket.secret,
        "accounts": [
            {
                "role": account.role,
                "login": account.login,
                "password": account.password,
                "totp_secret": account.totp_secret,
            }
            for account in kept.accounts
        ],
        "codes": codes_by_colour(gate.place_id, now),
        "messages": _messages(kept),
    }


def _count_cases() -> None:
    """Fill the risk map of the last days, so that it is alive at once; later days are the worker's."""
    today = clock.today()
    counted = counted_days()
    first = max(
        [today - timedelta(days=DEMO_MAP_DAYS - 1), *(day + timedelta(days=1) for day in counted[:1])]
    )
    count_days(first, today)


def _count_figures(now: datetime) -> None:
    """Count what the city was loaded with, which went around the triggers; at a later start only what is missing."""
    count_loaded(now)
    count_places(now)
    areas = [
        area_by_code(_WARD, clock.today()).id,
        area_by_code(*_DISTRICT).id,
        areas_on(clock.today())[0].id,
    ]
    make_reports(now, only=areas)  # Of whom the demo's accounts are over; the worker makes the rest.


def _messages(kept: Keepsake) -> dict[str, str]:
    """Return where text messages are written, and the number with which the demo's citizen signs in."""
    login = next((account.login for account in kept.accounts if account.role == CITIZEN), "")
    account = get_user_model().objects.filter(login=login).first()
    if account is None or account.person_id is None or settings.SMS_GATEWAY != "file":
        return {}
    person = person_view(account.person_id)
    birth = person.birth.on
    return {
        "file": str(settings.DATA / "messages" / "sent.txt"),
        "citizen_phone": national_phone(phone_for(person.id) or ""),
        "citizen_birth": f"{birth:%d/%m/%Y}" if person.birth.is_day_known else str(birth.year),
    }


def _citizen(place_id: int, now: datetime) -> StoredPass:
    """Return who is the demo's citizen, from the ward of the demo's officers if one of the first is."""
    green = list(islice(green_people(place_id, now), CITIZENS_LOOKED_AT))
    homes = wards_of(who.person_id for who in green)
    here = area_by_code(_WARD, clock.today()).id
    near = (who for who in green if homes.get(who.person_id) == here)
    return next(who for who in chain(near, green) if _may_try(who))


def _may_try(who: StoredPass) -> bool:
    """Tell whether somebody can be the demo's citizen: no account yet, a number of their own, a known birthday."""
    return (
        not has_account(who.person_id)
        and bool(own_numbers_of(who.person_id))
        and person_view(who.person_id).birth.is_day_known
    )


def _is_made() -> bool:
    """Tell whether a synthetic city is there; DemoRefused when the people are not from one."""
    if next(all_person_ids(1), None) is None:
        return False
    try:
        # The first person of every synthetic city bears this QID, and nobody else ever does.
        person_by_qid(first_qid())
    except NotFound:
        raise DemoRefused(
            "This installation holds people that are not from a synthetic city: no demo is mixed in. "
            "Start without --demo, or choose another --data folder."
        ) from None
    return True


def _scopes(gate: DemoGate) -> dict[str, tuple[Scoped, ...]]:
    """Return where each role's account acts: at the gate, in the unit, at a hospital, its ward, the district it lay in."""
    ward = (ScopeKind.AREA, area_by_code(_WARD, clock.today()).id)
    unit = (ScopeKind.UNIT, gate.unit_id)
    scopes: dict[str, tuple[Scoped, ...]] = {
        "gate_operator": ((ScopeKind.PLACE, gate.place_id),),
        "unit_admin": (unit,),
        "unit_hr": (unit,),
        "unit_viewer": (unit,),
        "helper": (ward,),
        "ward_officer": (ward,),
        "rapid_team": (ward,),
        "district_supervisor": ((ScopeKind.AREA, area_by_code(*_DISTRICT).id),),
    }
    hospital = next((one.id for one in units_of(SYSTEM) if one.kind is PlaceKind.HOSPITAL), None)
    if hospital is not None:
        at_work = (ScopeKind.UNIT, hospital)
        scopes |= dict.fromkeys(("reception_kiosk", "lab_staff", "vaccination_team"), (at_work,))
        scopes["clinic_staff"] = (at_work, ward)  # Whoever works there also looks after people at home.
    return scopes


def _ensure_gate(kept: Keepsake, now: datetime) -> DemoGate:
    """Return the demo's gate with a device that may scan; make what is missing of it."""
    if kept.gate is not None and _still_scans(kept.gate):
        return kept.gate
    unit_id, place_id, gate_id = _new_gate(now)
    ticket = place_services.make_enrolment_ticket(actor=SYSTEM, gate_id=gate_id, at=now)
    device, token = place_services.redeem_ticket(secret=ticket.secret, device_name="Máy dùng thử", at=now)
    kept.gate = DemoGate(unit_id, place_id, gate_id, device.id, token)
    kept.keep()
    return kept.gate


def _still_scans(gate: DemoGate) -> bool:
    try:
        return places.device_for(SYSTEM, gate.device_id).is_active
    except NotFound:
        return False


def _new_gate(now: datetime) -> tuple[int, int, int]:
    ward_id = area_by_code(_WARD, clock.local_date(now)).id
    name, kind = "Siêu thị An Toàn", PlaceKind.SUPERMARKET
    unit = units.register_unit(actor=SYSTEM, unit=NewUnit(name=name, kind=kind, ward_id=ward_id))
    place = units.add_place_to_unit(
        actor=SYSTEM,
        unit_id=unit.id,
        place=NewPlace(name=name, kind=kind, address="12 Lê Lợi", ward_id=ward_id, capacity=120),
    )
    spot = places.spots_of_place(SYSTEM, place.id)[0]
    gate = place_services.add_gate(actor=SYSTEM, spot_id=spot.id, name="Cổng chính")
    place_services.issue_place_code(actor=SYSTEM, place_id=place.id, at=now)
    return unit.id, place.id, gate.id
