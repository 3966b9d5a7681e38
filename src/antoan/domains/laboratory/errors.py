"""What can be wrong with samples."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class TubeNotFound(NotFound):
    """There is no such tube, or none that you may see."""

    code = "laboratory:tube:not_found"


class BarcodeUnreadable(BadInput):
    """The barcode of a tube has 4 to 32 letters, digits and dashes."""

    code = "laboratory:barcode:unreadable"


class TubeTaken(Conflict):
    """This tube is another unit's, or was opened as another kind of test. Take a new tube."""

    code = "laboratory:tube:taken"


class TubeFull(Conflict):
    """No more people fit into this tube."""

    code = "laboratory:tube:full"


class TubeDone(Conflict):
    """This tube has its result, or was sent: nobody is added to it."""

    code = "laboratory:tube:done"


class TubeEmpty(Conflict):
    """Nobody's sample is in this tube."""

    code = "laboratory:tube:empty"


class ResultDiffers(Conflict):
    """This tube has another result. Whoever is responsible for records strikes that one out first."""

    code = "laboratory:result:differs"


class NobodyPresented(BadInput):
    """This code or card is nobody's here."""

    code = "laboratory:person:unknown"


class ResultUnreadable(BadInput):
    """A result is positive, negative or doubtful, and comes after its sample."""

    code = "laboratory:result:unreadable"


class BundleUnreadable(BadInput):
    """This is no FHIR R4 bundle of results that we can read."""

    code = "laboratory:bundle:unreadable"


class TableUnreadable(BadInput):
    """This is no table of results that we can read."""

    code = "laboratory:table:unreadable"


class BundleTooLarge(BadInput):
    """A bundle holds 5,000 results and 10 MB at most: send it in parts."""

    code = "laboratory:bundle:too_large"
    status = 413


class PageStale(Conflict):
    """This page was sent before, for somebody else. Open it again."""

    code = "laboratory:page:stale"
