"""``python -m bench.effort``: walk a case in Chromium and print what it cost."""

from __future__ import annotations

import os

from bench.effort import right_to_ask
from bench.effort.klm import Target, lines_of
from bench.effort.site import opened


def main() -> None:
    """Walk, count, print."""
    # The synchronous Playwright runs an event loop in this thread.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with opened() as site:
        case = right_to_ask.run(site)
    print("\n".join(lines_of(case.ledger, Target())))
    for text in case.ledger.retyped:
        print(f"retyped: {text}")


if __name__ == "__main__":
    main()
