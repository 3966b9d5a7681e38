"""Reads of passes."""

from antoan.domains.passes.queries.bulk import Known, known_by_person, known_by_qid
from antoan.domains.passes.queries.labels import labels_of
from antoan.domains.passes.queries.many import Judged, judge_many
from antoan.domains.passes.queries.persons import (
    Explanation,
    explanation_of,
    facts_of,
    facts_with_provenance,
    policy_at_home,
    verdict_of,
)

__all__ = [
    "Explanation",
    "Judged",
    "Known",
    "explanation_of",
    "facts_of",
    "facts_with_provenance",
    "judge_many",
    "known_by_person",
    "known_by_qid",
    "labels_of",
    "policy_at_home",
    "verdict_of",
]
