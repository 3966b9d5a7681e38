"""The statements of a health certificate in our words: vaccinations, tests, recoveries (EU DCC schema 1.3)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from antoan.domains.codes.hc1 import HealthCertificate

_COMMON: Final = {"tg": "disease", "co": "country", "is": "issuer", "ci": "certificate_id"}
_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "v": {"vp": "vaccine_type", "mp": "product", "ma": "manufacturer", "dn": "dose_number", "sd": "doses_total",
          "dt": "vaccinated_on"},
    "t": {"tt": "test_type", "nm": "test_name", "ma": "test_device", "sc": "sampled_at", "dr": "result_at",
          "tr": "result", "tc": "centre"},
    "r": {"fr": "first_positive_on", "df": "valid_from", "du": "valid_until"},
}  # fmt: skip
_KINDS: Final = {"v": "vaccination", "t": "test", "r": "recovery"}
_RESULTS: Final = {"260415000": "negative", "260373001": "positive"}  # SNOMED CT
_MOMENTS: Final = ("sampled_at", "result_at")


def fields_of(certificate: HealthCertificate) -> dict[str, Any]:
    """Return a certificate as plain JSON values: holder, dates, entries by name, and the raw content."""
    content = _plain(certificate.content)
    name = content["nam"]
    return {
        "issuer": certificate.issuer,
        "issued_at": _plain(certificate.issued_at),
        "expires_at": _plain(certificate.expires_at),
        "version": content["ver"],
        "full_name": " ".join(part for part in (name.get("fn"), name.get("gn")) if part),
        "full_name_ascii": " ".join(part for part in (name.get("fnt"), name.get("gnt")) if part).replace(
            "<", " "
        ),
        "birth": content["dob"],
        "entries": [_entry(certificate.group, entry) for entry in content[certificate.group]],
        "content": content,
    }


def _entry(group: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    names = {**_COMMON, **_NAMES[group]}
    named = {names[key]: value for key, value in entry.items() if key in names}
    if "result" in named:
        named["result"] = _RESULTS.get(str(named["result"]), "unknown")
    for field in _MOMENTS:
        # Some states wrote milliseconds since 1970 instead of a text.
        if isinstance(named.get(field), int):
            named[field] = _from_milliseconds(named[field])
    return {"kind": _KINDS[group], **named}


def _from_milliseconds(value: int) -> str | None:
    try:
        return datetime.fromtimestamp(value / 1000, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _plain(value: Any) -> Any:
    """Return what JSON can hold, of whatever CBOR held."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, bool)):
        return value
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    return value.hex() if isinstance(value, bytes) else str(value)
