"""Policies are published, begin to govern, and are rolled back.

A second person's approval before a policy governs is not asked here yet; the pages that steer policies bring it.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from antoan.domains.policy import documents
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.errors import (
    ActivationClash,
    DocumentInvalid,
    NoSuchPolicy,
    NothingToRollBack,
    PolicyFrozen,
)
from antoan.domains.policy.events import PolicyActivated, PolicyPublished
from antoan.domains.policy.models import Policy, PolicyActivation
from antoan.domains.policy.permissions import ACTIVATE, PUBLISH
from antoan.domains.policy.queries import in_force_view
from antoan.domains.policy.views import PolicyInForce, PublishedPolicy
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit import clock

logger = logging.getLogger(__name__)

FIRST_POLICY: Final = "hcm-2021-10-01"  # Governs a new installation, until the city decides otherwise.
BACKDATING_MAX: Final = timedelta(minutes=5)  # What was shown at gates in the past is not judged anew.


@transaction.atomic
def publish_document(*, actor: Actor, document: Any) -> PublishedPolicy:
    """Keep one version of a policy. Publishing the same again changes nothing.

    DocumentInvalid names the fault and its place; PolicyFrozen when this version was activated and said
    something else.
    """
    require(actor, PUBLISH, CITY)
    parsed = documents.parse(document)
    _refuse_unknown_facts(parsed)
    row, is_new = Policy.objects.select_for_update().get_or_create(
        key=parsed.policy, version=parsed.version, defaults={"document": document}
    )
    was_activated = row.activations.exists()
    if row.document == document and not is_new:
        return PublishedPolicy(row.pk, row.key, row.version, was_activated)
    if was_activated:
        raise PolicyFrozen(
            f"Version {parsed.version} of {parsed.policy} was in force and cannot change; give it a new version."
        )
    row.document = document
    row.save(update_fields=["document", "updated_at"])
    record_decision(actor, action=PUBLISH, object_kind="policy", object_id=row.pk)
    if is_new:
        announce(PolicyPublished(row.pk, row.key, row.version))
    return PublishedPolicy(row.pk, row.key, row.version, was_activated)


@transaction.atomic
def activate(
    *,
    actor: Actor,
    key: str,
    starts_at: datetime,
    version: str | None = None,
    area_id: int | None = None,
    place_kind: str = "",
) -> PolicyInForce:
    """Let a policy (its newest version unless told) govern an area and kind of place from a moment on.

    What governed the same area and kind ends then; what was planned later still follows. Activating what
    governs already changes nothing.
    """
    require(actor, ACTIVATE, CITY)
    _refuse_backdating(actor, starts_at)
    policy = _policy(key, version)
    line = _line(area_id, place_kind)
    current = next((a for a in reversed(line) if a.starts_at <= starts_at), None)
    if (
        current
        and current.policy_id == policy.pk
        and (current.ends_at is None or current.ends_at > starts_at)
    ):
        return in_force_view(current)
    if current and current.starts_at == starts_at:
        raise ActivationClash(f"Another policy begins there at {clock.local(starts_at):%H:%M:%S %d/%m/%Y}.")
    following = next((a for a in line if a.starts_at > starts_at), None)
    if current and (current.ends_at is None or current.ends_at > starts_at):
        _end(current, starts_at)
    return _begin(actor, policy, area_id, place_kind, starts_at, following.starts_at if following else None)


@transaction.atomic
def roll_back(
    *, actor: Actor, at: datetime, area_id: int | None = None, place_kind: str = ""
) -> PolicyInForce:
    """Let the policy that governed before the present one govern again; NothingToRollBack when there is none."""
    require(actor, ACTIVATE, CITY)
    _refuse_backdating(actor, at)
    begun = [a for a in _line(area_id, place_kind) if a.starts_at <= at]
    before = next((a for a in reversed(begun) if a.policy_id != begun[-1].policy_id), None)
    if before is None:
        raise NothingToRollBack("No other policy governed there before.")
    if begun[-1].ends_at is None or begun[-1].ends_at > at:
        ends_at = begun[-1].ends_at
        _end(begun[-1], at)
        return _begin(actor, before.policy, area_id, place_kind, at, ends_at)
    return _begin(actor, before.policy, area_id, place_kind, at, None)


@transaction.atomic
def publish_shipped(*, actor: Actor) -> list[PublishedPolicy]:
    """Publish the documents that come with the software; let one govern where none ever did. Safe to repeat."""
    published = [done for document in documents.shipped() if (done := _publish_one_shipped(actor, document))]
    if not PolicyActivation.objects.exists():
        first = documents.load_shipped(FIRST_POLICY)
        _begin(actor, _policy(first.policy, first.version), None, "", first.valid_from, None)
    return published


def _publish_one_shipped(actor: Actor, document: PolicyDocument) -> PublishedPolicy | None:
    try:
        return publish_document(actor=actor, document=dict(document.source))
    except PolicyFrozen as fault:
        # The city goes on by what it decided; a start must not fail over it.
        logger.warning("shipped policy left as it is in force: %s", fault.message)
        return None


def _refuse_unknown_facts(document: PolicyDocument) -> None:
    if unknown := documents.unknown_facts(document):
        raise DocumentInvalid(f"at /rules: no pass holds the facts {', '.join(unknown)}", path="/rules")


def _refuse_backdating(actor: Actor, at: datetime) -> None:
    if not actor.is_system and at < clock.now() - BACKDATING_MAX:
        raise ActivationClash("A policy cannot begin in the past; choose a time from now on.")


def _policy(key: str, version: str | None) -> Policy:
    rows = Policy.objects.filter(key=key)
    row = (rows.filter(version=version) if version else rows).order_by("-id").first()
    if row is None:
        raise NoSuchPolicy(
            f"There is no policy {key}{f' version {version}' if version else ''}; publish it first."
        )
    return row


def _line(area_id: int | None, place_kind: str) -> list[PolicyActivation]:
    """Return all that ever governed, or will, exactly this area and kind, in order of time; locked."""
    rows = PolicyActivation.objects.select_for_update().filter(area=area_id, place_kind=place_kind)
    return list(rows.order_by("starts_at", "id"))


def _end(activation: PolicyActivation, at: datetime) -> None:
    if activation.starts_at == at:
        raise ActivationClash("The policy in force begins at that very moment; choose a later one.")
    activation.ends_at = at
    activation.save(update_fields=["ends_at", "updated_at"])


def _begin(
    actor: Actor,
    policy: Policy,
    area_id: int | None,
    place_kind: str,
    starts_at: datetime,
    ends_at: datetime | None,
) -> PolicyInForce:
    row = PolicyActivation.objects.create(
        policy=policy, area_id=area_id, place_kind=place_kind, starts_at=starts_at, ends_at=ends_at
    )
    record_decision(
        actor,
        action=ACTIVATE,
        object_kind="policy",
        object_id=policy.pk,
        detail={"area": area_id, "place_kind": place_kind, "starts_at": starts_at.isoformat()},
    )
    announce(PolicyActivated(policy.pk, area_id, place_kind, starts_at.isoformat()))
    return in_force_view(row)
