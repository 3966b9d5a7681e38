"""Reads of policies. What governs where is public knowledge; lists of versions are for those who run them."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from antoan.domains.policy.documents import PolicyDocument, parse
from antoan.domains.policy.errors import NoSuchPolicy
from antoan.domains.policy.models import Policy, PolicyActivation
from antoan.domains.policy.permissions import READ
from antoan.domains.policy.views import PolicyInForce, PublishedPolicy
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY


def policy_for(area_ids: Sequence[int], place_kind: str, at: datetime) -> PolicyInForce | None:
    """Return what governs a kind of place at a moment; None when nothing does.

    `area_ids` are the ward and every area above it, in any order. The narrowest wins: a nearer area before a
    wider one, then a kind of place before every kind, then the later start.
    """
    found = (
        _governing(at)
        .filter(Q(area=None) | Q(area__in=area_ids), place_kind__in=("", place_kind))
        .order_by(F("area__level").desc(nulls_last=True), "-place_kind", "-starts_at", "-id")
        .select_related("policy")
        .first()
    )
    return in_force_view(found) if found else None


def in_force(*, actor: Actor, at: datetime) -> list[PolicyInForce]:
    """Return everything that governs somewhere at a moment, widest first."""
    require(actor, READ, CITY)
    rows = _governing(at).order_by(F("area__level").asc(nulls_first=True), "area_id", "place_kind")
    return [in_force_view(row) for row in rows.select_related("policy")]


def published(*, actor: Actor) -> list[PublishedPolicy]:
    """Return all versions of all policies, by key, the newest version of each first."""
    require(actor, READ, CITY)
    rows = Policy.objects.annotate(was_activated=_was_activated()).order_by("key", "-id")
    return [PublishedPolicy(row.pk, row.key, row.version, row.was_activated) for row in rows]


def document_of(policy_id: int) -> PolicyDocument:
    """Return a policy ready to decide, by the id that visits store."""
    row = Policy.objects.filter(pk=policy_id).first()
    if row is None:
        raise NoSuchPolicy(f"There is no policy number {policy_id}.")
    return _compiled(row)


def in_force_view(row: PolicyActivation) -> PolicyInForce:
    """Return an activation as others see it."""
    return PolicyInForce(
        policy_id=row.policy_id,
        document=_compiled(row.policy),
        area_id=row.area_id,
        place_kind=row.place_kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def _governing(at: datetime) -> QuerySet[PolicyActivation]:
    return PolicyActivation.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


def _was_activated() -> Exists:
    return Exists(PolicyActivation.objects.filter(policy=OuterRef("pk")))


def _compiled(row: Policy) -> PolicyDocument:
    # A draft may still change; its time of change makes it another entry.
    return _remembered(row.pk, row.updated_at)


@lru_cache(maxsize=64)
def _remembered(policy_id: int, updated_at: datetime) -> PolicyDocument:
    return parse(Policy.objects.get(pk=policy_id).document)
