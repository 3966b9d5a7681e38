"""Sign-ins by phone, codes, wrong answers, registrations under comparison, activation codes, and invitations."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.identity.values import UNDECIDED, CaseState, InvitationState, Kinship
from antoan.domains.people.matching import Confidence
from antoan.domains.people.models import Person
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class PhoneCheck(models.Model):
    """One visit to the sign-in page: a number, and the tries with the codes sent to it. Kept for two days."""

    id = models.UUIDField(primary_key=True)
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16)  # blind_index("phone", "+84…")
    address_index = models.BinaryField(max_length=16)  # Where it was asked from: rules.codes.address_key.
    started_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["number_index", "started_at"]),
            models.Index(fields=["address_index", "started_at"]),
            models.Index(fields=["started_at"]),
        ]


class OneTimeCode(models.Model):
    """A code that was sent. Of the code itself only a keyed digest is kept."""

    check_of = models.ForeignKey(PhoneCheck, on_delete=models.CASCADE, related_name="codes")
    digest = models.BinaryField(max_length=16)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class WrongAnswer(models.Model):
    """One wrong answer or activation code: they are counted, and forgotten with the checks."""

    subject = models.BinaryField(max_length=16)  # queries.counting: a number, or an address.
    person_id = models.BigIntegerField(null=True)  # About whom the answer was.
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"]), models.Index(fields=["at"])]


@pghistory.track()
class Registration(Record):
    """Somebody who registered without a desk, until it is clear that nobody else is the same person."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is registered once.
    number = models.CharField(max_length=7, unique=True)  # kit.spoken
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    guardian_id = models.BigIntegerField(null=True)  # The person who registered them, for a dependant.
    number_index = models.BinaryField(max_length=16)  # Of the phone on which it was done.
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=_choices(CaseState))
    confidence = models.CharField(max_length=10, choices=_choices(Confidence))
    registered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-registered_at"]),
            models.Index(fields=["number_index", "registered_at"]),
            models.Index(
                fields=["due_at", "id"],
                name="registration_undecided",
                condition=Q(state__in=sorted(UNDECIDED)),
            ),
        ]


class Resemblance(models.Model):
    """Somebody who was there before and may be the one who registered."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="resemblances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "person"], name="resemblance_once")]


@pghistory.track()
class ActivationCode(Record):
    """A printed code that opens one person's entry once. Of the code itself only a keyed digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16, unique=True)
    printed_at = models.DateTimeField()
    printed_by_account_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["printed_by_account_id", "printed_at"]),
            models.Index(fields=["person", "-printed_at"]),
        ]


@pghistory.track()
class Invitation(Record):
    """The question to a grown-up whether somebody may act for them. The tie is made when they agree."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is asked once.
    number = models.CharField(max_length=7, unique=True)  # kit.spoken: said at a desk.
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The name as the guardian typed it: the only one the guardian sees before the answer.
    called = SealedTextField()
    kinship = models.CharField(max_length=12, choices=_choices(Kinship))
    token_digest = models.BinaryField(max_length=16, unique=True)
    state = models.CharField(max_length=10, choices=_choices(InvitationState))
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_account_id = models.BigIntegerField(null=True)  # The desk; null when by text message.

    class Meta:
        indexes = [models.Index(fields=["guardian", "-asked_at"])]


class Merge(Record):
    """Two entries that a desk made one, with how both stood before: it can be undone until the day named.

    The dropped entry is a shell until then; after it the shell and the photograph go for good.
    """

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is merged once.
    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    dropped = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    because = models.CharField(max_length=150)
    photograph = SealedTextField()  # merging.Photograph, as JSON
    moved = models.JSONField(default=dict)  # By part of privacy's registry, how many rows; for the page.
    merged_at = models.DateTimeField()
    merged_by_account_id = models.BigIntegerField(null=True)
    undo_until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["undo_until"], name="merge_to_finish")]
        constraints = [
            models.UniqueConstraint(fields=["dropped"], name="entry_dropped_once"),
            models.CheckConstraint(
                condition=~Q(kept=models.F("dropped")), name="nobody_is_merged_with_himself"
            ),
        ]
