"""Decides what a form is when it reaches us. Pure."""

from antoan.domains.fieldwork.values import Clash, FormState
from antoan.domains.people.matching import Confidence

_NEAR = frozenset({Confidence.STRONG, Confidence.LIKELY})


def outcome(
    confidence: Confidence | None, *, lives_here: bool, differs: bool
) -> tuple[FormState, Clash | None]:
    """Return what becomes of a form by its surest match (None: it cannot be read).

    Somebody else may have been registered, or changed, between the door and the network: what speaks for that
    waits for an officer, and no later form overwrites an earlier word (lesson L23b).
    """
    match confidence:
        case None:
            return FormState.WAITING, Clash.UNREADABLE
        case Confidence.CERTAIN if lives_here:
            return (FormState.WAITING, Clash.DIFFERS) if differs else (FormState.KNOWN, None)
        case Confidence.CERTAIN:
            return FormState.WAITING, Clash.LIVES_ELSEWHERE
        case Confidence.CONFLICT:
            return FormState.WAITING, Clash.PAPER_TAKEN
        case known if known in _NEAR and lives_here:
            return FormState.WAITING, Clash.ALIKE
    return FormState.REGISTERED, None
