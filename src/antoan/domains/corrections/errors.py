"""What can be wrong with tickets and appeals."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class TicketNotFound(NotFound):
    """There is no such ticket, or none that you may see."""

    code = "corrections:ticket:not_found"


class TicketUnreadable(BadInput):
    """This request cannot be read."""

    code = "corrections:ticket:unreadable"


class TicketTaken(Conflict):
    """Another ticket has this id. Make a new id and send again."""

    code = "corrections:ticket:taken"


class TooManyAtOnce(Conflict):
    """25 tickets are decided together at most."""

    code = "corrections:ticket:too_many_at_once"


class TooManyTickets(Conflict):
    """There are 5 open requests already: wait for an answer, or withdraw one."""

    code = "corrections:person:full"


class TooManyTicketsToday(Conflict):
    """10 requests were made today, which is the most: go on tomorrow, or ask the ward."""

    code = "corrections:person:full_today"


class AlreadyAsked(Conflict):
    """A request about this very record is open already."""

    code = "corrections:ticket:duplicate"


class TicketClosed(Conflict):
    """This request is decided or withdrawn. Open a new one."""

    code = "corrections:ticket:closed"


class NothingAsked(Conflict):
    """Nobody asked for more: there is nothing to answer now."""

    code = "corrections:ticket:nothing_asked"


class OwnTicket(Forbidden):
    """Nobody decides about their own data, their family's, or a request they made themselves."""

    code = "corrections:ticket:own"


class WordsMissing(BadInput):
    """Say why, in at least ten letters; the person reads it."""

    code = "corrections:words:missing"


class WordsTooLong(BadInput):
    """At most 1,000 letters."""

    code = "corrections:words:too_long"


class CorrectionImpossible(Conflict):
    """This cannot have happened, so it cannot be granted. Ask for more, or refuse with the reason."""

    code = "corrections:ticket:impossible"


class AppealNotFound(NotFound):
    """There is no such appeal, or none that you may see."""

    code = "corrections:appeal:not_found"


class AppealTaken(Conflict):
    """Another appeal has this id. Make a new id and send again."""

    code = "corrections:appeal:taken"


class AppealOpenAlready(Conflict):
    """An appeal is open already: its answer comes within its deadline."""

    code = "corrections:appeal:open"


class NothingToAppeal(Conflict):
    """The colour is green, or not known: there is nothing to appeal against."""

    code = "corrections:appeal:nothing"


class AppealClosed(Conflict):
    """This appeal is answered."""

    code = "corrections:appeal:closed"


class CorrectionMissing(BadInput):
    """A colour changes through a granted correction only: name the one this appeal led to."""

    code = "corrections:appeal:correction_missing"
