"""Units: who answers for places; their registrations, and invitations to work for them."""

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.places.models import Place
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.registration_values import Body, RegistrationState
from antoan.domains.units.rules import FOLDED_LETTERS_MAX
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField

_KINDS = [(kind.value, kind.value) for kind in PlaceKind]


@pghistory.track()
class Unit(Record):
    """A shop, factory, hospital, school or office as an organisation."""

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, choices=_KINDS)
    tax_number = models.CharField(max_length=14, blank=True)
    address = models.CharField(max_length=200, blank=True)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    zone = models.CharField(max_length=30, blank=True, db_default="")  # data/zones.json
    # rules.folded: two spellings of one name and address are equal here.
    folded = models.CharField(max_length=FOLDED_LETTERS_MAX, blank=True, db_default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["folded"], name="unit_folded", condition=~Q(folded="")),
            models.Index(fields=["tax_number"], name="unit_tax_number", condition=~Q(tax_number="")),
        ]


class UnitPlace(models.Model):
    """A place belongs to one unit (a branch, a building, a vehicle)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="unit_places")
    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="unit_place")


@pghistory.track()
class Registration(Record):
    """A unit that asks to be registered, until its competent body decides. Who wrote it is forgotten soon after."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page.
    number = models.CharField(max_length=7, unique=True)  # kit.spoken
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RegistrationState])
    body = models.CharField(max_length=10, choices=[(b.value, b.value) for b in Body])
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, choices=_KINDS)
    zone = models.CharField(max_length=30, blank=True)
    # Of a household business it is its owner's identity number.
    tax_number = SealedTextField()
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=200)
    folded = models.CharField(max_length=FOLDED_LETTERS_MAX)
    representative = SealedTextField()
    phone = SealedTextField()
    number_index = models.BinaryField(max_length=16)  # blind_index("phone", "+84…"); empty once forgotten.
    submitted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "number"], name="unit_registration_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["number_index", "submitted_at"], name="unit_registration_phone"),
            models.Index(fields=["decided_at"], name="unit_registration_decided"),
        ]


@pghistory.track()
class StaffInvitation(Record):
    """The question to somebody whether they take a role in a unit. Of the secret in the link a digest is kept."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    role = models.CharField(max_length=40)
    name = SealedTextField()
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16)
    secret_digest = models.BinaryField(max_length=32, unique=True)
    invited_by_account_id = models.BigIntegerField(null=True)  # Null: the approval of the unit itself.
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    grant_expires_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-invited_at"], name="staff_invitation_unit")]

    @property
    def scope(self) -> tuple[ScopeKind, int]:
        """Where the role will hold."""
        if self.place_id is not None:
            return ScopeKind.PLACE, self.place_id
        return ScopeKind.UNIT, self.unit_id


@pghistory.track()
class ZoneMember(Record):
    """A unit's place in a zone: invited by the zone's board with a code, a member once the unit itself has joined.

    Only with its own yes does a board read anything of a unit.
    """

    zone = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="zone_members")
    label = models.CharField(max_length=150)  # For whom the board wrote the invitation: a stall, a firm.
    code = models.CharField(max_length=7, unique=True)  # kit.spoken
    invited_at = models.DateTimeField()
    invited_by_account_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    joined_at = models.DateTimeField(null=True)
    joined_by_account_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)  # Left, taken out, or withdrawn before anybody joined.

    class Meta:
        indexes = [models.Index(fields=["zone", "id"], name="zone_member_list", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "unit"], condition=Q(ended_at=None, unit__isnull=False), name="once_in_a_zone"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True, joined_at=None)
                | Q(unit__isnull=False, joined_at__isnull=False),
                name="a_member_joined",
            ),
        ]
