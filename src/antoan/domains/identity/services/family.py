"""People add those they act for: a child at once, a grown-up once they agree; and end it."""

from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.identity.errors import FamilyFull, TieNotFound
from antoan.domains.identity.limits import ADULT_AGE_YEARS, DEPENDANTS_PER_GUARDIAN_MAX
from antoan.domains.identity.models import Invitation, Registration
from antoan.domains.identity.permissions import MANAGE_FAMILY
from antoan.domains.identity.queries.counting import hold, index_of_family, index_of_number
from antoan.domains.identity.rules.family import is_adult
from antoan.domains.identity.rules.matching import Judgement, judge, sure_one
from antoan.domains.identity.services.inviting import invite
from antoan.domains.identity.services.registering import keep_registration, refuse_too_many
from antoan.domains.identity.values import (
    KINSHIP_WORDS,
    Added,
    InvitationState,
    Kinship,
)
from antoan.domains.people.errors import DependantImpossible, NotDependant
from antoan.domains.people.matching import Description, SamePerson
from antoan.domains.people.queries import dependants_of
from antoan.domains.people.queries.candidates import likely_same
from antoan.domains.people.queries.family import children_of_age
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.queries.phones import people_reached_at, verified_numbers_of
from antoan.domains.people.rules import checked_person
from antoan.domains.people.services import add_dependant, end_dependant, register_person
from antoan.domains.people.values import NewPerson
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def add_to_family(*, actor: Actor, addition_id: UUID, person: NewPerson, kinship: Kinship) -> Added:
    """Let whoever signed in act for somebody they describe; `person.phones` is where a grown-up is asked.

    A child that is registered on a number the guardian has proven is found again, any other is registered.
    A grown-up is asked first, at a number of their own, or confirms at a desk. The answer is the same whether
    or not they were there already. FamilyFull, DependantImpossible, TooManyInvitations; errors of register_person.
    """
    guardian_id = _guardian(actor)
    now = clock.now()
    hold(index_of_family(guardian_id))
    if (before := _added_before(addition_id, guardian_id)) is not None:
        return before
    _refuse_full(actor, guardian_id)
    checked = checked_person(person, clock.local_date(now))
    found = likely_same(Description(checked.full_name, checked.birth, checked.gender, checked.documents))
    _refuse_oneself(found, guardian_id)
    if is_adult(checked.birth, clock.local_date(now)):
        return _ask_adult(actor, addition_id, checked, kinship, found, now)
    judgement = judge(found, proven=_proven_by(guardian_id))
    return _add_child(actor, addition_id, checked, kinship, judgement, now)


@transaction.atomic
def end_tie(*, actor: Actor, guardian_id: int, person_id: int) -> None:
    """End that somebody acts for another: either of the two may. TieNotFound."""
    if actor.person_id is None or actor.person_id not in (guardian_id, person_id):
        raise TieNotFound
    require(actor, MANAGE_FAMILY, Scope(person_id=actor.person_id))
    try:
        end_dependant(actor=SYSTEM, guardian_id=guardian_id, person_id=person_id)
    except NotDependant:
        raise TieNotFound from None
    _note(actor, "identity.tie.ended", guardian_id, person_id)


def end_childhoods(*, today: date) -> int:
    """End the ties of those who came of age and never agreed to one; return how many. Safe to repeat."""
    ended = 0
    for guardian_id, person_id in list(children_of_age(today, years=ADULT_AGE_YEARS)):
        with transaction.atomic():
            if _has_agreed(guardian_id, person_id):
                continue
            with suppress(NotDependant):
                end_dependant(actor=SYSTEM, guardian_id=guardian_id, person_id=person_id)
                _note(SYSTEM, "identity.tie.came_of_age", guardian_id, person_id)
                ended += 1
    return ended


def _add_child(
    actor: Actor, addition_id: UUID, child: NewPerson, kinship: Kinship, judgement: Judgement, now: datetime
) -> Added:
    guardian_id = _guardian(actor)
    person_id = judgement.person_id
    if person_id is not None and is_adult(person_view(person_id).birth, clock.local_date(now)):
        return _invited(actor, addition_id, person_id, child, kinship, now)
    if person_id is None:
        person_id = _register(addition_id, guardian_id, child, judgement, now)
    add_dependant(actor=SYSTEM, guardian_id=guardian_id, person_id=person_id, kinship=KINSHIP_WORDS[kinship])
    _note(actor, "identity.tie.made", guardian_id, person_id)
    return Added(person_id, "")


def _ask_adult(
    actor: Actor,
    addition_id: UUID,
    adult: NewPerson,
    kinship: Kinship,
    found: list[SamePerson],
    now: datetime,
) -> Added:
    """Ask the one who is there already when the description fits only them; else register and ask."""
    sure = sure_one(found)
    if sure is not None:
        return _invited(actor, addition_id, sure.person_id, adult, kinship, now)
    judgement = judge(found, proven=())
    person_id = _register(addition_id, _guardian(actor), adult, judgement, now)
    return _invited(actor, addition_id, person_id, adult, kinship, now)


def _invited(
    actor: Actor, addition_id: UUID, person_id: int, adult: NewPerson, kinship: Kinship, now: datetime
) -> Added:
    number = invite(
        actor=actor,
        invitation_id=addition_id,
        person_id=person_id,
        called=adult.full_name,
        kinship=kinship,
        now=now,
    )
    return Added(None, number)


def _register(
    addition_id: UUID, guardian_id: int, person: NewPerson, judgement: Judgement, now: datetime
) -> int:
    numbers = verified_numbers_of(guardian_id)
    index = index_of_number(numbers[0]) if numbers else index_of_family(guardian_id)
    refuse_too_many(index, now)
    made = register_person(actor=SYSTEM, person=person, contests=True)
    keep_registration(
        addition_id,
        made.id,
        index,
        judgement,
        ward_id=person.ward_id,
        now=now,
        guardian_id=guardian_id,
    )
    return made.id


def _added_before(addition_id: UUID, guardian_id: int) -> Added | None:
    """Return what the same form made when it was sent before."""
    asked = Invitation.objects.filter(pk=addition_id, guardian=guardian_id).first()
    if asked is not None:
        return Added(None, asked.number)
    made = Registration.objects.filter(pk=addition_id, guardian_id=guardian_id).first()
    return Added(made.person_id, "") if made is not None else None


def _refuse_full(actor: Actor, guardian_id: int) -> None:
    waiting = Invitation.objects.filter(guardian=guardian_id, state=InvitationState.WAITING).count()
    if len(dependants_of(actor, guardian_id)) + waiting >= DEPENDANTS_PER_GUARDIAN_MAX:
        raise FamilyFull


def _refuse_oneself(found: list[SamePerson], guardian_id: int) -> None:
    sure = sure_one(found)
    if sure is not None and sure.person_id == guardian_id:
        raise DependantImpossible


def _proven_by(guardian_id: int) -> set[int]:
    numbers = verified_numbers_of(guardian_id)
    return {one.person_id for number in numbers for one in people_reached_at(number)} - {guardian_id}


def _guardian(actor: Actor) -> int:
    require(actor, MANAGE_FAMILY, Scope(person_id=actor.person_id))
    if actor.person_id is None:
        raise TieNotFound
    return actor.person_id


def _has_agreed(guardian_id: int, person_id: int) -> bool:
    return Invitation.objects.filter(
        guardian=guardian_id, person=person_id, state=InvitationState.ACCEPTED
    ).exists()


def _note(actor: Actor, action: str, guardian_id: int, person_id: int) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
        detail={"guardian": guardian_id},
    )
