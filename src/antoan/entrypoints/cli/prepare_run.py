"""Brings one installation up to date in a process of its own, and prints what a demo offers as JSON.

The supervisor stays small: it never loads Django.
"""

import json
import sys

from antoan.entrypoints.cli.prepare import prepare
from antoan.kit.errors import AntoanError


def main() -> int:
    """Prepare; with --demo also fill an empty installation with a synthetic city."""
    try:
        prepare()
        from antoan.entrypoints.cli.installation import bring_up_to_date

        bring_up_to_date()
        offered: dict[str, object] = {}
        if "--demo" in sys.argv[1:]:
            from antoan.entrypoints.cli.city.demo import make_demo

            offered = make_demo()
    except AntoanError as error:
        print(f"antoan: {error.message}", file=sys.stderr)
        return 1
    json.dump(offered, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
