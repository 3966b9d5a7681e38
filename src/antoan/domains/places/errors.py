"""What can go wrong with places."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class PlaceNotFound(NotFound):
    """There is no such place for you."""

    code = "places:place:not_found"


class SpotNotFound(NotFound):
    """There is no such spot for you."""

    code = "places:spot:not_found"


class GateNotFound(NotFound):
    """There is no such gate for you."""

    code = "places:gate:not_found"


class DeviceNotFound(NotFound):
    """There is no such device for you."""

    code = "places:device:not_found"


class PlaceUnreadable(BadInput):
    """The place cannot be added as written."""

    code = "places:place:bad"


class PlaceClosed(Conflict):
    """The place is closed: nothing can be added to it."""

    code = "places:place:closed"


class TooManyParts(Conflict):
    """The place has as many zones or gates as it may have."""

    code = "places:part:too_many"


class SpotExists(Conflict):
    """The place already has a spot of this name: choose another."""

    code = "places:spot:exists"


class TicketRefused(NotFound):
    """This enrolment code is unknown, used or expired: ask the unit to show a new one."""

    code = "places:ticket:refused"


class TooManyDevices(Conflict):
    """The gate has as many devices as it may have: revoke one first."""

    code = "places:device:too_many"


class PlaceCodeMissing(NotFound):
    """The place has no code in force: issue one first."""

    code = "places:code:missing"


class PlaceCodeRefused(NotFound):
    """This place code is forged, foreign or was replaced: tell the place, do not use it."""

    code = "places:code:refused"


class ReportUnreadable(BadInput):
    """This report cannot be read."""

    code = "places:report:bad"


class ReportNotFound(NotFound):
    """There is no such report, or none that you may see."""

    code = "places:report:not_found"


class ReportTaken(Conflict):
    """Another report has this id. Make a new id and send again."""

    code = "places:report:taken"


class ReportClosed(Conflict):
    """This report is closed already."""

    code = "places:report:closed"


class TooManyReportsToday(Conflict):
    """5 posters were reported today, which is the most: call 1022 for another one."""

    code = "places:report:full_today"
