"""Reads of passes."""

from antoan.domains.passes.queries.labels import labels_of
from antoan.domains.passes.queries.persons import (
    Explanation,
    explanation_of,
    facts_of,
    facts_with_provenance,
    verdict_of,
)

__all__ = ["Explanation", "explanation_of", "facts_of", "facts_with_provenance", "labels_of", "verdict_of"]
