"""What is kept about one entry of a person becomes another's, when both turn out to be the same."""

from antoan.domains.messaging.models import Message, PersonChoice


def hand_over_messages(*, from_person_id: int, to_person_id: int) -> None:
    """Have messages and choices about one entry of a person be about another. The caller has checked who asks.

    A STOP of either holds; of two languages the kept entry's stays.
    """
    Message.objects.filter(person_id=from_person_id).update(person_id=to_person_id)
    given = PersonChoice.objects.filter(person_id=from_person_id).first()
    if given is None:
        return
    kept, _ = PersonChoice.objects.get_or_create(person_id=to_person_id)
    kept.stopped_at = kept.stopped_at or given.stopped_at
    kept.language = kept.language or given.language
    kept.save()
    given.delete()
