"""What can be wrong with people."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class PersonNotFound(NotFound):
    """There is no such person, or none that you may see."""

    code = "people:person:not_found"


class PersonUnreadable(BadInput):
    """The particulars of this person cannot be read."""

    code = "people:person:unreadable"


class DocumentUnreadable(BadInput):
    """This is no document number: check the kind of paper and type the number as printed."""

    code = "people:document:unreadable"


class AlreadyRegistered(Conflict):
    """This person is registered already, with this document."""

    code = "people:person:registered"


class DocumentTaken(Conflict):
    """This document belongs to somebody of another name or birth date. Check the paper; do not merge the two."""

    code = "people:document:taken"


class QidTaken(Conflict):
    """This QID belongs to somebody else."""

    code = "people:person:qid_taken"


class NotDependant(NotFound):
    """These two are not guardian and dependant."""

    code = "people:dependant:not_found"


class MergeImpossible(BadInput):
    """Nobody can be merged with himself."""

    code = "people:merge:impossible"


class PhonesFull(BadInput):
    """This person has as many telephone numbers as anybody may."""

    code = "people:phone:full"


class DependantImpossible(BadInput):
    """Nobody can be their own guardian."""

    code = "people:dependant:impossible"


class SearchTooVague(BadInput):
    """Give the name and the birth date (or year), and why you search. A number alone finds nobody."""

    code = "people:search:too_vague"


class PersonAbsent(Conflict):
    """This is done only with the person at the desk, or called back on a number of their entry."""

    code = "people:person:absent"
