"""Forgets the stays of who is erased."""

from antoan.domains.visits.models import Reminder, Seat, Visit


def forget_visits(person_id: int) -> int:
    """Delete all stays of someone who is being erased, in the transaction of the erasure; return how many."""
    Reminder.objects.filter(person_id=person_id).delete()
    Seat.objects.filter(person_id=person_id).delete()
    return Visit.objects.filter(person_id=person_id).delete()[0]
