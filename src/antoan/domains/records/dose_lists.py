"""Judges the doses of a list in its order, each beside its person's others, those of earlier rows included. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from antoan.domains.people.matching import Description
from antoan.domains.people.queries.bulk import Identity
from antoan.domains.people.values import Birth, Gender
from antoan.domains.records.doses import doubts_about_dose, lot_number
from antoan.domains.records.rules import state_of
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import Dose, DoseOf, Judged, Lot, RecordState, Surroundings
from antoan.kit.text import squeeze


@dataclass(frozen=True, slots=True)
class Known:
    """What the city knows before a list comes. `lots` are by product and number."""

    people: Mapping[int, Identity]
    doses: Iterable[Dose]
    lots: Mapping[str, Mapping[str, Lot]] = field(default_factory=dict)
    of_others: Collection[tuple[int, str]] = ()  # People and references that stand with somebody else.


def judge_list(doses: Sequence[DoseOf], known: Known, *, source: str, today: date) -> list[Judged | None]:
    """Return what is to be said of each dose, in order; None for a dose of somebody who is not there any more."""
    standing: dict[int, list[Dose]] = defaultdict(list)
    for dose in known.doses:
        if dose.state != RecordState.ANNULLED:
            standing[dose.person_id].append(dose)
    return [_judged(one, known, standing[one.person_id], source, today) for one in doses]


def product_of(text: str) -> str:
    """Return the key of a vaccine, or what the list calls it when nobody knows it."""
    vaccine = find_vaccine(text)
    return vaccine.key if vaccine else squeeze(text)


def _judged(one: DoseOf, known: Known, mine: list[Dose], source: str, today: date) -> Judged | None:
    person = known.people.get(one.person_id)
    if person is None:
        return None
    vaccine, product = find_vaccine(one.dose.product), product_of(one.dose.product)
    same = next((d for d in mine if (d.product, d.given_on) == (product, one.dose.given_on)), None)
    doubts = doubts_about_dose(
        one.dose,
        vaccine=vaccine,
        others=[other for other in mine if other is not same],
        born_on=person.birth_on,
        today=today,
        around=Surroundings(
            lots=_lots_near(known.lots.get(product, {}), one.dose.lot),
            holder=Description(person.full_name, Birth(person.birth_on), Gender(person.gender)),
            is_of_another=(one.person_id, one.reference) in known.of_others,
        ),
        source=source,
    )
    state = state_of(source, doubts)
    judged = Judged(product, doubts, state, same)
    if same is None:
        mine.append(Dose(one.person_id, 0, state, source, product, one.dose.given_on))
    elif judged.vouches:  # The same row once more finds it vouched for.
        mine[mine.index(same)] = same._replace(state=state)
    return judged


def _lots_near(registered: Mapping[str, Lot], number: str) -> tuple[Lot, ...]:
    """Return of a long register what one dose is judged by: its own lot, else any, which says that there is a register."""
    found = registered.get(lot_number(number)) or next(iter(registered.values()), None)
    return () if found is None else (found,)
