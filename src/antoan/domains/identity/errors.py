"""What can go wrong when people prove who they are."""

from antoan.kit.errors import AntoanError, BadInput, Conflict, Forbidden, NotFound


class NotMobile(BadInput):
    """A code is sent to Vietnamese mobile numbers only: 10 digits beginning with 03, 05, 07, 08 or 09."""

    code = "identity:phone:not_mobile"


class CodeTooSoon(AntoanError):
    """A code was sent to this number just now: wait before asking for another."""

    code = "identity:code:too_soon"
    status = 429


class TooManyCodes(AntoanError):
    """So many codes were sent that no more are for now."""

    code = "identity:code:too_many"
    status = 429


class Locked(AntoanError):
    """Wrong codes were entered so often that this number is locked for a while."""

    code = "identity:phone:locked"
    status = 429


class CheckGone(NotFound):
    """This sign-in has run out: begin again with the number."""

    code = "identity:check:gone"


class CodeUnreadable(BadInput):
    """The code has six digits."""

    code = "identity:code:unreadable"


class CodeWrong(BadInput):
    """This is not the code that was sent."""

    code = "identity:code:wrong"


class CodeExpired(BadInput):
    """This code has run out: ask for another."""

    code = "identity:code:expired"


class CodeSpent(AntoanError):
    """Too many tries with this code: ask for another."""

    code = "identity:code:spent"
    status = 429


class ProofWrong(BadInput):
    """This does not agree with what is known of this person."""

    code = "identity:proof:wrong"


class ProofLocked(AntoanError):
    """So many wrong answers were given about this person that no more are taken today."""

    code = "identity:proof:locked"
    status = 429


class ProofImpossible(Conflict):
    """Nothing is known of this person that could be asked: only an activation code opens the entry."""

    code = "identity:proof:impossible"


class AccountClosed(Forbidden):
    """This person's account was closed."""

    code = "identity:account:closed"


class TooManyRegistrations(AntoanError):
    """As many people were registered on this number today as may be."""

    code = "identity:registration:too_many"
    status = 429


class RegistrationTaken(Conflict):
    """This registration belongs to another number."""

    code = "identity:registration:taken"


class CaseNotFound(NotFound):
    """There is no such registration, or none that you may decide."""

    code = "identity:case:not_found"


class CaseClosed(Conflict):
    """This registration was decided already."""

    code = "identity:case:closed"


class OwnCase(Forbidden):
    """Nobody decides about their own registration or their family's."""

    code = "identity:case:own"


class PaperNotSeen(BadInput):
    """Two entries become one person only after somebody has seen the paper and its holder."""

    code = "identity:case:paper_not_seen"


class ActivationImpossible(NotFound):
    """Nobody with this paper and this birth date lives where you may print codes."""

    code = "identity:activation:impossible"


class TooManyActivations(AntoanError):
    """You have printed as many activation codes today as one account may."""

    code = "identity:activation:too_many"
    status = 429


class ActivationWrong(BadInput):
    """This activation code cannot be used: mistyped, used already, or run out."""

    code = "identity:activation:wrong"


class FamilyFull(Conflict):
    """You act for as many people as one person may."""

    code = "identity:family:full"


class TooManyInvitations(AntoanError):
    """You have asked as many people today as one person may."""

    code = "identity:invitation:too_many"
    status = 429


class InvitationGone(NotFound):
    """There is no such question, or it was answered or has run out."""

    code = "identity:invitation:gone"


class TieNotFound(NotFound):
    """You do not act for this person, nor this person for you."""

    code = "identity:tie:not_found"


class MergeNotFound(NotFound):
    """There is no such merge, or none that you may see."""

    code = "identity:merge:not_found"


class MergeOver(Conflict):
    """This merge can no longer be undone."""

    code = "identity:merge:over"


class MergeUnclear(BadInput):
    """Say why these two are one person, in 5 to 150 letters."""

    code = "identity:merge:unclear"


class MergeTooLarge(Conflict):
    """These entries hold more than a desk may merge."""

    code = "identity:merge:too_large"


class AlreadyMerged(Conflict):
    """One of these entries was merged before: undo that first."""

    code = "identity:merge:twice"


class HelperUnclear(BadInput):
    """Name the login of a volunteer, and a last day within a month."""

    code = "identity:helper:unclear"


class HelperNotFound(NotFound):
    """There is no such volunteer in your area."""

    code = "identity:helper:not_found"


class TooManyHelpers(Conflict):
    """This ward has as many volunteers as any may."""

    code = "identity:helper:too_many"
