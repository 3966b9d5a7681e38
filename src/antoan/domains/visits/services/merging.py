"""Two entries turn out to be one person: the stays of one become the other's."""

from django.db import transaction

from antoan.domains.visits.models import Reminder, Seat, Visit


@transaction.atomic
def hand_over_visits(*, from_person_id: int, to_person_id: int) -> None:
    """Have the stays of one entry of a person be another's; a stay both have is one stay."""
    for visit in Visit.objects.filter(person_id=from_person_id):
        same = {"t_in": visit.t_in, "spot_id": visit.spot_id}
        if not Visit.objects.filter(person_id=to_person_id, **same).exists():
            Visit.objects.filter(person_id=from_person_id, **same).update(person_id=to_person_id)
    Seat.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
    for reminder in Reminder.objects.filter(person_id=from_person_id):
        same = {"t_in": reminder.t_in, "spot_id": reminder.spot_id}
        if not Reminder.objects.filter(person_id=to_person_id, **same).exists():
            Reminder.objects.filter(pk=reminder.pk).update(person_id=to_person_id)
