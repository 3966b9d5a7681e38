"""Runs one of the browser's modules in node, line by line, so that it can be held against its Python twin."""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "src/antoan/entrypoints/web"


def run_lines(script: str, lines: list[object], folder: Path) -> list[object]:
    """Bundle a script that reads JSON lines and writes JSON lines, and feed it."""
    entry = folder / "entry.mjs"
    entry.write_text(script.replace("ASSETS", str(ASSETS)))
    bundle = folder / "bundle.mjs"
    subprocess.run(
        [
            ROOT / "node_modules/.bin/esbuild", entry, "--bundle", "--platform=node", "--format=esm",
            f"--outfile={bundle}", "--log-level=error",
        ],
        check=True,
        env={"PATH": f"{_node().parent}:/usr/bin:/bin", "NODE_PATH": str(ROOT / "node_modules")},
    )  # fmt: skip
    given = "\n".join(json.dumps(line) for line in lines)
    done = subprocess.run([_node(), bundle], input=given, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@cache
def _node() -> Path:
    found = shutil.which("node")
    return Path(found) if found else Path(sys.prefix) / "bin/node"
