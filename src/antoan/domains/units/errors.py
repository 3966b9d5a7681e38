"""What can go wrong with units."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class UnitNotFound(NotFound):
    """There is no such unit for you."""

    code = "units:unit:not_found"


class UnitUnreadable(BadInput):
    """The unit cannot be registered as written."""

    code = "units:unit:bad"


class UnitClosed(Conflict):
    """The unit is closed: nothing can be added to it."""

    code = "units:unit:closed"
