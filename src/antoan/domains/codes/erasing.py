"""Forgets the codes of somebody who is being erased, their history with them."""

from django.db import transaction

from antoan.domains.codes.models import DynamicReference, DynamicUse, IssuedCode, ShortCode, SpokenTry
from antoan.domains.codes.permissions import REVOKE
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.db.history import history


@transaction.atomic
def forget_codes(*, actor: Actor, qid: str) -> None:
    """Delete every code of a person. What was printed is then the code of nobody: no gate knows it."""
    require(actor, REVOKE, CITY)
    references = DynamicReference.objects.filter(qid=qid).values_list("reference", flat=True)
    DynamicUse.objects.filter(reference__in=list(references)).delete()
    for model in (IssuedCode, ShortCode, DynamicReference):
        model.objects.filter(qid=qid).delete()
        history(model).filter(qid=qid).delete()
    SpokenTry.objects.filter(who=f"code:{qid}").delete()
