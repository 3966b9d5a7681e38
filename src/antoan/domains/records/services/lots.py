"""Keeps the register of lots against which doses are judged."""

from django.db import transaction

from antoan.domains.records.doses import lot_number
from antoan.domains.records.errors import LotDiffers, RecordUnreadable
from antoan.domains.records.models import VaccineLot
from antoan.domains.records.permissions import REGISTER_LOT
from antoan.domains.records.services.vaccination import LOT_LETTERS_MAX
from antoan.domains.records.vaccines import vaccine
from antoan.domains.records.values import Lot
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit.errors import Forbidden


@transaction.atomic
def register_lot(*, actor: Actor, lot: Lot) -> Lot:
    """Register a lot; twice is once. LotDiffers when its paper was read otherwise before, NoSuchVaccine."""
    if not actor.is_system and not actor.grants_of(REGISTER_LOT):
        raise Forbidden(f"This needs the right {REGISTER_LOT}.", permission=REGISTER_LOT)
    product, number = vaccine(lot.product).key, lot_number(lot.number)
    if not 1 <= len(number) <= LOT_LETTERS_MAX:
        raise RecordUnreadable(f"A lot has 1 to {LOT_LETTERS_MAX} letters and digits.")
    row, is_new = VaccineLot.objects.get_or_create(
        product=product,
        number=number,
        defaults={"expires_on": lot.expires_on, "registered_by": actor.account_id},
    )
    if row.expires_on != lot.expires_on:
        raise LotDiffers
    if is_new:
        record_decision(actor, action="records.lot.register", object_kind="lot", object_id=row.pk)
    return Lot(product, number, row.expires_on)
