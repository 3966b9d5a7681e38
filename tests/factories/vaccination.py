"""Campaigns, sessions and lots as a unit of a test plans them."""

from datetime import date, time, timedelta
from uuid import UUID, uuid4

from antoan.domains.codes.services import issue_personal_code
from antoan.domains.records.values import Lot
from antoan.domains.vaccination import services
from antoan.domains.vaccination.values import CampaignView, NewCampaign, NewEntry, NewSession, SessionView
from antoan.entrypoints.web.citizen.own_code import head_of
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock

LOT = "FF8871"


def a_campaign(unit_id: int, product: str = "comirnaty", name: str = "Tiêm mũi 2 quý IV") -> CampaignView:
    today = clock.today()
    new = NewCampaign(
        id=uuid4(), unit_id=unit_id, name=name, product=product,
        starts_on=today - timedelta(days=7), ends_on=today + timedelta(days=30),
    )  # fmt: skip
    return services.open_campaign(actor=SYSTEM, campaign=new)


def new_session(campaign_id: UUID, held_on: date | None = None, **known: object) -> NewSession:
    fields = {
        "id": uuid4(), "campaign_id": campaign_id, "site": "Nhà thi đấu Phú Thọ", "address": "1 Lữ Gia",
        "held_on": held_on or clock.today(), "opens": time(7), "closes": time(17), "capacity": 300,
    }  # fmt: skip
    return NewSession(**(fields | known))  # type: ignore[arg-type]


def a_session(unit_id: int, held_on: date | None = None, *, vials: int = 10, **known: object) -> SessionView:
    """Return a session with one lot of its campaign's vaccine."""
    campaign = a_campaign(unit_id)
    session = services.plan_session(actor=SYSTEM, session=new_session(campaign.id, held_on, **known))
    lot = Lot(campaign.product, LOT, session.held_on + timedelta(days=60))
    services.bring_lot(actor=SYSTEM, session_id=session.id, lot=lot, vials=vials, doses_per_vial=6)
    return session


def code_of(person) -> str:
    return issue_personal_code(actor=SYSTEM, subject=head_of(person)).text


def an_entry(
    session: SessionView,
    person,
    *,
    actor: Actor = SYSTEM,
    lot: str = LOT,
    anyway: bool = False,
    entry_id=None,
):
    entry = NewEntry(
        id=entry_id or uuid4(), session_id=session.id, code=code_of(person), lot=lot, is_given_anyway=anyway
    )
    return services.enter_dose(actor=actor, entry=entry)
