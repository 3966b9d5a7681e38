"""What can be wrong with a look at figures."""

from antoan.kit.errors import BadInput, NotFound


class TooManyFigures(BadInput):
    """The file would hold more rows than one may: choose fewer days or a smaller area. Nothing is cut off."""

    code = "statistics:figures:too_many"


class ReportNotFound(NotFound):
    """There is no such report, or it is of another area."""

    code = "statistics:report:not_found"
