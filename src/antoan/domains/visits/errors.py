"""What can go wrong with visits."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class CheckUnreadable(BadInput):
    """This cannot be recorded as sent: open the page of the place again."""

    code = "visits:check:bad"


class WaitedTooLong(BadInput):
    """This was kept on the phone for more than 24 hours: tell the place or call 1022."""

    code = "visits:check:too_late"


class SpotUnchosen(BadInput):
    """This place has several zones: choose the one you go into."""

    code = "visits:check:spot"


class SeatUnreadable(BadInput):
    """A seat is a number with at most one letter, like 12A, and only vehicles have them."""

    code = "visits:check:seat"


class NobodyChosen(BadInput):
    """Choose at least one person, and at most 20."""

    code = "visits:check:people"


class TooManyChecks(Conflict):
    """60 visits were recorded today by oneself, which is the most: show the code at the gate instead."""

    code = "visits:check:too_many"


class CheckRaced(Conflict):
    """Somebody else recorded the same visit in this moment: try again."""

    code = "visits:check:raced"


class VisitNotFound(NotFound):
    """There is no such visit, or none of yours."""

    code = "visits:visit:not_found"


class LeftOutOfTime(BadInput):
    """Nobody can have left then: after coming in, within 24 hours, and not in the future."""

    code = "visits:left:out_of_time"


class TooManyCounts(BadInput):
    """The period holds more lines than one file may: choose fewer days."""

    code = "visits:counts:too_many"
