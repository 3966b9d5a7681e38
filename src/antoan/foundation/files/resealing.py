"""Files sealed again with the current key when it is rotated."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from antoan.foundation.db.resealing import BATCH_ROWS
from antoan.foundation.db.sealed import field_ring
from antoan.foundation.files.models import StoredFile
from antoan.foundation.files.vault import Vault


class SealedFiles:
    """The vault, as `antoan keys` sees it."""

    name: Final = "files"

    def rows_by_key(self) -> Counter[int]:
        """Return how many files each key sealed."""
        vault = Vault.of_installation()
        return Counter(vault.key_number(name) for name in self._names())

    def reseal(self, batch_rows: int = BATCH_ROWS) -> Iterator[int]:
        """Seal again what is not sealed with the current key; yield the files of each batch."""
        vault, current, done = Vault.of_installation(), field_ring().current, 0
        for name in self._names():
            if vault.key_number(name) == current:
                continue
            vault.reseal(name)
            done += 1
            if done == batch_rows:
                yield done
                done = 0
        if done:
            yield done

    def _names(self) -> Iterator[str]:
        return StoredFile.objects.order_by("pk").values_list("name", flat=True).iterator()
