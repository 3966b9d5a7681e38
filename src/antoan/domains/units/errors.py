"""What can go wrong with units."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class UnitNotFound(NotFound):
    """There is no such unit for you."""

    code = "units:unit:not_found"


class UnitUnreadable(BadInput):
    """The unit cannot be registered as written."""

    code = "units:unit:bad"


class UnitClosed(Conflict):
    """The unit is closed: nothing can be added to it."""

    code = "units:unit:closed"


class RegistrationNotFound(NotFound):
    """There is no such registration for you."""

    code = "units:registration:not_found"


class RegistrationDecided(Conflict):
    """This registration was decided before."""

    code = "units:registration:decided"


class RegistrationTaken(Conflict):
    """This form was sent from another phone: begin again."""

    code = "units:registration:taken"


class TooManyRegistrations(Conflict):
    """So many registrations of this phone wait that no more are taken."""

    code = "units:registration:too_many"


class ReasonMissing(BadInput):
    """A refusal needs a reason that tells what to mend."""

    code = "units:registration:reason_missing"


class InvitationGone(NotFound):
    """This invitation is unknown, used, withdrawn or has run out: ask for another."""

    code = "units:invitation:gone"


class RoleNotOfUnits(BadInput):
    """This role is not one that a unit gives."""

    code = "units:staff:role"


class TooManyStaff(Conflict):
    """The unit has as many accounts and invitations as it may have: end one first."""

    code = "units:staff:too_many"


class StaffNotFound(NotFound):
    """There is nobody like this among the unit's people."""

    code = "units:staff:not_found"


class NotOneself(Forbidden):
    """Nobody ends their own right: ask a colleague."""

    code = "units:staff:oneself"


class ZoneInvitationGone(NotFound):
    """There is no such invitation into a zone, or it is used, withdrawn or too old."""

    code = "units:zone:gone"


class ZoneMemberNotFound(NotFound):
    """There is no such member of the zone."""

    code = "units:zone:member_not_found"


class TooManyInvitations(BadInput):
    """At most 100 invitations at once, and 5,000 units in a zone."""

    code = "units:zone:too_many"


class AlreadyInZone(Conflict):
    """This unit is in the zone already."""

    code = "units:zone:member"


class OwnZone(BadInput):
    """A unit does not join itself."""

    code = "units:zone:own"
