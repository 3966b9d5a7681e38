"""What can go wrong with cards, said so that it can be mended."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class CardNotFound(NotFound):
    """There is no such card, or none that you may see."""

    code = "cards:card:not_found"


class BatchNotFound(NotFound):
    """There is no such batch, or none that you may see."""

    code = "cards:batch:not_found"


class CardTaken(Conflict):
    """This form was sent for somebody else before: open it anew."""

    code = "cards:card:taken"


class CardRevoked(Conflict):
    """This card was revoked: make a new one instead."""

    code = "cards:card:revoked"


class WrongMoment(Conflict):
    """The batch is not so far, or past this."""

    code = "cards:batch:wrong_moment"


class ReasonMissing(BadInput):
    """Say why, so that whoever holds the card can be told."""

    code = "cards:reason:missing"


class BatchUnclear(BadInput):
    """Say for which ward or unit, and ages from 0 to 130 in order."""

    code = "cards:batch:unclear"


class TooManyBatches(Conflict):
    """Several batches of yours are being made already: wait until one is ready."""

    code = "cards:batch:too_many"


class RosterInUse(Conflict):
    """Cards were made from this list: take that batch back first."""

    code = "cards:roster:in_use"
