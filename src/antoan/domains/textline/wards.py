"""Finds the ward in what somebody wrote."""

from datetime import date

from antoan.domains.areas.queries import wards_on
from antoan.kit.text import fold

_KINDS = ("phuong ", "xa ", "dac khu ", "thi tran ")


def ward_named_in(words: str, on: date) -> int | None:
    """Return the one ward of that day whose name ends what was written; None when none does, or more than one."""
    said = f" {fold(words.replace(',', ' ').replace('.', ' '))} "
    found = {ward.id: len(name) for ward in wards_on(on) if said.endswith(f" {(name := _bare(ward.name))} ")}
    if not found:
        return None
    longest = max(found.values())
    named = [ward_id for ward_id, length in found.items() if length == longest]
    return named[0] if len(named) == 1 else None


def _bare(name: str) -> str:
    folded = fold(name)
    return next((folded.removeprefix(kind) for kind in _KINDS if folded.startswith(kind)), folded)
