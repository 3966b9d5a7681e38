"""What can be wrong with tracing."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotConfigured, NotFound


class SealUnreadable(NotConfigured):
    """The sealed days cannot be read."""

    code = "tracing:seal:unreadable"


class SealingUnderWay(Conflict):
    """Another process seals days at this moment. Wait for it to end."""

    code = "tracing:seal:under_way"


class SealDiffers(Conflict):
    """The sealed files do not hold what the database holds: the old ones stay in force."""

    code = "tracing:seal:differs"


class DayNotClosed(BadInput):
    """This day may still change: it is sealed 24 hours after its end."""

    code = "tracing:day:open"


class DayNotSealed(BadInput):
    """This day is not sealed, or changed since."""

    code = "tracing:day:not_sealed"


class SparkUnusable(NotConfigured):
    """Apache Spark cannot be started here."""

    code = "tracing:spark:unusable"


class EngineUnknown(BadInput):
    """There is no engine of this name."""

    code = "tracing:engine:unknown"


class CaseNotFound(NotFound):
    """There is no such tracing case, or none that you may see."""

    code = "tracing:case:not_found"


class CaseTaken(Conflict):
    """Another tracing case has this id. Make a new id and send again."""

    code = "tracing:case:taken"


class CaseOpenAlready(Conflict):
    """This infection is being traced already."""

    code = "tracing:case:open"


class CaseClosed(Conflict):
    """This tracing case is closed: its contacts stay masked."""

    code = "tracing:case:closed"


class InfectionMissing(NotFound):
    """There is no such confirmed infection, or none that you may trace."""

    code = "tracing:infection:missing"


class OnsetUnlikely(BadInput):
    """First signs come at most 14 days before the confirmation, and not after it."""

    code = "tracing:onset:unlikely"


class ReasonMissing(BadInput):
    """Say why, in 5 to 200 letters."""

    code = "tracing:reason:missing"


class ContactNotFound(NotFound):
    """This case has no such contact."""

    code = "tracing:contact:not_found"


class TooManyAtOnce(BadInput):
    """At most 500 contacts at once."""

    code = "tracing:contacts:too_many"


class FollowUpNotFound(NotFound):
    """There is no such question, or it is answered."""

    code = "tracing:follow_up:not_found"


class ExportNotFound(NotFound):
    """There is no such export, or none for you."""

    code = "tracing:export:not_found"


class OwnExport(Forbidden):
    """A second person allows an export, never the one who asked for it."""

    code = "tracing:export:own"


class ExportNotAllowed(Forbidden):
    """Nobody has allowed this export yet, or its day is over."""

    code = "tracing:export:not_allowed"


class RoomUnreadable(BadInput):
    """An area in square metres, between 1 and 100,000, and one of the kinds of ventilation."""

    code = "tracing:room:unreadable"


class SpotNotFound(NotFound):
    """The case was not at this spot, as far as anybody knows."""

    code = "tracing:spot:not_found"


class NeverThere(BadInput):
    """The case was not at this place on this day."""

    code = "tracing:place:never_there"
