"""People, as many as a test likes, each with papers of their own."""

from datetime import date
from itertools import count

from antoan.domains.people import services
from antoan.domains.people.values import Birth, DocumentKind, Gender, NewPerson, Paper, PersonView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.scopes import ScopeKind
from tests.factories.units import someone_as

_numbers = count(1)


def a_cccd(number: int | None = None, year: int = 1990) -> Paper:
    """Return a number that no other test person has: HCMC, male, of that year."""
    serial = next(_numbers) if number is None else number
    return Paper(DocumentKind.CCCD, f"079{0 if year < 2000 else 2}{year % 100:02}{serial:06}")


def a_person(
    full_name: str = "Nguyễn Văn An", birth_on: date = date(1990, 2, 1), **known: object
) -> PersonView:
    """Return somebody registered, with a CCCD unless told; `known` are fields of NewPerson."""
    known.setdefault("gender", Gender.MALE)
    known.setdefault("documents", (a_cccd(year=birth_on.year),))
    person = NewPerson(full_name=full_name, birth=Birth(birth_on), **known)  # type: ignore[arg-type]
    return services.register_person(actor=SYSTEM, person=person)


def citizen(person_id: int) -> Actor:
    """Return a person as one who acts for himself."""
    role = someone_as("citizen", ScopeKind.SELF)
    return Actor(account_id=9, label=f"person {person_id}", person_id=person_id, grants=role.grants)
