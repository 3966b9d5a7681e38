"""What can be wrong with messages."""

from antoan.kit.errors import BadInput, Conflict, NotConfigured, NotFound


class TemplateUnknown(BadInput):
    """There is no template of this name."""

    code = "messaging:template:unknown"


class TemplateIncomplete(BadInput):
    """The template needs a value that was not given."""

    code = "messaging:template:incomplete"


class GatewayUnusable(NotConfigured):
    """The SMS gateway is not set up as it should be."""

    code = "messaging:gateway:unusable"


class LimitsUnreadable(NotConfigured):
    """The bounds of sending cannot be read."""

    code = "messaging:limits:unreadable"


class ReportNotFound(NotFound):
    """There is no such message."""

    code = "messaging:report:not_found"


class IncomingUnreadable(BadInput):
    """This incoming message cannot be read."""

    code = "messaging:incoming:unreadable"


class TooManyTests(Conflict):
    """Enough test messages were sent today."""

    code = "messaging:test:too_many"
