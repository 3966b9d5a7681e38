"""What happens to orders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderGiven:
    """Somebody has to stay apart."""

    order_id: str


@dataclass(frozen=True, slots=True)
class OrderEnded:
    """Somebody need not stay apart any more."""

    order_id: str
