"""What can be wrong with a rule or a rule document. Needs no Django."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class CertLogicInvalid(BadInput):
    """This is not a CertLogic expression."""

    code = "policy:certlogic:invalid"


class CertLogicFailed(BadInput):
    """The expression cannot be evaluated on these data."""

    code = "policy:certlogic:failed"


class DocumentInvalid(BadInput):
    """This is not a policy document."""

    code = "policy:document:invalid"


class NoSuchPolicy(NotFound):
    """There is no such policy."""

    code = "policy:policy:not_found"


class PolicyFrozen(Conflict):
    """A published version never changes; publish a new version."""

    code = "policy:policy:frozen"


class ActivationClash(Conflict):
    """A policy cannot begin there and then."""

    code = "policy:activation:clash"


class NothingToRollBack(Conflict):
    """There is no earlier policy to go back to."""

    code = "policy:activation:nothing_before"
