"""What can be wrong with declarations and questionnaires. Needs no Django."""

from antoan.kit.errors import BadInput, Conflict, Forbidden, NotFound


class QuestionnaireInvalid(BadInput):
    """This is not a questionnaire."""

    code = "declarations:questionnaire:invalid"


class NoSuchQuestionnaire(NotFound):
    """There is no such questionnaire."""

    code = "declarations:questionnaire:not_found"


class AnswersWrong(BadInput):
    """Some answers are missing or cannot be read; `faults` in the context names them."""

    code = "declarations:answers:wrong"


class DeclarationUnreadable(BadInput):
    """This declaration cannot be read."""

    code = "declarations:declaration:unreadable"


class DeclarationOutOfTime(BadInput):
    """A declaration is sent within seven days, by a clock that is right: set the time of the device."""

    code = "declarations:declaration:out_of_time"


class DeclarationTaken(Conflict):
    """Another declaration has this id. Make a new id and send again."""

    code = "declarations:declaration:taken"


class TooManyDeclarations(Conflict):
    """So many declarations were made for this person today that no more are taken. Go on tomorrow."""

    code = "declarations:person:full"


class TooManyForOthers(Forbidden):
    """So many declarations were made for other people today that no more are taken. Ask the ward to help."""

    code = "declarations:account:full"


class DeclarationNotFound(NotFound):
    """There is no such declaration, or none that you may see."""

    code = "declarations:declaration:not_found"


class DeclarationAnnulled(Conflict):
    """This declaration was annulled. Declare anew."""

    code = "declarations:declaration:annulled"
