"""What can be wrong at a reception."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class DeskNotFound(NotFound):
    """There is no such reception, or none that you may see."""

    code = "reception:desk:not_found"


class DeskUnreadable(BadInput):
    """A reception has a name, a gate of its unit and two rooms that differ."""

    code = "reception:desk:unreadable"


class TicketNotFound(NotFound):
    """There is no such number today."""

    code = "reception:ticket:not_found"


class NobodyPresented(BadInput):
    """This code or card is nobody's here."""

    code = "reception:person:unknown"


class DeclarationMissing(Conflict):
    """This person has not declared lately. Declare now, here."""

    code = "reception:declaration:missing"


class DayFull(Conflict):
    """20,000 people came today, which is the most one reception keeps."""

    code = "reception:day:full"


class NobodyWaits(Conflict):
    """Nobody waits in this row."""

    code = "reception:row:empty"
