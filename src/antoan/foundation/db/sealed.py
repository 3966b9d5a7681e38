"""A text column that is sealed at rest. Equal values are found by a blind index column beside it."""

from typing import Any

from django.conf import settings
from django.db import models

from antoan.kit.sealing import KeyRing


def field_ring() -> KeyRing:
    """Return the installation's ring for sealed columns."""
    ring: KeyRing = settings.FIELD_KEY_RING
    return ring


def blind_index(kind: str, value: str) -> bytes:
    """Return the blind index under which a value of this kind is stored."""
    return field_ring().blind_index(kind, value)


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Holds a str in Python and AES-GCM ciphertext in the table, bound to its table and column."""

    @property
    def place(self) -> str:
        """Return what values are bound to: table and column. History keeps the values of the table it tells of."""
        table = getattr(self.model, "pgh_tracked_model", self.model)._meta.db_table
        return f"{table}.{self.column}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        """Open what the table holds."""
        return None if value is None else field_ring().open(bytes(value), place=self.place)

    def get_prep_value(self, value: Any) -> Any:
        """Seal what goes into the table."""
        if value is None:
            return None
        if not isinstance(value, str):
            raise TypeError(f"{self.name} is sealed: it takes text, not {type(value).__name__}")
        return field_ring().seal(value, place=self.place)

    def to_python(self, value: Any) -> Any:
        """Leave the text as it is; a plain binary field would read base64 here."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Return the open text for serialisers."""
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow only null tests: equal values have different ciphertexts."""
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed: look it up by its blind index")
        return super().get_lookup(lookup_name)
