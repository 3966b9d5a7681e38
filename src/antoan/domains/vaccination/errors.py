"""What can be wrong at a vaccination campaign."""

from antoan.kit.errors import BadInput, Conflict, NotFound


class CampaignNotFound(NotFound):
    """There is no such campaign, or none that you may see."""

    code = "vaccination:campaign:not_found"


class SessionNotFound(NotFound):
    """There is no such session, or none that you may see."""

    code = "vaccination:session:not_found"


class EntryNotFound(NotFound):
    """There is no such dose at this session."""

    code = "vaccination:entry:not_found"


class HeldNotFound(NotFound):
    """There is no such row that waits, or none that you may see."""

    code = "vaccination:held:not_found"


class PlanUnreadable(BadInput):
    """A campaign or a session is planned with a name, a vaccine, days and hours that fit together."""

    code = "vaccination:plan:unreadable"


class ListTooLong(Conflict):
    """A campaign holds 200,000 people at most: open another one."""

    code = "vaccination:list:full"


class SessionFull(Conflict):
    """Everybody whom this session can take was invited."""

    code = "vaccination:session:full"


class SessionClosed(Conflict):
    """This session is not held today, or was closed."""

    code = "vaccination:session:closed"


class NobodyPresented(BadInput):
    """This code or card is nobody's here. Scan it again, or look for the person at the registration desk."""

    code = "vaccination:person:unknown"


class LotNotBrought(BadInput):
    """This lot was not brought to the session, or is past its last day."""

    code = "vaccination:lot:not_brought"


class LotUsedUp(Conflict):
    """More doses were given of this lot than were brought. Count the vials."""

    code = "vaccination:lot:used_up"


class AlreadyVaccinated(Conflict):
    """This person was vaccinated at this session already."""

    code = "vaccination:person:done"


class NotToBeVaccinated(Conflict):
    """A dose today would not be right for this person."""

    code = "vaccination:person:not_now"


class UndoTooLate(Conflict):
    """A dose can be taken back for ten minutes. Annul it at the desk of records."""

    code = "vaccination:entry:undo_too_late"


class EntryTaken(Conflict):
    """Another dose has this id."""

    code = "vaccination:entry:taken"
