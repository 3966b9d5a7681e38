"""Derives passes from what the domains below know, one read per table and batch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Final, Protocol, TypeVar

from antoan.domains.codes.queries import DigestInForce, digests_in_force
from antoan.domains.declarations.queries.bulk import latest_declarations_of
from antoan.domains.passes.queries.storage import FACT_NAMES, StoredPass
from antoan.domains.passes.rules import facts_from
from antoan.domains.passes.values import Facts, History
from antoan.domains.people.queries.bulk import Identity, locked_identities
from antoan.domains.records.queries.bulk import cases_of, doses_of, isolations_of, tests_of
from antoan.domains.records.vaccines import vaccines
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit.clock import day_end
from antoan.kit.text import name_label

LABEL_LETTERS_MAX: Final = 60


class _OfPerson(Protocol):
    @property
    def person_id(self) -> int: ...


Row = TypeVar("Row", bound=_OfPerson)


@cache
def courses() -> dict[str, int]:
    """Return by product how many doses its course has."""
    return {vaccine.key: vaccine.course_doses for vaccine in vaccines()}


def derive_passes(person_ids: Sequence[int], *, today: date) -> list[StoredPass]:
    """Return the passes that follow from the records of these people, whose rows stay locked until commit."""
    identities = locked_identities(person_ids)
    histories = histories_of([identity.person_id for identity in identities], today=today)
    digests = digests_in_force(actor=SYSTEM, qids=[identity.qid for identity in identities])
    course_of = courses()
    return [
        _pass_of(
            identity,
            facts_from(
                histories.get(identity.person_id, _NOTHING),
                birth_on=identity.birth_on,
                courses=course_of,
                today=today,
            ),
            digests.get(identity.qid),
        )
        for identity in identities
    ]


def histories_of(person_ids: Sequence[int], *, today: date) -> dict[int, History]:
    """Return by person all that is recorded; people of whom nothing is are left out."""
    doses = _by_person(doses_of(person_ids))
    tests = _by_person(tests_of(person_ids))
    cases = _by_person(cases_of(person_ids))
    isolations = _by_person(isolations_of(person_ids))
    declarations = _by_person(latest_declarations_of(person_ids, until=day_end(today)))
    known = doses.keys() | tests.keys() | cases.keys() | isolations.keys() | declarations.keys()
    return {
        person_id: History(
            doses=doses.get(person_id, ()),
            tests=tests.get(person_id, ()),
            cases=cases.get(person_id, ()),
            isolations=isolations.get(person_id, ()),
            declarations=declarations.get(person_id, ()),
        )
        for person_id in known
    }


_NOTHING: Final = History()
_fact_values: Final = attrgetter(*FACT_NAMES)


@lru_cache(maxsize=65_536)
def _label(full_name: str) -> str:
    """Shorten a name; a city has far fewer names than people."""
    return name_label(full_name)[:LABEL_LETTERS_MAX]


def _by_person(rows: Iterable[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.person_id].append(row)
    return grouped


def _pass_of(identity: Identity, facts: Facts, code: DigestInForce | None) -> StoredPass:
    return StoredPass(
        identity.person_id,
        identity.qid,
        identity.qid_is_local,
        _label(identity.full_name),
        identity.gender,
        code.digest if code else None,
        code.expires_on if code else None,
        *_fact_values(facts),
    )
