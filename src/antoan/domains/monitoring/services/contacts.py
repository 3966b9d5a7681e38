"""A unit says on which number it wants to hear of alerts."""

from django.db import transaction

from antoan.domains.monitoring.models import AlertContact
from antoan.domains.units.permissions import CHANGE
from antoan.domains.units.queries import unit_in
from antoan.foundation.accounts.actor import Actor
from antoan.kit.phones import normalise_phone


@transaction.atomic
def set_alert_contact(*, actor: Actor, unit_id: int, number: str) -> None:
    """Keep the number, or forget it when none is given; UnitNotFound, Forbidden, PhoneUnreadable."""
    unit_in(actor, unit_id, CHANGE)
    if not number.strip():
        AlertContact.objects.filter(unit=unit_id).delete()
        return
    AlertContact.objects.update_or_create(unit_id=unit_id, defaults={"number": normalise_phone(number)})
