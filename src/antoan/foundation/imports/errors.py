"""What can be wrong with an import."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class RunNotFound(NotFound):
    """There is no such import, or none that you may see."""

    code = "imports:run:not_found"


class FileTooLarge(BadInput):
    """The file is larger than 12 MB: split the list, or leave out pictures."""

    code = "imports:file:too_large"
    status = 413


class FileMissing(BadInput):
    """No file was sent, or an empty one."""

    code = "imports:file:missing"


class FileUnreadable(BadInput):
    """This file cannot be read as a whole."""

    code = "imports:file:unreadable"


class RunTaken(Conflict):
    """Another import has this id. Make a new id and send again."""

    code = "imports:run:taken"


class RunUnderWay(Conflict):
    """An import is under way here: wait until it ends."""

    code = "imports:run:under_way"


class TooManyRuns(Conflict):
    """30 files were sent today, which is the most: go on tomorrow."""

    code = "imports:owner:full"


class WrongMoment(Conflict):
    """This import is at another step by now."""

    code = "imports:run:moved_on"


class UndoTooLate(Conflict):
    """An import can be undone for 30 days."""

    code = "imports:run:undo_too_late"
