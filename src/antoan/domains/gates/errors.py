"""What can go wrong at a gate at work."""

from antoan.kit.errors import AntoanError, BadInput, Conflict, NotFound


class DeviceUnknown(AntoanError):
    """This device is unknown or was revoked: enrol it again."""

    code = "gates:device:unknown"
    status = 401


class DeviceKeyUnreadable(BadInput):
    """The device's public key is no point of P-256."""

    code = "gates:device:bad_key"


class DeviceKeyChanged(Conflict):
    """This device is known by another key: enrol it again."""

    code = "gates:device:key_changed"


class VersionUnknown(BadInput):
    """This release serves no gate page of that version."""

    code = "gates:switch:version_unknown"


class StopUnreadable(BadInput):
    """Say in 5 to 200 letters what gates show, and give an end within 7 days."""

    code = "gates:switch:stop_unreadable"


class SwitchReasonMissing(BadInput):
    """Say why, in 5 to 200 letters: the trail keeps it."""

    code = "gates:switch:reason_missing"


class PersonNotKnown(BadInput):
    """Nobody is known by this code here."""

    code = "gates:person:unknown"


class TooManyRegistrations(AntoanError):
    """This device registered as many people within an hour as it may."""

    code = "gates:registration:too_many"
    status = 429


class SupervisorRefused(AntoanError):
    """The name or the code is wrong, or this person may not decide here."""

    code = "gates:override:refused"
    status = 403


class TooManyTries(AntoanError):
    """Too many wrong codes from this device: wait an hour, or call the unit."""

    code = "gates:override:too_many_tries"
    status = 429


class QuotaSpent(Conflict):
    """As many people were let in against the colour today as may be."""

    code = "gates:override:quota"


class RulesUnreadable(BadInput):
    """The rules of the gate cannot be kept as written."""

    code = "gates:rules:bad"


class PlateUnreadable(BadInput):
    """A plate has four to twelve letters and digits."""

    code = "gates:vehicle:bad_plate"


class SilenceNotFound(NotFound):
    """There is no such silent place, or none in your wards."""

    code = "gates:silence:not_found"


class RestTooLong(BadInput):
    """A rest ends after today, and within 90 days."""

    code = "gates:silence:bad_rest"


class RequestNotFound(NotFound):
    """There is no such request for a list of visitors, or none for you."""

    code = "gates:visitors:not_found"


class RequestOver(Conflict):
    """The time of this request is up: ask again."""

    code = "gates:visitors:over"


class DayOutsideCase(BadInput):
    """A list is asked for a day on which the case was infectious, of the last 28 days."""

    code = "gates:visitors:day"


class NotConfirmed(Conflict):
    """The unit has not confirmed this list yet."""

    code = "gates:visitors:not_confirmed"


class TooManyRequests(Conflict):
    """As many lists were asked for this case as may be."""

    code = "gates:visitors:too_many"


class NobodyAnswers(BadInput):
    """No unit answers for this place: nobody can confirm its list."""

    code = "gates:visitors:nobody"
