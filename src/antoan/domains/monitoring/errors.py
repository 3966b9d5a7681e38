"""What can be wrong with tasks."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class TaskNotFound(NotFound):
    """There is no such task, or none that you may see."""

    code = "monitoring:task:not_found"


class TaskClosed(Conflict):
    """This task is closed already."""

    code = "monitoring:task:closed"


class TaskFull(Conflict):
    """So much was tried on this task already: close it now."""

    code = "monitoring:task:full"


class OwnTask(Forbidden):
    """Nobody works on a task about themselves or their family: leave it to a colleague."""

    code = "monitoring:task:own"


class NoSuchOutcome(BadInput):
    """Choose what came of the call."""

    code = "monitoring:outcome:unknown"


class WordsTooLong(BadInput):
    """At most 1,000 letters."""

    code = "monitoring:words:too_long"
