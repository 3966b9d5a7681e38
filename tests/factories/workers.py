"""Units with staff lists: people on them, files, groups, quotas."""

from datetime import date
from itertools import count
from uuid import uuid4

from antoan.domains.people.values import Birth, Gender, PersonView
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.services import register_unit
from antoan.domains.units.values import NewUnit, UnitView
from antoan.domains.workers import services
from antoan.domains.workers.importing.columns import COLUMNS
from antoan.domains.workers.list_values import PlanKind
from antoan.domains.workers.queries.files import file_of
from antoan.domains.workers.values import CohortView, NewCohort, NewWorker, WorkerView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.imports.services import advance
from antoan.foundation.imports.values import RunView
from tests.factories.areas import IN_2021, ward
from tests.factories.people import a_cccd
from tests.factories.tables import an_xlsx
from tests.factories.units import someone_as

_numbers = count(1)
HEADER = [column.title for column in COLUMNS]
REASON = "Đã xem hồ sơ của đơn vị, đồng ý."
PLAN = "Làm hai ca, mỗi ca 20 người."


def a_factory(name: str = "Nhà máy May Sài Gòn", ward_id: int | None = None) -> UnitView:
    """Return a factory, in Phường Bến Nghé of 2021 (Quận 1) unless told."""
    home = ward("26740", IN_2021).id if ward_id is None else ward_id
    return register_unit(actor=SYSTEM, unit=NewUnit(name=name, kind=PlaceKind.FACTORY, ward_id=home))


def manager_of(unit: UnitView, account_id: int = 51) -> Actor:
    """Return whoever keeps a unit's list."""
    return someone_as("unit_admin", ScopeKind.UNIT, unit.id, account_id=account_id)


def supervisor(area_id: int, account_id: int = 61) -> Actor:
    """Return a district's supervisor."""
    return someone_as("district_supervisor", ScopeKind.AREA, area_id, account_id=account_id)


def what_is_known(person: PersonView, **changes: object) -> NewWorker:
    """Return what a unit that looks at somebody's papers writes."""
    fields = {
        "full_name": person.full_name, "birth": person.birth, "gender": person.gender, "paper": person.documents[0],
    }  # fmt: skip
    return NewWorker(**{**fields, **changes})  # type: ignore[arg-type]


def somebody(full_name: str = "Trần Thị Lạ", birth_on: date = date(1992, 3, 4), **known: object) -> NewWorker:
    """Return somebody nobody knows yet, with a paper of their own."""
    known.setdefault("gender", Gender.FEMALE)
    known.setdefault("paper", a_cccd(year=birth_on.year))
    return NewWorker(full_name=full_name, birth=Birth(birth_on), **known)  # type: ignore[arg-type]


def a_worker(unit: UnitView, who: PersonView | NewWorker | None = None, **known: object) -> WorkerView:
    """Return somebody on a unit's list."""
    worker = what_is_known(who, **known) if isinstance(who, PersonView) else who or somebody(**known)
    return services.add_worker(actor=SYSTEM, unit_id=unit.id, worker=worker)


def a_cohort(unit: UnitView, name: str = "Tổ A", **known: object) -> CohortView:
    """Return a group."""
    return services.add_cohort(actor=SYSTEM, unit_id=unit.id, cohort=NewCohort(name, **known))  # type: ignore[arg-type]


def with_contact(unit: UnitView, number: str = "0908111222") -> UnitView:
    """Return a unit that has said whom to tell."""
    services.set_contact(actor=SYSTEM, unit_id=unit.id, name="Cô Hạnh", number=number)
    return unit


def a_submitted_list(unit: UnitView, actor: Actor = SYSTEM):
    """Return a submitted list of all who are on it."""
    return services.submit_list(actor=actor, unit_id=unit.id, plan_kind=PlanKind.ORDINARY, plan_note=PLAN)


def a_row(person: PersonView | None = None, **cells: object) -> list[object]:
    """Return a row of a file, of somebody registered or of a stranger."""
    number = next(_numbers)
    known: dict[str, object] = {
        "staff_code": f"NV{number:04}", "name": f"Trần Thị {_words(number)}", "birth": "04/03/1992", "gender": "Nữ",
        "paper": a_cccd(year=1992).number.replace("0790", "0791", 1), "phone": "", "ward": "", "job": "Xưởng 1", "cohort": "Tổ A",
    }  # fmt: skip
    if person is not None:
        known |= {
            "name": person.full_name, "birth": f"{person.birth.on:%d/%m/%Y}", "gender": "Nam",
            "paper": person.documents[0].number,
        }  # fmt: skip
    known |= cells
    return [known[column.key] for column in COLUMNS]


def a_list_file(*rows: list[object]) -> bytes:
    """Return a workbook with a header and these rows."""
    return an_xlsx([HEADER, *rows])


def brought(unit: UnitView, data: bytes, actor: Actor = SYSTEM, name: str = "danh-sach.xlsx") -> RunView:
    """Bring a file and let the worker check it."""
    run = services.import_file(actor=actor, unit_id=unit.id, run_id=uuid4(), file_name=name, data=data)
    return worked_on(unit, run)


def loaded(unit: UnitView, data: bytes, actor: Actor = SYSTEM) -> RunView:
    """Bring a file and load all its good rows."""
    run = brought(unit, data, actor)
    services.load_file(actor=actor, unit_id=unit.id, run_id=run.id)
    return worked_on(unit, run)


def worked_on(unit: UnitView, run: RunView) -> RunView:
    """Let the worker go as far as it goes."""
    while advance(run.id):
        continue
    return file_of(SYSTEM, unit.id, run.id)


def _words(number: int) -> str:
    """Return a given name that no other row has."""
    letters = "abcdeghiklmnopqrstuvxy"
    word = ""
    while number:
        number, place = divmod(number, len(letters))
        word = letters[place] + word
    return word.capitalize()
