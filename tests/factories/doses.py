"""Files of doses, and what becomes of them."""

from uuid import uuid4

from antoan.domains.people.values import PersonView
from antoan.domains.vaccination import services
from antoan.domains.vaccination.importing.columns import COLUMNS
from antoan.domains.vaccination.queries.files import doses_file
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.imports.services import advance
from antoan.foundation.imports.values import RunView
from tests.factories.tables import a_csv

HEADER = [column.title for column in COLUMNS]


def a_dose_row(person: PersonView | None = None, **cells: str) -> list[str]:
    """Return a row of a file: of somebody registered, by the CCCD, or of a stranger."""
    known = {
        "name": "Lê Thị Lạ", "birth": "04/03/1992", "gender": "Nữ", "paper": "079192000321", "product": "Pfizer",
        "given_on": "01/09/2021", "dose_number": "1", "lot": "FF8871", "site": "Nhà thi đấu Phú Thọ",
    }  # fmt: skip
    if person is not None:
        known |= {
            "name": person.full_name, "birth": f"{person.birth.on:%d/%m/%Y}", "gender": "Nam",
            "paper": person.identity_number,
        }  # fmt: skip
    known |= cells
    return [known.get(column.key, "") for column in COLUMNS]


def a_dose_file(*rows: list[str]) -> bytes:
    """Return a CSV with a header and these rows."""
    return a_csv([HEADER, *rows])


def brought(unit_id: int | str, data: bytes, actor: Actor = SYSTEM) -> RunView:
    """Bring a file and let the worker check it."""
    run = services.import_doses(
        actor=actor, owner_id=str(unit_id), run_id=uuid4(), file_name="mui-tiem.csv", data=data
    )
    return worked_on(run)


def loaded(
    unit_id: int | str, data: bytes, actor: Actor = SYSTEM, *, registers_unknown: bool = False
) -> RunView:
    """Bring a file and load all its good rows."""
    run = brought(unit_id, data, actor)
    services.load_doses_file(
        actor=actor, owner_id=str(unit_id), run_id=run.id, registers_unknown=registers_unknown
    )
    return worked_on(run)


def worked_on(run: RunView) -> RunView:
    """Let the worker go as far as it goes."""
    while advance(run.id):
        continue
    return doses_file(SYSTEM, run.owner_id, run.id)
