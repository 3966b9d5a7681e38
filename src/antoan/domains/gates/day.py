"""The bounds of a gate's day, read from data. Pure; the scan process reads it too."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class CopiedCode:
    """When one code at two gates is too soon: faster than anybody travels, and not next door."""

    speed_kmh_max: float
    kilometres_min: float
    look_back: timedelta

    def is_too_soon(self, kilometres: float, apart: timedelta) -> bool:
        """Tell whether nobody can have come so far in this time."""
        if kilometres < self.kilometres_min or not timedelta() <= apart <= self.look_back:
            return False
        return kilometres > self.speed_kmh_max * (apart / timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Day:
    """All figures of data/day.json."""

    visitor_notes_kept: timedelta
    overrides_per_gate_day_max: int
    overrides_per_supervisor_day_max: int
    wrong_codes_per_device_hour_max: int
    registrations_per_device_hour_max: int
    copied_code: CopiedCode
    double_scan: timedelta
    late_after: timedelta


@cache
def day() -> Day:
    """Return the figures that come with the software."""
    file = resources.files(__package__) / "data" / "day.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    copied = raw["copiedCode"]
    return Day(
        visitor_notes_kept=timedelta(days=raw["visitorNotesKeptDays"]),
        overrides_per_gate_day_max=raw["overridesPerGateDayMax"],
        overrides_per_supervisor_day_max=raw["overridesPerSupervisorDayMax"],
        wrong_codes_per_device_hour_max=raw["wrongCodesPerDeviceHourMax"],
        registrations_per_device_hour_max=raw["registrationsPerDeviceHourMax"],
        copied_code=CopiedCode(
            copied["speedKmhMax"], copied["kilometresMin"], timedelta(minutes=copied["lookBackMinutes"])
        ),
        double_scan=timedelta(minutes=raw["doubleScanMinutes"]),
        late_after=timedelta(minutes=raw["lateAfterMinutes"]),
    )
