"""Reads a laboratory's FHIR R4 bundle: an Observation or DiagnosticReport for each tube. Pure; never raises but BundleUnreadable."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from antoan.domains.laboratory.errors import BundleTooLarge, BundleUnreadable
from antoan.domains.laboratory.values import TubeResult
from antoan.domains.records.values import TestOutcome
from antoan.kit.clock import parse_moment

RESULTS_MAX: Final = 5_000
BUNDLE_BYTES_MAX: Final = 10 * 1024 * 1024
_FINAL: Final = frozenset({"final", "amended", "corrected"})
# SNOMED CT and HL7 v3 ObservationInterpretation, as laboratories send them.
_OUTCOMES: Final[Mapping[str, TestOutcome]] = {
    "10828004": TestOutcome.POSITIVE,
    "260373001": TestOutcome.POSITIVE,  # Detected
    "260385009": TestOutcome.NEGATIVE,
    "260415000": TestOutcome.NEGATIVE,  # Not detected
    "419984006": TestOutcome.DOUBTFUL,  # Inconclusive
    "280416009": TestOutcome.DOUBTFUL,  # Indeterminate result
    "POS": TestOutcome.POSITIVE,
    "NEG": TestOutcome.NEGATIVE,
    "IND": TestOutcome.DOUBTFUL,
    "DET": TestOutcome.POSITIVE,
    "ND": TestOutcome.NEGATIVE,
}


def read_bundle(raw: bytes) -> list[TubeResult]:
    """Return the results a bundle holds, in its order; what is not final yet is left out.

    A tube's barcode is the specimen's identifier, contained or written with the reference.
    """
    if len(raw) > BUNDLE_BYTES_MAX:
        raise BundleTooLarge
    try:
        bundle = json.loads(raw)
    except (ValueError, RecursionError):
        raise BundleUnreadable("The file is not JSON.") from None
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise BundleUnreadable('The file is no FHIR bundle: "resourceType" must be "Bundle".')
    resources = list(_resources(bundle))
    if len(resources) > RESULTS_MAX:
        raise BundleTooLarge
    specimens = {ref: res for ref, res in resources if res.get("resourceType") == "Specimen"}
    # A report whose observations stand in the bundle says nothing of its own.
    known = {ref for ref, _resource in resources}
    reports = {
        ref
        for ref, res in resources
        if res.get("resourceType") == "DiagnosticReport"
        and not known.intersection(_references(res.get("result")))
    }
    results = [
        _result(ref, res, specimens)
        for ref, res in resources
        if res.get("resourceType") == "Observation" or ref in reports
        if res.get("status") in _FINAL
    ]
    if not results:
        raise BundleUnreadable("The bundle holds no final Observation or DiagnosticReport.")
    return results


def _resources(bundle: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    entries = bundle.get("entry")
    if not isinstance(entries, list):
        raise BundleUnreadable("The bundle has no entries.")
    for place, entry in enumerate(entries):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            raise BundleUnreadable(f"Entry {place + 1} has no resource.")
        full = entry.get("fullUrl")
        own = f"{resource.get('resourceType')}/{resource.get('id')}"
        yield (full if isinstance(full, str) else own), resource


def _result(ref: str, resource: Mapping[str, Any], specimens: Mapping[str, Mapping[str, Any]]) -> TubeResult:
    outcome = _outcome(resource)
    if outcome is None:
        raise BundleUnreadable(f"{ref}: no outcome that we know (SNOMED CT or v3 interpretation).")
    barcode = _barcode(resource, specimens)
    if not barcode:
        raise BundleUnreadable(f"{ref}: no barcode of a specimen.")
    return TubeResult(
        barcode, outcome, _moment(ref, resource.get("issued")), str(resource.get("id", ""))[:64]
    )


def _outcome(resource: Mapping[str, Any]) -> TestOutcome | None:
    concepts = [resource.get("valueCodeableConcept"), *_list(resource.get("interpretation"))]
    concepts += _list(resource.get("conclusionCode"))
    codes = [
        str(coding.get("code", "")).upper()
        for concept in concepts
        if isinstance(concept, dict)
        for coding in _list(concept.get("coding"))
        if isinstance(coding, dict)
    ]
    found = {_OUTCOMES[code] for code in codes if code in _OUTCOMES}
    return found.pop() if len(found) == 1 else None


def _barcode(resource: Mapping[str, Any], specimens: Mapping[str, Mapping[str, Any]]) -> str:
    contained = {
        f"#{one.get('id')}": one for one in _list(resource.get("contained")) if isinstance(one, dict)
    }
    for reference in [resource.get("specimen"), *_list(resource.get("specimen"))]:
        if not isinstance(reference, dict):
            continue
        target = reference.get("reference")
        named = specimens.get(target) or contained.get(target) if isinstance(target, str) else None
        for holder in (reference.get("identifier"), named):
            if barcode := _identifier(holder):
                return barcode
    return ""


def _identifier(holder: Any) -> str:
    """Return the value of an Identifier, or of the first identifier of a Specimen; its accession before others."""
    if not isinstance(holder, dict):
        return ""
    if isinstance(holder.get("value"), str):
        return str(holder["value"])
    for one in (holder.get("accessionIdentifier"), *_list(holder.get("identifier"))):
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            return str(one["value"])
    return ""


def _moment(ref: str, text: Any) -> datetime | None:
    if text is None:
        return None
    try:
        return parse_moment(text)
    except (TypeError, ValueError):
        raise BundleUnreadable(f"{ref}: issued is no time with an offset.") from None


def _references(value: Any) -> list[str]:
    return [
        one["reference"]
        for one in _list(value)
        if isinstance(one, dict) and isinstance(one.get("reference"), str)
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
