"""Says a person's verdict in words: colour, rule, until when, what then, on which records it stands."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from antoan.domains.declarations.validity import validity_at
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import Explanation, explanation_of
from antoan.domains.policy.verdict import Verdict
from antoan.entrypoints.web.citizen.lines import Line, declaration_validity, lines_of
from antoan.entrypoints.web.shared import colours
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


def explained(actor: Actor, person_id: int, now: datetime) -> Explanation | None:
    """Return a verdict with what stands behind it; None when none can be given."""
    try:
        return explanation_of(actor, person_id, now)
    except (PassNotFound, NoPolicyInForce):
        return None  # No colour is said then, rather than a wrong one.


def in_words(found: Explanation | None) -> dict[str, Any]:
    """Return a verdict as pages show it."""
    if found is None:
        reason = _("Hệ thống chưa tính được màu. Đây không phải lỗi của bạn; hãy thử lại sau.")
        return {"colour": "unknown", "word": colours.word("unknown"), "reason": reason}
    verdict = found.verdict
    lines = lines_of(found.facts, deciding=verdict.facts_used) + _validity(found)
    return {
        "colour": verdict.colour.value,
        "word": colours.word(verdict.colour.value),
        "reason": in_our_language(verdict.holder_reason),
        "advice": in_our_language(verdict.advice),
        "until": until_in_words(verdict.until),
        "after": _after(verdict, found.after),
        "green_from": found.green_from,
        "lines": [line for line in lines if not line.is_missing],
        "missing": [line for line in lines if line.is_missing],
        "policy": _title(verdict),
        "basis": ", ".join(str(one["document"]) for one in verdict.document.source.get("basis", [])),
    }


def as_data(found: Explanation) -> dict[str, Any]:
    """Return what a browser needs to decide again by itself."""
    return {
        "policy": found.verdict.document.source,
        "facts": {fact.name: _plain(fact.value) for fact in found.facts},
        "verdict": found.verdict.as_json(),
    }


def until_in_words(until: datetime | None) -> str:
    """Say until when a colour lasts."""
    if until is None:
        return no_end()
    return _("Màu này đến {at}.").format(at=moment_in_words(until))


def no_end() -> str:
    """Say that a colour does not end by itself."""
    return _("Màu này chỉ đổi khi dữ liệu hoặc quy định thay đổi.")


def moment_in_words(moment: datetime) -> str:
    """Return a moment as people write it here."""
    return date_format(clock.local(moment), "H:i d/m/Y")


def _validity(found: Explanation) -> list[Line]:
    """Say for how long the declaration is good where the person lives; a place may want a newer one."""
    validity = validity_at(policy=found.verdict.document)
    return declaration_validity(found.facts, now=clock.now(), validity=validity)


def _after(verdict: Verdict, after: Verdict | None) -> str:
    if after is None or (after.colour, after.rule) == (verdict.colour, verdict.rule):
        return ""
    said = {
        "colour": colours.word(after.colour.value),
        "reason": in_our_language(after.holder_reason),
    }
    return _("Sau đó, nếu không có gì thay đổi: %(colour)s. %(reason)s.") % said


def _title(verdict: Verdict) -> str:
    title = verdict.document.source.get("title")
    known = isinstance(title, dict) and title.get("en" if get_language() == "en" else "vi")
    return str(known or verdict.policy)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
