"""What can be wrong with a file that somebody sends."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class PictureTooLarge(BadInput):
    """The file is larger than 12 MB: send a smaller photo."""

    code = "files:picture:too_large"
    status = 413


class PictureTooManyPixels(BadInput):
    """The picture has more than 50 million pixels: send a smaller photo."""

    code = "files:picture:too_many_pixels"


class PictureUnreadable(BadInput):
    """This is no picture we can read: send a photo as JPEG, PNG or WebP."""

    code = "files:picture:unreadable"


class PdfRefused(BadInput):
    """PDF files are not accepted, because they can hold hidden things: send a photo of the page."""

    code = "files:picture:pdf"


class HeicRefused(BadInput):
    """HEIC photos are not accepted: set the camera to JPEG ("most compatible"), or send a screenshot of the photo."""

    code = "files:picture:heic"


class TooManyFiles(Conflict):
    """There are 5 photos already: delete one before you add another."""

    code = "files:owner:full"


class TooManyFilesToday(Conflict):
    """20 photos were sent today, which is the most: go on tomorrow, or bring the papers to the ward."""

    code = "files:person:full"


class FileTaken(Conflict):
    """Another file has this id. Make a new id and send again."""

    code = "files:file:taken"


class FileNotFound(NotFound):
    """There is no such file, or none that you may see."""

    code = "files:file:not_found"


class FileDamaged(Conflict):
    """This file does not open: it is damaged, or its key is missing. Put it back from a backup."""

    code = "files:file:damaged"
    status = 500
