"""Sets one document, in a process of its own: reads a request from stdin, writes the document to stdout.

Run as a file, without Django. It writes no files, ends by itself when it takes too long or too much, and finds no
network: the templates import nothing from outside, and the proxies of its environment lead nowhere. What is
printed reaches a template as data (`sys.inputs`), never as text of the template.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

CPU_SECONDS_MAX: Final = 20
MEMORY_BYTES_MAX: Final = 2 << 30
TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
PICTURE_PPI: Final = 300


def main() -> int:
    """Set what was asked for; what is wrong goes to stderr."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX, CPU_SECONDS_MAX))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    request = json.load(sys.stdin)
    import typst  # After the bounds are set.

    try:
        made = _made(request)
    except typst.TypstError as error:
        print(error.message, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(made)
    return 0


def _made(request: dict[str, Any]) -> bytes:
    import fontpkg_be_vietnam_pro
    import typst

    nowhere = TEMPLATES / "none"
    compiler = typst.Compiler(
        TEMPLATES / f"{request['template']}.typ",
        root=TEMPLATES,
        font_paths=[fontpkg_be_vietnam_pro.ROOT],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    made = compiler.compile(
        format=request["output"],
        ppi=PICTURE_PPI,
        sys_inputs={"data": json.dumps(request["data"])},
        timestamp=int(datetime.fromisoformat(request["at"]).timestamp()),
    )
    if isinstance(made, list):
        made = made[0]
    assert made is not None
    return made


if __name__ == "__main__":
    sys.exit(main())
