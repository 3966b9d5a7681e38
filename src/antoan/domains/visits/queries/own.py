"""What people read of their own visits and their dependants', by the ids their pages made."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries import dependants_of
from antoan.domains.people.queries.persons import guarded_by
from antoan.domains.policy.documents import Rule, Words
from antoan.domains.policy.errors import NoSuchPolicy
from antoan.domains.policy.queries import document_of
from antoan.domains.visits.errors import VisitNotFound
from antoan.domains.visits.models import Visit
from antoan.domains.visits.own_rules import FAMILY_MAX, TOLD_DAYS_MAX
from antoan.domains.visits.own_values import FamilyMember, OwnVisit, scan_id_of
from antoan.domains.visits.permissions import READ_OWN
from antoan.domains.visits.queries.lists import views_of
from antoan.domains.visits.rules import STAY_HOURS_MAX
from antoan.domains.visits.values import VisitView
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope

_NO_WORDS: Final = Words("", "")


def family_of(actor: Actor) -> list[FamilyMember]:
    """Return the person who signed in and those they answer for, FAMILY_MAX at most."""
    require(actor, READ_OWN, Scope(person_id=actor.person_id))
    if actor.person_id is None:
        return []
    links = dependants_of(actor, actor.person_id)[: FAMILY_MAX - 1]
    labels = labels_of([actor.person_id, *(link.person_id for link in links)])
    own = FamilyMember(actor.person_id, labels.get(actor.person_id, ""), "")
    return [own, *(FamilyMember(one.person_id, labels.get(one.person_id, ""), one.kinship) for one in links)]


def visits_of_check(actor: Actor, check_id: UUID, now: datetime) -> list[OwnVisit]:
    """Return what became of a check the actor made, with the stored colours; VisitNotFound when it is not theirs."""
    asked = {member.person_id: scan_id_of(check_id, member.person_id) for member in family_of(actor)}
    rows = lately(asked, now).order_by("t_in")
    # Who walked on to another zone left one visit and began the next with the same check: the next one is shown.
    found = {row.person_id: row for row in rows if asked[row.person_id] in (row.scan_id, row.out_scan_id)}
    if not found:
        raise VisitNotFound
    ordered = [found[person_id] for person_id in asked if person_id in found]
    views = {view.person_id: view for view in views_of(ordered)}
    return [OwnVisit(views[row.person_id], *_words_of(row)) for row in ordered if row.person_id in views]


def own_visits(actor: Actor, visit_ids: Iterable[UUID], now: datetime) -> list[VisitView]:
    """Return visits of the family of the last TOLD_DAYS_MAX days; VisitNotFound when there is none."""
    return views_of(own_rows(actor, visit_ids, now))


def own_rows(actor: Actor, visit_ids: Iterable[UUID], now: datetime) -> list[Visit]:
    """Return the rows of own_visits, for services. By SMS, too, where nobody may read names."""
    require(actor, READ_OWN, Scope(person_id=actor.person_id))
    people = [] if actor.person_id is None else [actor.person_id, *guarded_by(actor.person_id)]
    since = now - timedelta(days=TOLD_DAYS_MAX)
    found = Visit.objects.filter(
        person_id__in=people, t_in__gte=since, t_in__lte=now, scan_id__in=set(visit_ids)
    )
    visits = list(found.order_by("person_id", "t_in"))
    if not visits:
        raise VisitNotFound
    return visits


def lately(people: Iterable[int], now: datetime) -> QuerySet[Visit]:
    """Return the visits of some people that a check of today may concern."""
    # A day for the stay, and another for a check that the phone kept.
    since = now - timedelta(hours=2 * STAY_HOURS_MAX)
    return Visit.objects.filter(person_id__in=list(people), t_in__gte=since, t_in__lte=now)


def _words_of(row: Visit) -> tuple[Words, Words]:
    rule = _rule_of(row)
    return (rule.holder_reason, rule.advice) if rule else (_NO_WORDS, _NO_WORDS)


def _rule_of(row: Visit) -> Rule | None:
    if row.policy_id is None:
        return None
    try:
        return document_of(row.policy_id).rule(row.rule)
    except NoSuchPolicy:
        return None
