"""What visits keep of a person, and how old days go."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from antoan.domains.places.queries import gates_by_id, spots_by_id
from antoan.domains.policy.values import Colour
from antoan.domains.privacy.registry import Part, register_part, register_sweep
from antoan.domains.visits.models import Reminder, Seat, Visit
from antoan.domains.visits.values import EntrySource, ExitSource
from antoan.foundation.db.kept import Column, Kept
from antoan.foundation.db.partitions import drop_days
from antoan.kit.clock import day_start
from antoan.kit.words import Words

DAYS_PER_SWEEP: Final = 7
_HIDDEN: Final = ("spot_id", "gate_id", "policy_id", "rule", "colour", "source", "out_source")
_IN_WORDS: Final = tuple(
    Column(name, "text") for name in ("place", "spot", "gate", "shown", "entered", "left")
)


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(Visit, by="person_id", hidden=_HIDDEN, also=_in_words, also_columns=_IN_WORDS),
        Kept(Reminder, by="person_id", hidden=("spot_id", "due_at")),
        Kept(Seat, by="person_id", hidden=("spot_id",)),
    )
    register_part(Part("visits", Words("Nơi đã đến", "Places visited"), kept))
    register_sweep("visits", forget_old_days)


def forget_old_days(first_day_kept: date) -> dict[str, int]:
    """Drop the days before one, each as a whole with its indexes, and the seats of those days; return the rows of each."""
    dropped = drop_days(Visit._meta.db_table, first_day_kept, limit=DAYS_PER_SWEEP)
    seats, _ = Seat.objects.filter(t_in__lt=day_start(first_day_kept)).delete()
    return dropped | ({Seat._meta.db_table: seats} if seats else {})


def _in_words(visits: Sequence[Visit]) -> list[dict[str, Any]]:
    gates = gates_by_id(visit.gate_id for visit in visits if visit.gate_id is not None)
    spots = spots_by_id(visit.spot_id for visit in visits)
    return [
        {
            "place": spot.place_name if spot else "",
            "spot": spot.spot_name if spot else "",
            "gate": gates[visit.gate_id].name if visit.gate_id in gates else "",
            "shown": Colour.of_number(visit.colour).value,
            "entered": EntrySource(visit.source).name.lower(),
            "left": ExitSource(visit.out_source).name.lower() if visit.out_source else "",
        }
        for visit in visits
        for spot in (spots.get(visit.spot_id),)
    ]
