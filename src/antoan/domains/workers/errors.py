"""What can be wrong with staff lists."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class WorkerNotFound(NotFound):
    """There is no such worker, or none that you may see."""

    code = "workers:worker:not_found"


class WorkerUnreadable(BadInput):
    """This worker cannot be put on the list as written."""

    code = "workers:worker:unreadable"


class WorkerListed(Conflict):
    """Somebody with this paper is on the list already."""

    code = "workers:worker:listed"


class ListFull(Conflict):
    """A unit's list holds 100,000 people at most."""

    code = "workers:list:full"


class CohortNotFound(NotFound):
    """There is no such group, or none that you may see."""

    code = "workers:cohort:not_found"


class CohortUnreadable(BadInput):
    """A group needs a name of at most 80 letters, a whole shift or none, and a test every 1 to 60 days or none."""

    code = "workers:cohort:unreadable"


class CohortTaken(Conflict):
    """The unit has a group of this name."""

    code = "workers:cohort:taken"


class CohortInUse(Conflict):
    """Somebody is in this group: move them first."""

    code = "workers:cohort:in_use"


class TooManyCohorts(Conflict):
    """A unit has 200 groups at most."""

    code = "workers:cohort:full"


class ContactUnreadable(BadInput):
    """The contact needs a name of at most 100 letters and a telephone number."""

    code = "workers:contact:unreadable"


class ContactMissing(Conflict):
    """Say first whom we tell about this list: a name and a telephone number."""

    code = "workers:contact:missing"


class QuotaNotFound(NotFound):
    """There is no such quota, or none that you may see."""

    code = "workers:quota:not_found"


class QuotaUnreadable(BadInput):
    """The quota cannot be set as written."""

    code = "workers:quota:unreadable"


class ListNotFound(NotFound):
    """There is no such list, or none that you may see."""

    code = "workers:submission:not_found"


class ListEmpty(Conflict):
    """Nobody is on the list: add people before you submit it."""

    code = "workers:submission:empty"


class ListWaits(Conflict):
    """A list of this unit waits for an answer already."""

    code = "workers:submission:waits"


class OverQuota(Conflict):
    """More people are on the list than may work."""

    code = "workers:submission:over_quota"


class ListDecided(Conflict):
    """This list is decided, or was taken back."""

    code = "workers:submission:decided"


class ReasonMissing(BadInput):
    """Say why, in 10 to 500 letters; the unit reads it."""

    code = "workers:submission:reason"


class PlanTooLong(BadInput):
    """The note about the plan has 2,000 letters at most."""

    code = "workers:submission:plan"


class TermUnreadable(BadInput):
    """An approval holds from tomorrow on, for 90 days at most."""

    code = "workers:submission:term"


class ImportInUse(Conflict):
    """People of this import are on a list that was submitted or approved: take that back first."""

    code = "workers:import:in_use"


class AlertNotFound(NotFound):
    """There is no such alert, or none that you may see."""

    code = "workers:alert:not_found"


class NobodyFits(Conflict):
    """This person is not the one on the row: name, birth or paper differ too much."""

    code = "workers:worker:nobody_fits"
