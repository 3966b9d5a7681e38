"""Forgets people in registrations and invitations, in history too. The unit itself stays: it is nobody's person."""

from django.db import transaction
from django.db.models import QuerySet

from antoan.domains.units.models import Registration, StaffInvitation
from antoan.domains.units.registration_values import RegistrationState
from antoan.foundation.db.history import history


@transaction.atomic
def forget_numbers(number_indexes: list[bytes]) -> None:
    """Forget what somebody wrote or was asked on these numbers; a registration that still waits is deleted."""
    mine = Registration.objects.filter(number_index__in=number_indexes)
    waiting = list(mine.filter(state=RegistrationState.WAITING).values_list("pk", flat=True))
    Registration.objects.filter(pk__in=waiting).delete()
    history(Registration).filter(id__in=waiting).delete()
    forget_representatives(mine)
    forget_invitations(StaffInvitation.objects.filter(number_index__in=number_indexes))


def forget_representatives(rows: "QuerySet[Registration]") -> None:
    """Empty who wrote registrations, and the number; the identity number of a household's owner too."""
    ids = list(rows.values_list("pk", flat=True))
    emptied = {"representative": "", "phone": "", "tax_number": "", "number_index": b""}
    Registration.objects.filter(pk__in=ids).update(**emptied)
    history(Registration).filter(id__in=ids).update(**emptied)


def forget_invitations(rows: "QuerySet[StaffInvitation]") -> None:
    """Delete invitations with all that was known of whom they asked."""
    ids = list(rows.values_list("pk", flat=True))
    StaffInvitation.objects.filter(pk__in=ids).delete()
    history(StaffInvitation).filter(id__in=ids).delete()
