"""Wards with people who need cards, and batches for them."""

from datetime import date
from uuid import UUID

from antoan.domains.cards import services
from antoan.domains.cards.queries import batch_for, roster_for
from antoan.domains.cards.rosters.columns import COLUMNS
from antoan.domains.cards.values import BatchView, Chosen, NewBatch, RosterOwner
from antoan.domains.people.values import PersonView
from antoan.domains.printing.values import CardLayout
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.imports.services import advance as advance_import
from antoan.foundation.imports.values import RunView
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.tables import an_xlsx
from tests.factories.units import someone_as

STREET = (("2 Lê Lợi", "Trần Thị Hai"), ("1 Lê Lợi", "Trần Văn Một"), ("1 Lê Lợi", "Lê Thị Bà"))


def officer_of(ward_id: int, account_id: int = 41) -> Actor:
    """Return an officer of a ward."""
    return someone_as("ward_officer", ScopeKind.AREA, ward_id, account_id=account_id)


def a_street(ward_id: int | None = None) -> list[PersonView]:
    """Return people of a street: a grandmother among them."""
    home = ward_id or ward().id
    born = {"Lê Thị Bà": date(1950, 1, 1)}
    return [
        a_person(name, born.get(name, date(1990, 5, 5)), ward_id=home, address=address)
        for address, name in STREET
    ]


def ordered(actor: Actor, **where: object) -> UUID:
    """Order a batch; `where` are fields of NewBatch."""
    where = {"id": uuid7(), "layout": CardLayout.SHEET, "chosen": Chosen(), **where}
    return services.order_batch(actor=actor, new=NewBatch(**where)).id  # type: ignore[arg-type]


def made(actor: Actor, batch_id: UUID) -> BatchView:
    """Let the worker go through a batch."""
    while services.advance(batch_id):
        continue
    return batch_for(actor, batch_id)


ROSTER_HEADER = [column.title for column in COLUMNS]


def a_roster_row(name: str, birth: str = "25/12/1950", **cells: str) -> list[object]:
    """Return a row of a list that somebody brings."""
    return [{"name": name, "birth": birth, **cells}.get(column.key, "") for column in COLUMNS]


def brought(actor: Actor, owner: RosterOwner, *rows: list[object]) -> RunView:
    """Bring a list and let the worker check it."""
    data = an_xlsx([ROSTER_HEADER, *rows])
    run = services.bring_roster(
        actor=actor, owner=owner, roster_id=uuid7(), file_name="danh-sach.xlsx", data=data
    )
    return worked_through(actor, run.id)


def loaded(actor: Actor, owner: RosterOwner, *rows: list[object]) -> RunView:
    """Bring a list and load all its good rows."""
    run = brought(actor, owner, *rows)
    services.load_roster(actor=actor, roster_id=run.id)
    return worked_through(actor, run.id)


def worked_through(actor: Actor, roster_id: UUID) -> RunView:
    """Let the worker go with a list as far as it goes."""
    while advance_import(roster_id):
        continue
    return roster_for(actor, roster_id)
