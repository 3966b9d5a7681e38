"""MA: the short codes of everybody this number may speak for. A code identifies; it opens nothing (lesson L1)."""

from antoan.domains.codes import short
from antoan.domains.codes.queries import code_in_force
from antoan.domains.people.queries import Speaker
from antoan.domains.textline.question import UNVERIFIED, Question
from antoan.domains.textline.speaking import actor_of
from antoan.domains.textline.values import Reply
from antoan.foundation.accounts.scopes import Scope
from antoan.kit.clock import local_date
from antoan.kit.text import without_diacritics


def answer(question: Question) -> Reply:
    """Tell each one's code beside the label; never a whole name."""
    if not question.speakers:
        return UNVERIFIED
    told = [(one, code) for one in question.speakers if (code := _code_of(one, question))]
    if not told:
        return Reply("no_code")
    lines = (f"{without_diacritics(one.label)} {code}" for one, code in told)
    return Reply("codes", {"codes": "; ".join(lines)})


def _code_of(speaker: Speaker, question: Question) -> str:
    """Return a code as people read it; empty when there is none."""
    actor = actor_of(speaker)
    held = code_in_force(
        actor=actor,
        qid=speaker.qid,
        scope=Scope(person_id=actor.person_id),  # A guardian's right reaches dependants.
        today=local_date(question.at),
    )
    return short.show(held.short_code) if held and held.short_code else ""
