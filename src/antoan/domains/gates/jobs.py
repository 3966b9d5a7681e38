"""The worker's part of gates."""

from procrastinate.contrib.django import app

from antoan.domains.gates.services.copies import find_copies
from antoan.domains.gates.services.silence import forget_silences, watch_places
from antoan.domains.gates.services.status import make_status_list as make
from antoan.domains.gates.services.vehicles import forget_old_vehicles
from antoan.domains.gates.services.visitors import forget_old_notes
from antoan.kit import clock


@app.periodic(cron="*/15 * * * *")
@app.task(name="gates.make_status_list", queueing_lock="gates.make_status_list")
def make_status_list(timestamp: int) -> None:
    """Make what gates without network know of every code anew."""
    make(now=clock.now())


@app.periodic(cron="41 2 * * *")
@app.task(name="gates.forget_old_notes", queueing_lock="gates.forget_old_notes")
def forget_notes(timestamp: int) -> None:
    """Forget why visitors came and in what vehicle, once visits themselves are no longer listed."""
    forget_old_notes(now=clock.now())
    forget_old_vehicles(now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="gates.find_copies", queueing_lock="gates.find_copies")
def look_for_copies(timestamp: int) -> None:
    """Find codes that were shown at two places too soon and that no single scan process saw."""
    find_copies(now=clock.now())


@app.periodic(cron="10 1 * * *")  # 08:10 in the city: whoever is asked is at work.
@app.task(name="gates.watch_places", queueing_lock="gates.watch_places")
def look_for_silence(timestamp: int) -> None:
    """Find places where nobody was scanned for days, all over the city, a batch at a time."""
    now, after_id = clock.now(), 0
    forget_silences(now=now)
    while (last := watch_places(after_id=after_id, now=now)) is not None:
        after_id = last
