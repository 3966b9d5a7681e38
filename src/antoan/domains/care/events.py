"""What happens to people at home."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EpisodeOpened:
    """Somebody is looked after at home from now on."""

    episode_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class EpisodeClosed:
    """Care at home ended: `ending` says how."""

    episode_id: int
    person_id: int
    ending: str
