"""What can be wrong with areas."""

from antoan.kit.errors import Conflict, NotFound


class AreaFilesWrong(Conflict):
    """The area files are not the trees they should be; nothing was loaded."""

    code = "areas:files:wrong"


class AreasDiffer(Conflict):
    """The areas in the database are not those of the files."""

    code = "areas:area:differ"


class AreaNotFound(NotFound):
    """There is no such area."""

    code = "areas:area:not_found"
