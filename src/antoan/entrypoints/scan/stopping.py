"""What a gate says while scanning is stopped: no colour, nobody recorded, the text of whoever stopped it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from antoan.domains.gates.switch_rules import Stop
from antoan.domains.policy.documents import Words as Advice
from antoan.domains.policy.values import Colour
from antoan.entrypoints.scan.reasons import CodeReason
from antoan.kit.words import Words

_ADVICE: Final = Advice(
    "Tạm ngừng quét mã. Ghi họ tên và giờ vào sổ giấy.",
    "Scanning is suspended. Write name and time on paper.",
)


def stops_of(row: Mapping[str, Any]) -> tuple[Stop, ...]:
    """Return the stops of a gate out of its row: the city's first."""
    found = []
    for whose in ("city", "unit"):
        since, until = row[f"{whose}_stopped_at"], row[f"{whose}_stopped_until"]
        if since is not None and until is not None:
            found.append(Stop(since, until, Words(row[f"{whose}_text_vi"], row[f"{whose}_text_en"])))
    return tuple(found)


@lru_cache(maxsize=1_024)
def reason_of(stop: Stop) -> CodeReason:
    """Return what a stop says; the same object each time, so that its answer is encoded once."""
    return CodeReason("stopped", Colour.UNKNOWN, stop.text.vi, stop.text.en, _ADVICE)
