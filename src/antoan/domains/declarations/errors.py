"""What can be wrong with declarations."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class DeclarationUnreadable(BadInput):
    """This declaration cannot be read."""

    code = "declarations:declaration:unreadable"


class DeclarationOutOfTime(BadInput):
    """A declaration is sent within seven days, by a clock that is right: set the time of the device."""

    code = "declarations:declaration:out_of_time"


class DeclarationTaken(Conflict):
    """Another declaration has this id. Make a new id and send again."""

    code = "declarations:declaration:taken"


class DeclarationNotFound(NotFound):
    """There is no such declaration, or none that you may see."""

    code = "declarations:declaration:not_found"


class DeclarationAnnulled(Conflict):
    """This declaration was annulled. Declare anew."""

    code = "declarations:declaration:annulled"
