"""Small cities of stays, who met whom in them by brute force, and the shared vectors."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from antoan.domains.people.values import PersonView
from antoan.domains.places.values import PlaceKind, SpotView
from antoan.domains.tracing.desk_values import CaseView, NewCase
from antoan.domains.tracing.models import TracingCase
from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.rules.exposure import Stay, exposure, infectious_interval
from antoan.domains.tracing.services.cases import open_case
from antoan.domains.tracing.services.finding import find_contacts
from antoan.domains.tracing.values import FollowUpKind
from antoan.domains.visits.services import measure_longest_stays
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.copying import copy_rows
from antoan.kit import clock
from antoan.kit.clock import day_start
from antoan.kit.ids import uuid7
from tests.factories.people import a_person
from tests.factories.places import a_place, a_spot
from tests.factories.records import a_case
from tests.factories.units import someone_as

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "tracing" / "exposure.json"
RULE = scorings()[0].contact


class CaseOf(NamedTuple):
    """A case of a vector: who, and between which seconds they infect."""

    person: int
    since: int
    until: int


class Met(NamedTuple):
    """One line of an answer."""

    case: int
    person: int
    meetings: int
    seconds: int
    first_at: int


@dataclass(frozen=True)
class Vector:
    """Stays and cases, and who met whom."""

    name: str
    stays: tuple[Stay, ...]
    cases: tuple[CaseOf, ...]
    contacts: tuple[Met, ...]


@cache
def vectors() -> tuple[Vector, ...]:
    """Return the shared vectors."""
    return tuple(
        Vector(
            one["name"],
            tuple(Stay(*stay) for stay in one["stays"]),
            tuple(CaseOf(*case) for case in one["cases"]),
            tuple(Met(*met) for met in one["contacts"]),
        )
        for one in json.loads(VECTORS.read_text())["vectors"]
    )


def met_by_brute_force(stays: Iterable[Stay], cases: Sequence[CaseOf]) -> list[Met]:
    """Compare every stay of a case with every other stay: the definition and nothing else."""
    everybody = list(stays)
    found: dict[tuple[int, int], list] = {}
    for number, case in enumerate(cases):
        for own in (stay for stay in everybody if stay.person == case.person):
            interval = infectious_interval(own, RULE, since=case.since, until=case.until)
            for other in everybody:
                if interval is None or other.spot != own.spot or other.person == case.person:
                    continue
                if met := exposure(interval, other):
                    found.setdefault((number, other.person), []).append(met)
    return [
        Met(
            case,
            person,
            len(all_met),
            sum(met.seconds for met in all_met),
            min(met.first_at for met in all_met),
        )
        for (case, person), all_met in sorted(found.items())
    ]


def add_visits(stays: Iterable[Stay], *, start: datetime, left: bool = True, micros: int = 0) -> list[int]:
    """Write stays to the table of visits, `person` being the person's id and times seconds from `start`.

    The longest stays are raised as the scan process does. Returns the people.
    """
    rows = list(stays)
    received = start

    def moment(seconds: int) -> datetime:
        return start + timedelta(seconds=seconds, microseconds=micros)

    copy_rows(
        "visits_visit",
        ["person_id", "t_in", "t_eff", "t_out", "received_at", "spot_id", "gate_id", "rule", "colour", "source", "scan_id"],
        (
            (
                stay.person, moment(stay.t_in), moment(stay.t_eff), moment(stay.t_eff) if left else None,
                received, stay.spot, 1, 0, 1, 0, uuid7(),
            )
            for stay in rows
        ),
    )  # fmt: skip
    if rows:
        first = min(stay.t_in for stay in rows)
        last = max(stay.t_in for stay in rows)
        measure_longest_stays(moment(first), moment(last) + timedelta(seconds=1))
    return sorted({stay.person for stay in rows})


@dataclass(frozen=True)
class Outbreak:
    """A case with two who met it for hours, one of them twice, and one who only passed by; all live in one ward."""

    case: PersonView
    colleague: PersonView
    flatmate: PersonView  # Shares the colleague's telephone.
    passer_by: PersonView  # Nobody knows their telephone.
    stranger: PersonView  # Met nobody.
    infection_id: int
    office: SpotView
    cafe: SpotView
    confirmed_on: date

    @property
    def people(self) -> tuple[PersonView, ...]:
        return self.case, self.colleague, self.flatmate, self.passer_by, self.stranger


def an_outbreak(now: datetime, *, ward_id: int | None = None, office: SpotView | None = None) -> Outbreak:
    """Write an outbreak of yesterday, perhaps at a known office; the days of visits must be open."""
    today = clock.local_date(now)
    yesterday = today - timedelta(days=1)
    case = a_person("Phạm Thị Ca", date(1980, 3, 4), ward_id=ward_id, phones=("0901000001",))
    colleague = a_person(
        "Lê Văn Bạn", date(1985, 5, 6), ward_id=ward_id, phones=("0901000002",), address="5 Lê Lợi"
    )
    flatmate = a_person("Lê Thị Nhà", date(1987, 7, 8), ward_id=ward_id, phones=("0901000002",))
    passer_by = a_person("Trần Văn Qua", date(1990, 9, 1), ward_id=ward_id)
    stranger = a_person("Đỗ Văn Xa", date(1991, 2, 3), ward_id=ward_id, phones=("0901000005",))
    office = office or a_spot(a_place("Văn phòng Sông Xanh", PlaceKind.OFFICE))
    cafe = a_spot(a_place("Quán Cơm Tấm", PlaceKind.RESTAURANT))
    hour = 3_600
    add_visits(
        [
            Stay(case.id, office.id, 8 * hour, 12 * hour), Stay(case.id, cafe.id, 12 * hour, 13 * hour),
            Stay(colleague.id, office.id, 8 * hour, 12 * hour), Stay(colleague.id, cafe.id, 12 * hour, 13 * hour),
            Stay(flatmate.id, cafe.id, 12 * hour, 13 * hour), Stay(passer_by.id, cafe.id, 13 * hour, 13 * hour + 600),
            Stay(stranger.id, office.id, 15 * hour, 16 * hour),
        ],
        start=day_start(yesterday),
    )  # fmt: skip
    infection = a_case(case.id, today)
    return Outbreak(case, colleague, flatmate, passer_by, stranger, infection.id, office, cafe, today)


def a_tracing(outbreak: Outbreak, *, actor: Actor = SYSTEM, depth: int = 1) -> CaseView:
    """Return an open case whose contacts have been found."""
    case = NewCase(id=uuid7(), infection_id=outbreak.infection_id, reason="Truy vết ca xác định")
    opened = open_case(actor=actor, case=case)
    return find_contacts(actor=actor, number=opened.number, depth=depth)


def a_case_of(infection_id: int, contact_id: int, now: datetime) -> TracingCase:
    """Return an open case whose one contact was written without tracing, with a question and a wish to export."""
    opened = open_case(
        actor=SYSTEM, case=NewCase(id=uuid7(), infection_id=infection_id, reason="Truy vết F0")
    )
    case = TracingCase.objects.get(number=opened.number)
    case.contacts.create(
        person_id=contact_id, level=1, via=case.person_id, meetings=1, seconds=1_200, first_at=now, last_at=now,
        score=20.0, low=15.0, high=30.0, estimated=0.0, averted=0.2, household=1,
    )  # fmt: skip
    case.follow_ups.create(
        kind=FollowUpKind.CONTACT, person_id=contact_id, day=1, due_on=clock.local_date(now)
    )
    case.exports.create(id=uuid7(), purpose="Giao cho quận", asked_at=now, asked_by_account_id=987_654)
    return case


def tracer(account_id: int = 51) -> Actor:
    """Return a tracer with the whole city."""
    return someone_as("tracer", ScopeKind.CITY, account_id=account_id)
