"""What lists show of people: initials and last name, never more."""

from collections.abc import Iterable

from antoan.domains.passes.models import Pass


def labels_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Return by person the label a gate shows ("N.V. An"); people without a pass are left out.

    The caller has checked that the list itself may be read.
    """
    return dict(Pass.objects.filter(pk__in=set(person_ids)).values_list("person_id", "label"))
