"""What can be wrong with care at home."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class EpisodeNotFound(NotFound):
    """There is nobody looked after at home by this number, or none that you may see."""

    code = "care:episode:not_found"


class CaseNotFound(NotFound):
    """There is no confirmed case or order by this number that waits to be looked after, or none that you may see."""

    code = "care:case:not_found"


class EpisodeEnded(Conflict):
    """Care at home has ended already."""

    code = "care:episode:ended"


class NotEligible(Conflict):
    """By the rules in force this person is not looked after at home: send them to a hospital."""

    code = "care:eligibility:unfit"


class AnswersMissing(BadInput):
    """Answer every question, numbers within what is possible."""

    code = "care:eligibility:unanswered"


class NotYet(Conflict):
    """Isolation does not end yet by the rule in force."""

    code = "care:release:not_yet"


class NoCertificate(NotFound):
    """There is no certificate: isolation has not ended by release."""

    code = "care:certificate:none"


class NoRuleInForce(NotFound):
    """No document was in force on this day."""

    code = "care:rule:none"


class HouseholdFull(Conflict):
    """So many people are listed in this household already."""

    code = "care:household:full"


class TooManyCalls(Conflict):
    """So many calls were noted for this person already."""

    code = "care:calls:full"


class WordsMissing(BadInput):
    """Say why, in 5 to 500 letters."""

    code = "care:words:missing"


class OwnEpisode(Forbidden):
    """Nobody decides about themselves or their family: leave it to a colleague."""

    code = "care:episode:own"


class LevelUnknown(BadInput):
    """There is no such level."""

    code = "care:line:level"


class BasisMissing(BadInput):
    """Say on which decision it rests, in 5 to 120 letters."""

    code = "care:area:basis"
