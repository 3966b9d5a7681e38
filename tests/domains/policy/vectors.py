"""Reads the vectors that every implementation of policies must pass."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "vectors" / "policy"


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of one of our files."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["cases"]
