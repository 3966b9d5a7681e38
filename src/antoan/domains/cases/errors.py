"""What can be wrong with cases and outbreaks."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class CaseFileNotFound(NotFound):
    """There is no such case, or none that you may see."""

    code = "cases:file:not_found"


class CaseVoid(Conflict):
    """The record behind this case was annulled: nothing is reported of it."""

    code = "cases:file:void"


class ReportUnreadable(BadInput):
    """Some fields of the report cannot be read."""

    code = "cases:report:unreadable"


class ReportsFull(Conflict):
    """This case was reported so often already."""

    code = "cases:report:full"


class OutbreakNotFound(NotFound):
    """There is no such outbreak, or none that you may see."""

    code = "cases:outbreak:not_found"


class OutbreakUnreadable(BadInput):
    """Name the outbreak and where it is, and the day it began: not in the future."""

    code = "cases:outbreak:unreadable"


class OutbreakTooEarly(Conflict):
    """Too few days have passed without a new case."""

    code = "cases:outbreak:too_early"


class OutbreakClosed(Conflict):
    """This outbreak is closed."""

    code = "cases:outbreak:closed"
