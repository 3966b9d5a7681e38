"""What can be wrong with messages."""

from antoan.kit.errors import AntoanError, BadInput, NotConfigured


class TemplateUnknown(BadInput):
    """There is no template of this name."""

    code = "messaging:template:unknown"


class TemplateIncomplete(BadInput):
    """The template needs a value that was not given."""

    code = "messaging:template:incomplete"


class GatewayUnusable(NotConfigured):
    """The SMS gateway is not set up as it should be."""

    code = "messaging:gateway:unusable"


class GatewayAway(AntoanError):
    """The SMS gateway does not answer; the message waits."""

    code = "messaging:gateway:away"
    status = 503


class MessageRefused(AntoanError):
    """The SMS gateway will never take this message."""

    code = "messaging:message:refused"
    status = 422
