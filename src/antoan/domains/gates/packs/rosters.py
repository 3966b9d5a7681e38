"""From people to a roster: for each a verdict that will hold, by the rule's number. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from antoan.domains.gates.packs.values import Expected
from antoan.domains.passes.queries import Known
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import decide


def expected(
    people: Iterable[Known],
    document: PolicyDocument,
    *,
    place: Mapping[str, object],
    short_codes: Mapping[str, str],
    now: datetime,
) -> list[Expected]:
    """Judge everybody; who cannot be judged is left out, and so stays unknown."""
    found = []
    for person in people:
        verdict = decide(document, person.facts, now, place=place)
        if verdict.colour is not Colour.UNKNOWN:
            found.append(
                Expected(
                    person.qid,
                    short_codes.get(person.qid, ""),
                    person.label,
                    person.birth_year,
                    person.gender,
                    verdict.rule_number,
                    verdict.until,
                )
            )
    return found
