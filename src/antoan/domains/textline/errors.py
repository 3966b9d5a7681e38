"""What can be wrong with registering by SMS."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class ApplicationNotFound(NotFound):
    """There is no such registration, or none that you may see."""

    code = "textline:application:not_found"


class ApplicationClosed(Conflict):
    """This registration is finished already."""

    code = "textline:application:closed"


class ReasonMissing(BadInput):
    """Say why this registration is closed without a person."""

    code = "textline:application:reason_missing"
