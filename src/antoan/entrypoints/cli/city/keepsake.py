"""What the demo must remember from one start to the next, in a file that only its owner reads."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from antoan.foundation.keystore.store import write_private
from antoan.kit.errors import NotConfigured

FILE: Final = "demo.json"


class KeepsakeUnreadable(NotConfigured):
    """The file of the demo is damaged."""

    code = "demo:file:unreadable"


@dataclass
class DemoAccount:
    """How somebody signs in."""

    role: str
    login: str
    password: str
    totp_secret: str | None


@dataclass
class DemoGate:
    """The gate to try, with the token of its device."""

    unit_id: int
    place_id: int
    gate_id: int
    device_id: int
    token: str


@dataclass
class Keepsake:
    """All of it."""

    path: Path
    accounts: list[DemoAccount] = field(default_factory=list)
    gate: DemoGate | None = None

    @classmethod
    def of(cls, data: Path) -> "Keepsake":
        """Read the file of a data folder; nothing when there is none. KeepsakeUnreadable when it is damaged."""
        path = data / FILE
        if not path.exists():
            return cls(path)
        try:
            raw: dict[str, Any] = json.loads(path.read_text())
            return cls(
                path,
                [DemoAccount(**account) for account in raw["accounts"]],
                DemoGate(**raw["gate"]) if raw["gate"] else None,
            )
        except (ValueError, KeyError, TypeError):
            raise KeepsakeUnreadable(
                f"{path} is damaged. Delete it: the demo then makes new accounts and a new gate."
            ) from None

    def keep(self) -> None:
        """Write the file."""
        content = {
            "accounts": [asdict(account) for account in self.accounts],
            "gate": asdict(self.gate) if self.gate else None,
        }
        write_private(self.path, json.dumps(content, ensure_ascii=False, indent=1))
