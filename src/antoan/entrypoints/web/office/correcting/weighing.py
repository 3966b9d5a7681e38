"""Who tells what of the thing a ticket is about, the best source first, as the desk shows it."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from antoan.domains.corrections.queries import Weighed, Weighing
from antoan.domains.corrections.values import Subject
from antoan.domains.records.queries.history import FormerState
from antoan.entrypoints.web.citizen.records.words import STATES
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.sources import source_in_words


def weighing_shown(weighing: Weighing | None, subject: Subject) -> dict[str, Any] | None:
    """Return the sources in their order, the rule they stand by, and how the record came to be what it is."""
    if weighing is None:
        return None
    rule = weighing.rule
    return {
        "records": [_source(one, subject) for one in weighing.records],
        "rule_from": rule.starts_on,
        "basis": rule.en if get_language() == "en" else rule.vi,
        "is_confirmed": rule.is_confirmed,
        "outranks_us": weighing.outranks_us,
        "history": [_former(one) for one in weighing.history],
    }


def _source(one: Weighed, subject: Subject) -> dict[str, Any]:
    record = one.record
    return {
        "line": words.record_line(subject, record),
        "source": source_in_words(record.source),
        "state": STATES[record.state] if record.state else "",
        "is_contested": one.is_contested,
        "outranks_us": one.outranks_us,
    }


def _former(one: FormerState) -> dict[str, Any]:
    said = [str(STATES[one.state])]
    if one.outcome:
        said.append(str(words.OUTCOMES[one.outcome]))  # type: ignore[index] # A StrEnum's value finds it.
    said.append(_("nguồn: %(source)s") % {"source": source_in_words(one.source)})
    return {"at": one.at, "line": " · ".join(said), "because": one.because}
