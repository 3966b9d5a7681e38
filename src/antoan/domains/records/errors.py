"""What can be wrong with health records."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class RecordNotFound(NotFound):
    """There is no such record, or none that you may see."""

    code = "records:record:not_found"


class RecordUnreadable(BadInput):
    """This record cannot be read."""

    code = "records:record:unreadable"


class RecordImpossible(Conflict):
    """This cannot have happened, so it cannot be verified. Annul it and record what the paper says."""

    code = "records:record:impossible"


class RecordAnnulled(Conflict):
    """This record was annulled. Record it anew."""

    code = "records:record:annulled"


class ReasonMissing(BadInput):
    """Say why, in at least five letters; the person can read it."""

    code = "records:record:reason_missing"


class TestDiffers(Conflict):
    """Another outcome of this very test is recorded. Annul that one first if it is wrong."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.
    code = "records:test:differs"


class InfectionUnproven(BadInput):
    """A case needs a verified positive test, or a health authority with its case number. Nobody is one by a declaration."""

    code = "records:infection:unproven"


class RecoveryImplausible(BadInput):
    """Nobody recovers on this day: not before the seventh day of the case, and not in the future."""

    code = "records:recovery:implausible"


class RecoveryDiffers(Conflict):
    """Another recovery of this case is recorded."""

    code = "records:recovery:differs"


class IsolationDiffers(Conflict):
    """This order is recorded with a later end, or was lifted. Lift it, or order anew from another day."""

    code = "records:isolation:differs"


class NoSlip(Conflict):
    """Only a verified result has a slip: this one waits for its authority, or for its outcome."""

    code = "records:slip:none"


class LotDiffers(Conflict):
    """This lot is registered with another last day. Compare with the paper of the lot."""

    code = "records:lot:differs"


class OwnRecord(Conflict):
    """You entered this record yourself. A colleague looks at it."""

    code = "records:record:own"
