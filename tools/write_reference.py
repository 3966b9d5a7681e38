"""Writes docs/reference/ from the code: commands, criteria sets, permissions, policies, forms, messages. ``--check`` only compares."""

import os
import sys
from pathlib import Path
from typing import Final

import django

REFERENCE: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"


def main() -> int:
    """Write the pages; with --check tell which are out of date, and exit with 1 when any is."""
    pages = _pages()
    stale = [name for name, text in pages.items() if not _is_current(REFERENCE / name, text)]
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"docs/reference/{name} is out of date: make docs")
        return 1 if stale else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (REFERENCE / name).write_text(pages[name], "utf-8")
        print(f"docs/reference/{name} written")
    return 0


def _pages() -> dict[str, str]:
    # Not the reader's settings: the pages tell what ships.
    os.environ["DJANGO_SETTINGS_MODULE"] = "antoan.config.settings.keyless"
    for name in [name for name in os.environ if name.startswith("ANTOAN_")]:
        del os.environ[name]
    django.setup()
    from reference import (
        commands,
        criteria,
        permissions,
        policies,
        questionnaires,
        textline,
        without_smartphone,
    )

    return {
        "commands.md": commands.page(),
        "criteria.md": criteria.page(),
        "permissions.md": permissions.page(),
        "policies.md": policies.page(),
        "questionnaires.md": questionnaires.page(),
        "textline.md": textline.page(),
        "without-smartphone.md": without_smartphone.page(),
    }


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
