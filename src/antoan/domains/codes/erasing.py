"""Forgets the codes of somebody who is being erased, their history with them."""

from django.db import transaction

from antoan.domains.codes.models import IssuedCode, ShortCode
from antoan.domains.codes.permissions import REVOKE
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.db.history import history


@transaction.atomic
def forget_codes(*, actor: Actor, qid: str) -> None:
    """Delete every code of a person. What was printed is then the code of nobody: no gate knows it."""
    require(actor, REVOKE, CITY)
    for model in (IssuedCode, ShortCode):
        model.objects.filter(qid=qid).delete()
        history(model).filter(qid=qid).delete()
