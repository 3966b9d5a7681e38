"""Reads of care at home."""

from antoan.domains.care.queries.areas import WatchedAreaView, watched_areas
from antoan.domains.care.queries.certificates import certificate_of, judge_certificate
from antoan.domains.care.queries.desk import CarePage, Waiting, care_desk, care_waiting
from antoan.domains.care.queries.episodes import EpisodePage, Housemate, episode_for
from antoan.domains.care.queries.lines import LineView, duty_number, lines_of
from antoan.domains.care.queries.own import OwnCare, owes_daily_form, own_care, own_release

__all__ = [
    "CarePage",
    "EpisodePage",
    "Housemate",
    "LineView",
    "OwnCare",
    "Waiting",
    "WatchedAreaView",
    "care_desk",
    "care_waiting",
    "certificate_of",
    "duty_number",
    "episode_for",
    "judge_certificate",
    "lines_of",
    "owes_daily_form",
    "own_care",
    "own_release",
    "watched_areas",
]
