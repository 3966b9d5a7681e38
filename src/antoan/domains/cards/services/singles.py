"""One card at a desk: made for somebody, or in place of a lost one."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from antoan.domains.cards.errors import CardTaken
from antoan.domains.cards.models import Card
from antoan.domains.cards.permissions import PRINT
from antoan.domains.cards.rules import readable_reason
from antoan.domains.codes.national import DeclaredKind, PersonalHead
from antoan.domains.codes.permissions import REVOKE
from antoan.domains.codes.services import IssuedText, issue_personal_code, reissue
from antoan.domains.people.heads import head_of
from antoan.domains.people.queries import require_over_person
from antoan.domains.people.queries.persons import person_view
from antoan.domains.printing.values import CardLayout
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def make_card(*, actor: Actor, card_id: UUID, person_id: int, layout: CardLayout) -> None:
    """Make a card for somebody; cards and phones they have stay good. The same id again is the same card.

    PersonNotFound, Forbidden, CardTaken; NoNewCode when they got too many today.
    """
    require_over_person(actor, PRINT, person_id)
    if _was_sent_before(card_id, person_id):
        return
    issued = issue_personal_code(actor=already_allowed(actor), subject=head_by(actor, person_id), masked=True)
    _keep(actor, card_id, person_id, layout, issued, "cards.card.made", "")


@transaction.atomic
def replace_lost(*, actor: Actor, card_id: UUID, person_id: int, layout: CardLayout, because: str) -> None:
    """Revoke every code of somebody whose card is lost, and make a new card, in one act. Sent twice is done once.

    A lost card shows the short code too, so that ends as well, and the codes on phones, which ask for new ones.
    PersonNotFound, Forbidden, CardTaken, ReasonMissing, NoNewCode.
    """
    require_over_person(actor, PRINT, person_id)
    require_over_person(actor, REVOKE, person_id)
    reason = readable_reason(because)
    if _was_sent_before(card_id, person_id):
        return
    issued = reissue(
        actor=already_allowed(actor), subject=head_by(actor, person_id), because=reason, masked=True
    )
    _keep(actor, card_id, person_id, layout, issued, "cards.card.replaced", reason)


def head_by(actor: Actor, person_id: int) -> PersonalHead:
    """Return what a card says of somebody; a helper who is a person is named as Decision 1405 asks."""
    head = head_of(person_view(person_id))
    if actor.person_id is None or actor.person_id == person_id:
        return head
    helper = person_view(actor.person_id)
    return replace(head, declared_kind=DeclaredKind.HELPER, helper_qid=helper.qid)


def _was_sent_before(card_id: UUID, person_id: int) -> bool:
    known = Card.objects.filter(pk=card_id).first()
    if known is not None and known.person_id != person_id:
        raise CardTaken
    return known is not None


def _keep(
    actor: Actor, card_id: UUID, person_id: int, layout: CardLayout, issued: IssuedText, action: str, why: str
) -> None:
    Card.objects.create(
        id=card_id, person_id=person_id, layout=layout, digest=issued.digest, made_at=clock.now(),
        made_by_account_id=actor.account_id,
    )  # fmt: skip
    record_decision(
        actor, action=action, object_kind="card", object_id=card_id, person_id=person_id, purpose=why,
        detail={"layout": layout.value},
    )  # fmt: skip
