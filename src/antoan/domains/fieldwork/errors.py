"""What can go wrong with field forms."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class FormNotFound(NotFound):
    """There is no such form, or none that you may see."""

    code = "fieldwork:form:not_found"


class FormTaken(Conflict):
    """Another account sent a form with this id."""

    code = "fieldwork:form:taken"


class FormUnopened(BadInput):
    """This form was not sealed to this installation, or is damaged."""

    code = "fieldwork:form:unopened"


class FormOutOfTime(BadInput):
    """This form is more than thirty days old."""

    code = "fieldwork:form:out_of_time"


class TooManyForms(Conflict):
    """This account sent as many forms today as anybody may."""

    code = "fieldwork:form:too_many"


class FormDecided(Conflict):
    """Somebody has decided this form already."""

    code = "fieldwork:form:decided"


class CannotTake(Conflict):
    """Nobody can be registered from this form, or no record stands beside it: choose another way."""

    code = "fieldwork:form:cannot"
