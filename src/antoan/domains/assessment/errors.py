"""What can be wrong with assessments."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class SetUnreadable(BadInput):
    """This criteria set is not a document the program understands."""

    code = "assessment:set:unreadable"


class SetNotFound(NotFound):
    """No such criteria set applies to this place today."""

    code = "assessment:set:not_found"


class SetEnded(Conflict):
    """This set, or this version of it, is no longer in force: begin with the one in force."""

    code = "assessment:set:ended"


class AssessmentNotFound(NotFound):
    """There is no such assessment, or none that you may see."""

    code = "assessment:assessment:not_found"


class AssessmentSubmitted(Conflict):
    """A submitted assessment stays as it is. Assess anew."""

    code = "assessment:assessment:submitted"


class AnswersMissing(BadInput):
    """Some items have no answer yet."""

    code = "assessment:answers:missing"


class AnswerUnreadable(BadInput):
    """This answer does not fit its item."""

    code = "assessment:answers:unreadable"


class WordsTooLong(BadInput):
    """At most 300 letters."""

    code = "assessment:words:too_long"


class TooManyToday(Conflict):
    """A place is assessed by one set 5 times a day at most."""

    code = "assessment:place:full_today"


class TooManyPhotos(Conflict):
    """An assessment holds 30 photos at most."""

    code = "assessment:photos:full"


class PlanUnreadable(BadInput):
    """A step needs an item that is to be mended, and a day from today to a year from now."""

    code = "assessment:plan:unreadable"


class PlanClosed(Conflict):
    """A later assessment has taken the place of this one: plan there."""

    code = "assessment:plan:closed"
