"""`antoan bench`: the measurements in bench/, which live beside the package in a clone."""

import importlib
import json
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from antoan.kit.errors import NotFound

app = typer.Typer(add_completion=False, help="Measure.")

CLONE: Final = Path(__file__).resolve().parents[4]
SUBJECTS: Final = (
    "codes", "policy", "passes", "imports", "record_imports", "city", "sms", "scan", "declarations", "pages", "packs",
    "gate_page", "posters", "cards", "names", "quality", "trace",
    "trace_postgres", "trace_online", "sealing", "epidemic", "cases", "care", "statistics",
    "people_search",
)  # fmt: skip


@app.command()
def bench(
    subject: Annotated[str, typer.Argument(help=f"What to measure: all, {', '.join(SUBJECTS)}.")] = "all",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a subject.")] = False,
) -> None:
    """Measure one subject or all; each figure stands beside a peer or a limit of the same run."""
    if not (CLONE / "bench" / "report.py").exists():
        raise NotFound(
            f"The measurements are not installed; they are in the folder bench/ of a clone (looked in {CLONE})."
        )
    if subject != "all" and subject not in SUBJECTS:
        raise typer.BadParameter(f"{subject} is not measured; choose from all, {', '.join(SUBJECTS)}")
    sys.path.insert(0, str(CLONE))
    for name in SUBJECTS if subject == "all" else (subject,):
        measurement: Any = importlib.import_module(f"bench.{name}").measure()
        print(json.dumps(measurement.as_json()) if as_json else measurement.as_table(), flush=True)
