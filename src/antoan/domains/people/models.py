"""Persons, their documents, their phones, and those they answer for."""

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from antoan.domains.areas.models import Area
from antoan.domains.people.values import DocumentKind, ErasureGround, Gender, QidSource
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


@pghistory.track()
class Person(Record):
    """One human being, once."""

    qid = models.CharField(max_length=32, unique=True, db_collation="C")
    qid_source = models.CharField(max_length=10, choices=_choices(QidSource), default=QidSource.LOCAL)
    full_name = models.CharField(max_length=150)
    name_folded = models.CharField(max_length=150)  # kit.text.fold(full_name)
    birth_on = models.DateField()
    # False when only the year is known; birth_on is then 1 January of it.
    birth_day_known = models.BooleanField(default=True)
    gender = models.CharField(max_length=8, choices=_choices(Gender), default=Gender.UNKNOWN)
    nationality = models.CharField(max_length=2, default="VN")
    address = models.CharField(max_length=200, blank=True)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            # A ward's desk compares its own people of some days, however many live in the city.
            models.Index(fields=["ward", "birth_on"], name="person_ward_birth"),
            models.Index(fields=["birth_on", "name_folded"]),
            GinIndex(fields=["name_folded"], opclasses=["gin_trgm_ops"], name="person_name_trigrams"),
        ]


@pghistory.track()
class Document(Record):
    """A paper of a person. The number is sealed; it is found by its blind index."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=_choices(DocumentKind))
    number = SealedTextField()
    # blind_index("document:<kind>", papers.identifying_part(paper)): of BHYT the last ten digits.
    number_index = models.BinaryField(max_length=16)
    # Somebody else had this number before: it identifies nobody until an office has looked at the paper.
    is_contested = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number_index"],
                condition=Q(is_contested=False),
                name="document_belongs_to_one_person",
            )
        ]
        indexes = [
            models.Index(fields=["number_index"], name="document_contested", condition=Q(is_contested=True))
        ]


@pghistory.track()
class Phone(Record):
    """A number on which a person is reached. Families share numbers, so it is not unique."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="phones")
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16, db_index=True)  # blind_index("phone", "+84…")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number_index"], name="phone_once_per_person")
        ]


@pghistory.track()
class Dependant(Record):
    """A person for whom a guardian declares and shows codes."""

    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="dependants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardians")
    kinship = models.CharField(max_length=30)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guardian", "person"], name="dependant_once"),
            models.CheckConstraint(condition=~Q(guardian=F("person")), name="nobody_guards_themselves"),
        ]


class Erasure(models.Model):
    """What is left of somebody who was erased: that it was done, by whom and on what ground. No personal value."""

    person_id = models.BigIntegerField(primary_key=True)
    ground = models.CharField(max_length=20, choices=_choices(ErasureGround))
    erased_at = models.DateTimeField()
    erased_by = models.BigIntegerField(null=True)  # account
