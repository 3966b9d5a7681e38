"""What can be wrong with consents, requests, copies and erasures."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class PurposeUnknown(NotFound):
    """There is no such purpose."""

    code = "privacy:purpose:unknown"


class NotByConsent(BadInput):
    """This purpose does not rest on consent, so nobody is asked for it."""

    code = "privacy:purpose:not_by_consent"


class VersionUnknown(Conflict):
    """The words of this purpose have changed since the page was opened: read them again."""

    code = "privacy:purpose:changed"


class ConsentTaken(Conflict):
    """Another answer has this id. Make a new id and send again."""

    code = "privacy:consent:taken"


class TooManyConsents(Conflict):
    """This was changed 50 times today, which is the most: go on tomorrow."""

    code = "privacy:consent:full"


class RequestNotFound(NotFound):
    """There is no such request, or none that you may see."""

    code = "privacy:request:not_found"


class RequestUnreadable(BadInput):
    """This request cannot be read."""

    code = "privacy:request:unreadable"


class RequestTaken(Conflict):
    """Another request has this id. Make a new id and send again."""

    code = "privacy:request:taken"


class TooManyRequests(Conflict):
    """There are 10 open requests already: wait for an answer, or withdraw one."""

    code = "privacy:person:full"


class TooManyRequestsToday(Conflict):
    """10 requests were made today, which is the most: go on tomorrow."""

    code = "privacy:person:full_today"


class AlreadyAsked(Conflict):
    """The same is asked for already and is not finished."""

    code = "privacy:request:duplicate"


class RequestClosed(Conflict):
    """This request is finished. Make a new one."""

    code = "privacy:request:closed"


class PurposeCannotRest(Conflict):
    """The software cannot stop this for one person: refuse on a legal ground."""

    code = "privacy:purpose:cannot_rest"


class OwnRequest(Forbidden):
    """Nobody decides about their own data, their family's, or a request they made themselves."""

    code = "privacy:request:own"


class RefusalMissing(BadInput):
    """A refusal names its legal ground from the list."""

    code = "privacy:refusal:missing"


class WordsMissing(BadInput):
    """Say why, in at least ten letters; the person reads it."""

    code = "privacy:words:missing"


class WordsTooLong(BadInput):
    """At most 1,000 letters."""

    code = "privacy:words:too_long"


class CopyNotFound(NotFound):
    """There is no such copy, or none that you may fetch."""

    code = "privacy:copy:not_found"


class CopyNotReady(Conflict):
    """This copy is not ready, or no longer kept."""

    code = "privacy:copy:not_ready"


class CertificateNotFound(NotFound):
    """There is no certificate of this number."""

    code = "privacy:certificate:not_found"


class NoOpenCase(Forbidden):
    """A name is opened for an open request only, by the office that decides it."""

    code = "privacy:unmasking:no_case"
