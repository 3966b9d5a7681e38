"""Health records as FHIR R4 resources: Immunization, Observation, Condition, Flag. Pure.

LOINC and SNOMED CT codes are from memory [M] where no source is named; the codes of vaccines are the EU's.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import RecordKind, RecordState, RecordView, TestKind, TestOutcome

Resource = dict[str, Any]

_LOINC, _SNOMED = "http://loinc.org", "http://snomed.info/sct"
_STATUS: Final = "http://terminology.hl7.org/CodeSystem/condition-"
# What was measured, by kind of test.
_TESTS: Final = {
    TestKind.RAPID: ("94558-4", "SARS-CoV-2 Ag [Presence] in Respiratory specimen by Rapid immunoassay"),
    TestKind.PCR: (
        "94500-6",
        "SARS-CoV-2 RNA [Presence] in Respiratory specimen by NAA with probe detection",
    ),
    TestKind.SEROLOGY: ("94762-2", "SARS-CoV-2 Ab [Presence] in Serum or Plasma by Immunoassay"),
}
_OUTCOMES: Final = {
    TestOutcome.POSITIVE: ("10828004", "Positive"),
    TestOutcome.NEGATIVE: ("260385009", "Negative"),
    TestOutcome.DOUBTFUL: ("419984006", "Inconclusive"),
}
_COVID: Final = {"coding": [{"system": _SNOMED, "code": "840539006", "display": "COVID-19"}]}  # EU value set.


def resource_of(view: RecordView, *, resource_id: str, subject: Mapping[str, str]) -> Resource:
    """Return one record; `subject` refers to the Patient."""
    made = _MAKERS[view.kind](view)
    about = "patient" if view.kind is RecordKind.VACCINATION else "subject"
    return {"id": resource_id, **made, about: dict(subject)}


def _immunization(view: RecordView) -> Resource:
    details = view.details
    resource: Resource = {
        "resourceType": "Immunization",
        "status": "entered-in-error" if view.state is RecordState.ANNULLED else "completed",
        "vaccineCode": _vaccine(details["product"]),
        "occurrenceDateTime": view.on.isoformat(),
        # False: what somebody says of himself and nobody has confirmed.
        "primarySource": view.state is RecordState.VERIFIED,
        "protocolApplied": [{"doseNumberPositiveInt": details["dose_number"]}],
    }
    if details["lot"]:
        resource["lotNumber"] = details["lot"]
    if details["given_at"]:
        resource["location"] = {"display": details["given_at"]}
    return resource


def _observation(view: RecordView) -> Resource:
    kind, outcome = TestKind(view.details["kind"]), TestOutcome(view.details["outcome"])
    code, display = _TESTS[kind]
    resource: Resource = {
        "resourceType": "Observation",
        "status": _observed(view.state, outcome),
        "category": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                        "code": "laboratory",
                    }
                ]
            }
        ],
        "code": {"coding": [{"system": _LOINC, "code": code, "display": display}]},
        "effectiveDateTime": view.details["sampled_at"].isoformat(),
    }
    if outcome in _OUTCOMES:
        value, name = _OUTCOMES[outcome]
        resource["valueCodeableConcept"] = {"coding": [{"system": _SNOMED, "code": value, "display": name}]}
    return resource


def _condition(view: RecordView) -> Resource:
    recovered_on = view.details["recovered_on"]
    resource: Resource = {
        "resourceType": "Condition",
        "verificationStatus": _coded("ver-status", _verification(view.state)),
        "code": _COVID,
        "recordedDate": view.on.isoformat(),
    }
    # con-5 of R4: no clinical status of what never was.
    if view.state is not RecordState.ANNULLED:
        resource["clinicalStatus"] = _coded("clinical", "resolved" if recovered_on else "active")
    if recovered_on:
        resource["abatementDateTime"] = recovered_on.isoformat()
    return resource


def _flag(view: RecordView) -> Resource:
    lifted_at = view.details["lifted_at"]
    ends = lifted_at or view.details["ends_on"]
    is_void = view.state is RecordState.ANNULLED
    return {
        "resourceType": "Flag",
        "status": "entered-in-error" if is_void else ("inactive" if lifted_at else "active"),
        "code": {"text": f"isolation: {view.details['kind']}"},
        "period": {"start": view.on.isoformat(), "end": ends.isoformat()},
    }


def _vaccine(product: str) -> Resource:
    found = find_vaccine(product)
    if found is None:
        return {"text": product}
    return {"coding": [{"system": _SNOMED, "code": found.dcc_prophylaxis}], "text": found.name}


def _observed(state: RecordState, outcome: TestOutcome) -> str:
    if state is RecordState.ANNULLED:
        return "entered-in-error"
    if outcome is TestOutcome.PENDING:
        return "registered"
    return "final" if state is RecordState.VERIFIED else "preliminary"


def _verification(state: RecordState) -> str:
    return {RecordState.VERIFIED: "confirmed", RecordState.ANNULLED: "entered-in-error"}.get(
        state, "unconfirmed"
    )


def _coded(system: str, code: str) -> Resource:
    return {"coding": [{"system": _STATUS + system, "code": code}]}


_MAKERS: Final[Mapping[RecordKind, Callable[[RecordView], Resource]]] = {
    RecordKind.VACCINATION: _immunization,
    RecordKind.TEST_RESULT: _observation,
    RecordKind.INFECTION: _condition,
    RecordKind.ISOLATION_ORDER: _flag,
}
