"""A person as a FHIR R4 Patient, and the reference by which every other resource names them."""

from typing import Any, Final
from uuid import UUID, uuid5

from antoan.domains.people.queries.kept import KEPT, keys_of

_NAMESPACE: Final = UUID("6f1d0a5e-3c1b-5c52-9d0e-9a7c2e0f4b11")  # Of this program's resources.
_GENDERS: Final = {"male": "male", "female": "female"}
_PERSON, _DOCUMENT, _PHONE = KEPT[0], KEPT[1], KEPT[2]
_MANY: Final = 100


def resource_id(kind: str, number: object) -> str:
    """Return the id of a resource: the same in every copy."""
    return str(uuid5(_NAMESPACE, f"{kind}:{number}"))


def subject_of(person_id: int) -> dict[str, str]:
    """Return the reference to a person's Patient."""
    return {"reference": f"urn:uuid:{resource_id('Patient', person_id)}"}


def patients_of(person_id: int) -> list[dict[str, Any]]:
    """Return the Patient of a person; none for nobody."""
    keys = keys_of(person_id)
    if keys is None:
        return []
    [person] = _PERSON.rows(keys, 1)
    papers, phones = _DOCUMENT.rows(keys, _MANY), _PHONE.rows(keys, _MANY)
    patient: dict[str, Any] = {
        "resourceType": "Patient",
        "id": resource_id("Patient", person_id),
        # Systems of our own: no published ones for these numbers were found [I].
        "identifier": [
            {"system": "urn:antoan:qid", "value": person["qid"]},
            *({"system": f"urn:antoan:{paper['kind']}", "value": paper["number"]} for paper in papers),
        ],
        "name": [{"use": "official", "text": person["full_name"]}],
        "gender": _GENDERS.get(person["gender"], "unknown"),
        "birthDate": person["birth_on"] if person["birth_day_known"] else person["birth_on"][:4],
    }
    if phones:
        patient["telecom"] = [{"system": "phone", "value": phone["number"]} for phone in phones]
    address = {"text": person["address"], "district": person["ward"], "country": person["nationality"]}
    patient["address"] = [{name: value for name, value in address.items() if value}]
    return [patient]
