"""Seals the secrets of second factors again; allauth keeps them inside JSON."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from antoan.foundation.accounts.adapters import SecondFactorAdapter
from antoan.foundation.db.resealing import BATCH_ROWS
from antoan.foundation.db.sealed import field_ring


class SecondFactorSecrets:
    """The sealed secrets of TOTP and recovery codes."""

    name = "mfa_authenticator.data"

    def rows_by_key(self) -> Counter[int]:
        """Return how many rows each key sealed."""
        adapter = get_adapter()
        rows = Authenticator.objects.values_list("data", flat=True).iterator()
        return Counter(number for data in rows if (number := _key_of(adapter, data)) is not None)

    def reseal(self, batch_rows: int = BATCH_ROWS) -> Iterator[int]:
        """Seal again what is not sealed with the current key; yield the rows of each committed batch."""
        last = 0
        adapter = get_adapter()
        while True:
            with transaction.atomic():
                rows = list(
                    Authenticator.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:batch_rows]
                )
                stale = [
                    row for row in rows if _key_of(adapter, row.data) not in (None, field_ring().current)
                ]
                for row in stale:
                    row.data = _sealed_again(adapter, row.data)
                Authenticator.objects.bulk_update(stale, ["data"])
            if not rows:
                return
            last = rows[-1].pk
            yield len(stale)


def _key_of(adapter: SecondFactorAdapter, data: dict[str, Any]) -> int | None:
    sealed = [data[name] for name in ("secret", "seed") if name in data] + data.get("migrated_codes", [])
    return min((adapter.key_number(text) for text in sealed), default=None)


def _sealed_again(adapter: SecondFactorAdapter, data: dict[str, Any]) -> dict[str, Any]:
    again = dict(data)
    for name in ("secret", "seed"):
        if name in data:
            again[name] = adapter.encrypt(adapter.decrypt(data[name]))
    if "migrated_codes" in data:
        again["migrated_codes"] = [adapter.encrypt(adapter.decrypt(code)) for code in data["migrated_codes"]]
    return again
