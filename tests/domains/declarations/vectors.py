"""Reads the vectors that every implementation of questionnaires must pass."""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "vectors" / "declarations" / "answers.json"


def cases() -> list[dict[str, Any]]:
    """Return the cases."""
    return json.loads(FILE.read_text(encoding="utf-8"))["cases"]
