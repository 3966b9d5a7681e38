"""Tells by SMS how registrations go, and invites people to work for a unit. Queued in the transaction they tell of."""

from typing import Final

from django.conf import settings

from antoan.domains.messaging.services import queue_message
from antoan.domains.units.models import Registration, StaffInvitation
from antoan.kit.clock import local_date
from antoan.kit.spoken import show

_NAME_LETTERS_MAX: Final = 40  # Of a unit in a text message: it shall fit into one.


def tell_received(row: Registration) -> None:
    """Tell the reference number and the deadline."""
    # The deadline is the midnight that ends its day.
    last_day = local_date(row.due_at - row.due_at.resolution)
    _tell(row, "received", due=f"{last_day:%d/%m/%Y}")


def tell_approved(row: Registration, secret: str) -> None:
    """Tell that the unit is registered, with the link that opens its administrator's account."""
    _tell(row, "approved", link=join_link(secret))


def tell_refused(row: Registration) -> None:
    """Tell that it was refused; the reason stands on the page of its number."""
    _tell(row, "refused")


def tell_late(row: Registration) -> None:
    """Tell that it is late and who follows it."""
    _tell(row, "late")


def tell_invited(row: StaffInvitation, secret: str) -> None:
    """Ask somebody to work for a unit."""
    queue_message(
        number=row.number,
        template="units.invited",
        values={"unit": row.unit.name[:_NAME_LETTERS_MAX], "link": join_link(secret)},
        key=f"units:invitation:{row.pk}",
        expires_at=row.expires_at,
    )


def join_link(secret: str) -> str:
    """Return the address behind which an invitation is answered."""
    return f"{settings.PUBLIC_URL}/units/join/{secret}"


def _tell(row: Registration, template: str, **values: str) -> None:
    if not row.phone:
        return
    queue_message(
        number=row.phone,
        template=f"units.{template}",
        values={"number": show(row.number), **values},
        key=f"units:registration:{row.number}:{template}",
    )
