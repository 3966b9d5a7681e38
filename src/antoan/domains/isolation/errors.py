"""What can be wrong with orders and sites."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class OrderNotFound(NotFound):
    """There is no such order, or none that you may see."""

    code = "isolation:order:not_found"


class NothingToOrder(Conflict):
    """By the rules of the day this person need not be apart, or no longer."""

    code = "isolation:order:nothing"


class NoCase(Conflict):
    """Nobody is isolated as a case without a confirmed infection."""

    code = "isolation:order:no_case"


class OrderUnreadable(BadInput):
    """Say since when, for which reason, and by which evidence."""

    code = "isolation:order:unreadable"


class EvidenceUnknown(BadInput):
    """There is no such tracing case. Check its number."""

    code = "isolation:evidence:unknown"


class TooManyManual(Conflict):
    """So many were proposed by one account today already."""

    code = "isolation:manual:too_many"


class OwnProposal(Forbidden):
    """Nobody decides about what they proposed themselves, nor about themselves or their family."""

    code = "isolation:manual:own"


class ProposalStale(Conflict):
    """Nobody decided within a day. Propose anew."""

    code = "isolation:manual:stale"


class OrderDecided(Conflict):
    """This was decided already."""

    code = "isolation:order:decided"


class ReasonMissing(BadInput):
    """Say why, in five to two hundred letters."""

    code = "isolation:reason:missing"


class SiteNotFound(NotFound):
    """There is no such site, or none that you may see."""

    code = "isolation:site:not_found"


class SiteUnreadable(BadInput):
    """A site has a name, an address and at least one bed."""

    code = "isolation:site:unreadable"


class CameraUnreadable(BadInput):
    """The link to the cameras of a site is not that of an encrypted page, or holds a password."""

    code = "isolation:camera:unreadable"


class SiteFull(Conflict):
    """There is no free bed."""

    code = "isolation:site:full"


class BedTaken(Conflict):
    """Somebody has this bed."""

    code = "isolation:bed:taken"


class NotToBeIsolated(Conflict):
    """This order is not in force: nobody is kept at a site without one."""

    code = "isolation:stay:no_order"


class ElsewhereAlready(Conflict):
    """This person is at a site already. Say first that they left it."""

    code = "isolation:stay:elsewhere"
